import type { Block } from '../model/types';
import type { PropertyValue } from '../model/values';
import { Feature, type FeatureSet } from './features';
import { PropertyOrder } from './property-order';
import { textOf } from './dumptype';
import { tag } from './xml';

const orders = new WeakMap<Block, PropertyOrder>();

/** The names of a block's properties as Amanda's table came to hold them (conffile.c, read_property and merge_val_t). */
function orderOf(block: Block): PropertyOrder {
  const known = orders.get(block);
  if (known) return known;
  const order = new PropertyOrder();
  orders.set(block, order);
  for (const entry of block.entries) {
    if (entry.kind === 'setting') {
      const { parameter, value } = entry.setting;
      if (parameter.name !== 'property' || value.t !== 'properties') continue;
      for (const property of value.map.values())
        if (property.values.length) order.insert(property.name);
        else order.remove(property.name);
    } else if (entry.inherit.target) inherit(order, entry.inherit.target);
  }
  return order;
}

function inherit(order: PropertyOrder, parent: Block): void {
  const value = parent.values.get('property')?.value;
  const properties = value?.t === 'properties' ? value.map : undefined;
  for (const name of orderOf(parent).list()) {
    if (order.has(name) && properties?.get(name)?.append) continue;
    // Amanda takes out the child's own one first, which leaves a hole in the table.
    order.remove(name);
    order.insert(name);
  }
}

/** The properties of an application or a script in the order in which Amanda's programs walk them. */
export function propertiesInOrder(block: Block): readonly PropertyValue[] {
  const value = block.values.get('property')?.value;
  if (value?.t !== 'properties') return [];
  const names = orderOf(block)
    .list()
    .filter((name) => value.map.has(name));
  return names.flatMap((name) => value.map.get(name) ?? []);
}

function propertiesXml(block: Block, features: FeatureSet): string {
  return propertiesInOrder(block)
    .map(({ name, priority, values }) => {
      const mark =
        priority && features.has(Feature.xmlPropertyPriority) ? '      <priority>yes</priority>\n' : '';
      const shown = values.map((text) => `      ${tag('value', text)}`).join('');
      return `    <property>\n      ${tag('name', name)}\n${mark}${shown}\n    </property>\n`;
    })
    .join('');
}

function stringOf(block: Block, name: string): string {
  return textOf(block.values.get(name)?.value) ?? '';
}

/** The program of a DLE whose program is an application (diskfile.c, xml_application). */
export function applicationXml(application: Block, features: FeatureSet): string {
  const client = stringOf(application, 'client-name');
  const named = client !== '' && features.has(Feature.applicationClientName);
  return (
    `  <backup-program>\n    ${tag('plugin', stringOf(application, 'plugin'))}\n` +
    propertiesXml(application, features) +
    (named ? `    ${tag('client_name', client)}\n` : '') +
    '  </backup-program>\n'
  );
}

/** A script of a DLE (diskfile.c, xml_scripts). */
export function scriptXml(script: Block, features: FeatureSet): string {
  const client = stringOf(script, 'client-name');
  const named = client !== '' && features.has(Feature.scriptClientName);
  const where = stringOf(script, 'execute-where').toUpperCase() || 'CLIENT';
  const on = executeOn(script);
  return (
    `  <script>\n    ${tag('plugin', stringOf(script, 'plugin'))}\n` +
    `    <execute_where>${where}</execute_where>\n` +
    (on.length ? `    <execute_on>${on.join(',')}</execute_on>\n` : '') +
    propertiesXml(script, features) +
    (named ? `    ${tag('client_name', client)}\n` : '') +
    '  </script>\n'
  );
}

/** Amanda keeps the moments as a set of bits and prints them in its own order (conffile.c, execute_on_strings). */
const MOMENTS = [
  ...['pre-amcheck', 'pre-dle-amcheck', 'pre-host-amcheck', 'post-dle-amcheck', 'post-host-amcheck'],
  ...['post-amcheck', 'pre-estimate', 'pre-dle-estimate', 'pre-host-estimate', 'post-dle-estimate'],
  ...['post-host-estimate', 'post-estimate', 'pre-backup', 'pre-dle-backup', 'pre-host-backup'],
  ...['post-backup', 'post-dle-backup', 'post-host-backup', 'pre-recover', 'post-recover'],
  ...['pre-level-recover', 'post-level-recover', 'inter-level-recover'],
];

function executeOn(script: Block): string[] {
  const value = script.values.get('execute-on')?.value;
  const words = new Set(value?.t === 'words' ? value.words : []);
  return MOMENTS.filter((moment) => words.has(moment)).map((moment) => moment.toUpperCase());
}

