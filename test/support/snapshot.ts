import type { Snapshot } from '../../server/src/model/snapshot';
import type { FileResult } from '../../server/src/model/types';
import { defaultSettings, type Settings } from '../../server/src/schema/settings';
import { resolveUri } from '../../server/src/text/uri';
import { buildSnapshot } from '../../server/src/workspace/load';
import { MemoryFiles } from '../../server/src/workspace/memory';

/** The folder that the files of a test are in. */
export const testFolder = 'file:///etc/amanda/test';

/** The URI of a file of a test, by the name that it has in `snapshotOf`. */
export const testUri = (name: string) => resolveUri(testFolder, name);

/**
 * The snapshot of a configuration in memory: `snapshotOf({ 'amanda.conf': '…', disklist: '…' })`. Names are relative to
 * the configuration's folder or absolute paths. Without an amanda.conf the root is the amanda-client.conf, and without
 * either an empty amanda.conf.
 */
export function snapshotOf(
  files: Readonly<Record<string, string | FileResult>>,
  settings: Partial<Settings> = {},
): Snapshot {
  const client = !('amanda.conf' in files) && 'amanda-client.conf' in files;
  const memory = new MemoryFiles(client ? {} : { [testUri('amanda.conf')]: '', [testUri('disklist')]: '' });
  for (const [name, content] of Object.entries(files)) memory.set(testUri(name), content);
  const root = testUri(client ? 'amanda-client.conf' : 'amanda.conf');
  return buildSnapshot({ root }, memory.source, { settings: { ...defaultSettings, ...settings } });
}
