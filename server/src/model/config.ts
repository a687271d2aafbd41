import { baseName, folderOf, uriPath } from '../text/uri';
import { ConfigBuilder } from './builder';
import { checkWhole } from './derived';
import { Interpreter, type Trees } from './interpret';
import { Reader } from './reader';
import { TokenStream } from './stream';
import type { Config, FileSource } from './types';

/** What to read and from where. */
export interface ConfigRequest {
  /** URI of the configuration's folder, without a slash at its end: relative includes are found from here. */
  readonly folder: string;
  /** URI of amanda.conf or amanda-client.conf. */
  readonly root: string;
  /** True for amanda-client.conf, which knows other keywords. */
  readonly client: boolean;
  /**
   * URI of the site-wide file, which Amanda reads before: /etc/amanda/amanda.conf or amanda-client.conf. Left out
   * where it shall not count.
   */
  readonly site?: string;
  readonly source: FileSource;
  readonly trees: Trees;
  /** Amanda version assumed: it decides what is accepted and what is warned about. */
  readonly version: string;
}

/**
 * Reads a configuration as Amanda does (common-src/conffile.c, config_init_with_global): the site-wide file, then the
 * configuration's own over it unless the first gave a warning; then what can be judged only as a whole. Never fails.
 */
export function resolveConfig(request: ConfigRequest): Config {
  const { folder, root, client, site, source, trees, version } = request;
  const c = new ConfigBuilder();
  const r = new Reader(new TokenStream('', '', []), client, version);
  const run = new Interpreter(r, c, folder, source, trees);
  run.builtins();
  let stopped = false;
  const twoFiles = site !== undefined && site !== root && (client || r.grammar.siteFile);
  run.overwrite = twoFiles || !r.grammar.once;
  if (twoFiles) {
    const file = source.read(site);
    if (file?.kind === 'text') {
      run.folder = folderOf(site);
      run.overwrite = false;
      run.read(site, file.text);
      run.folder = folder;
      run.overwrite = true;
      // Our own remarks on what Amanda takes without a word do not stop it.
      stopped = r.problems.some((p) => p.amanda !== '' || !p.id.startsWith('trap/'));
    }
  }
  const rootUnread = !stopped && readRoot(run, root);
  if (!client && !rootUnread) checkWhole(c, r, baseName(folder));
  return {
    folder,
    root,
    client,
    version,
    files: c.files,
    includes: c.includes,
    global: c.global,
    statements: c.statements,
    blocks: c.blocks,
    inlineBlocks: c.inlineBlocks,
    uses: c.uses,
    problems: r.problems,
    hasWarnings: r.warned,
    incomplete: c.incomplete || stopped || rootUnread,
  };
}

/** Reads amanda.conf; true when it cannot be read, so that nobody knows what it defines. */
function readRoot(run: Interpreter, root: string): boolean {
  const file = run.source.read(root);
  const place = { uri: root, span: { start: 0, end: 0 } };
  const add = (id: string, amanda: string) =>
    run.r.add({ id, place, amanda: `could not open conf file: ${amanda}`, args: { path: uriPath(root) } });
  switch (file?.kind) {
    case undefined:
      run.c.addFile(root);
      return false;
    case 'text':
      run.read(root, file.text);
      return false;
    case 'missing':
      // amanda-client.conf need not exist.
      if (!run.r.client) add('reference/include-missing', 'No such file or directory');
      return !run.r.client;
    case 'directory':
      add('trap/include-directory', '');
      return false;
    case 'special':
      add('reference/include-special', '');
      return true;
    case 'unreadable':
      add('reference/include-unreadable', file.reason);
      return true;
    case 'too-large':
      add('trap/include-too-large', '');
      return true;
  }
}
