import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noFiles, RoutingHost } from '../../server/src/lsp/client-host';
import { fileUri } from '../../server/src/text/uri';
import { NodeHost } from '../../server/src/workspace/node-host';

describe('a workspace that is not trusted', () => {
  const top = mkdtempSync(join(tmpdir(), 'amanda-untrusted-'));
  const inside = join(top, 'inside');
  beforeAll(() => {
    for (const folder of ['inside', 'inside/real', 'outside', 'inside-not']) mkdirSync(join(top, folder));
    writeFileSync(join(top, 'outside', 'amanda.conf'), 'secret');
    writeFileSync(join(top, 'inside-not', 'x'), 'secret');
    writeFileSync(join(inside, 'real', 'x'), 'mine');
    symlinkSync('../outside/amanda.conf', join(inside, 'amanda.conf'));
    symlinkSync('../outside', join(inside, 'folder'));
    symlinkSync('folder/amanda.conf', join(inside, 'twice'));
    symlinkSync('real/x', join(inside, 'own'));
    symlinkSync(inside, join(top, 'workspace'));
  });
  afterAll(() => rmSync(top, { recursive: true, force: true }));

  // The workspace itself may be a link.
  it.each(['inside', 'workspace'])(
    'opened as %s reads nothing outside, also not through links',
    async (folder) => {
      const host = new RoutingHost(new NodeHost(), noFiles);
      const uri = (name: string) => fileUri(join(top, folder, name));
      host.onlyWithin = [fileUri(join(top, folder))];
      const empty = { kind: 'text', text: '' };
      for (const name of [
        'amanda.conf',
        'folder/amanda.conf',
        'twice',
        '../outside/amanda.conf',
        '../inside-not/x',
      ])
        expect(await host.read(uri(name)), name).toEqual(empty);
      expect(await host.stream(uri('twice'), () => true)).toBe('unreadable');
      for (const name of ['own', 'real/x'])
        expect(await host.read(uri(name))).toEqual({ kind: 'text', text: 'mine' });
      expect(await host.read(uri('none'))).toEqual({ kind: 'missing' });
      const request = { names: ['amanda.conf'], exclude: [], maxResults: 9 };
      expect(await host.find(uri('folder'), request)).toEqual([]);
      expect(await host.find(fileUri(join(top, 'outside')), request)).toEqual([]);
      host.onlyWithin = undefined;
      expect(await host.read(uri('twice'))).toEqual({ kind: 'text', text: 'secret' });
    },
  );
});
