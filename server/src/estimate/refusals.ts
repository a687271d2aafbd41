import type { DumptypeFacts } from './dumptype';
import { Feature, type FeatureSet } from './features';
import { addAll } from '../text/lists';

/**
 * Why the planner leaves a DLE out of the request although it should be dumped, in the words it logs as
 * `FAIL planner HOST DISK TIMESTAMP 0 [TEXT]` (server-src/diskfile.c, validate_optionstr). Empty when it is sent.
 */
export function optionRefusals(facts: DumptypeFacts, features: FeatureSet): string[] {
  const errors: string[] = [];
  const need = (condition: boolean, bit: Parameters<FeatureSet['has']>[0], text: string) => {
    if (condition && !features.has(bit)) errors.push(`does not support ${text}`);
  };
  const bsd = facts.auth.toLowerCase() === 'bsd';
  need(bsd && !features.has(Feature.optionsAuth), Feature.bsdAuth, 'auth');
  const { side, how } = facts.compress;
  if (side === 'client') {
    need(how === 'fast', Feature.compressFast, 'fast compression');
    need(how === 'best', Feature.compressBest, 'best compression');
    if (how === 'custom') {
      if (!features.has(Feature.compressCustom)) errors.push('does not support client custom compression');
      else if (facts.clientCompress === '')
        errors.push('client custom compression with no compression program specified');
    }
  } else if (side === 'server' && how === 'custom' && facts.serverCompress === '')
    errors.push('server custom compression with no compression program specified');
  addAll(errors, encryptRefusals(facts, features));
  need(!facts.record, Feature.noRecord, 'no record');
  need(facts.index, Feature.index, 'index');
  need(facts.kencrypt, Feature.kencrypt, 'kencrypt');
  const { exclude, include } = facts;
  need(exclude.file.length > 0, Feature.excludeFile, 'exclude file');
  need(exclude.list.length > 0, Feature.excludeList, 'exclude list');
  need(exclude.file.length + exclude.list.length > 1, Feature.multipleExclude, 'multiple exclude');
  need(include.file.length > 0, Feature.includeFile, 'include file');
  need(include.list.length > 0, Feature.includeList, 'include list');
  // Amanda asks for the feature of excludes here, too.
  need(include.file.length + include.list.length > 1, Feature.multipleExclude, 'multiple include');
  need(exclude.optional, Feature.optionalExclude, 'optional exclude');
  need(include.optional, Feature.optionalInclude, 'optional include');
  return errors;
}

function encryptRefusals(facts: DumptypeFacts, features: FeatureSet): string[] {
  if (facts.encrypt === 'server')
    return facts.serverEncrypt
      ? []
      : [
          'No encryption program specified in dumptypes, Change the dumptype in the disklist or mention the encryption program to use in the dumptypes file',
        ];
  if (facts.encrypt !== 'client') return [];
  if (!features.has(Feature.encryptCustom)) return ['does not support client data encryption'];
  const errors: string[] = [];
  if (!features.has(Feature.clientDecryptOption)) errors.push('does not support client decrypt option');
  if (facts.clientEncrypt === '') errors.push('encrypt client with no encryption program specified');
  if (facts.compress.side === 'server')
    errors.push('Client encryption with server compression is not supported. See amanda.conf(5) for detail');
  return errors;
}

/** Refusals that come before any client is asked (server-src/planner.c, setup_estimate). */
export function dataPathRefusal(facts: DumptypeFacts): string | undefined {
  if (!facts.directtcp) return undefined;
  if (facts.compress.side !== 'none') return "Can't compress directtcp data-path";
  if (facts.encrypt !== 'none') return "Can't encrypt directtcp data-path";
  return facts.holding === 'required' ? "Holding disk can't be use for directtcp data-path" : undefined;
}
