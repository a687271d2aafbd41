import type { Block } from '../model/types';
import type { PropertyValue } from '../model/values';
import { Feature, type FeatureSet } from './features';
import { textOf } from './dumptype';
import { tag } from './xml';

/** The properties of an application or a script; the model keeps them in the order in which Amanda walks them. */
function propertiesOf(block: Block): readonly PropertyValue[] {
  const value = block.values.get('property')?.value;
  return value?.t === 'properties' ? [...value.map.values()] : [];
}

function propertiesXml(block: Block, features: FeatureSet): string {
  return propertiesOf(block)
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
