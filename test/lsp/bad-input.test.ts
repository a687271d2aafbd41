import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { HoverRequest } from 'vscode-languageserver-protocol';
import { fileUri } from '../../server/src/text/uri';
import { buildServer, TestClient } from '../support/server';

// A machine with other work to do takes its time to start a server.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const dumptype = 'define dumptype d {\n  auth "bsdtcp"\n}\n';

/** Texts that no parser likes, by name. */
const texts: Readonly<Record<string, string>> = {
  empty: '',
  'half a line': 'dump',
  'an open quote': `org "test\n${dumptype}`,
  'an open brace': 'define dumptype x {\n  auth "bsd"\n',
  'closing braces only': '}\n}\n}\n',
  'deep braces': `${'define dumptype x {\n'.repeat(3000)}`,
  'binary junk': Array.from({ length: 4000 }, (_, i) => String.fromCharCode((i * 7919) % 256)).join(''),
  'NUL bytes': 'org "a\0b"\n\0\0\n',
  'UTF-16 read as bytes': `\ufffd\ufffd${[...'org "test"\n'].map((char) => `${char}\0`).join('')}`,
  'lone surrogates': 'org "\ud800\udc80\udcff"\n',
  'CRLF and CR': 'org "a"\r\ndumpcycle 7\rtapetype "x"\r\n',
  'a line of 1 MB': `org "${'x'.repeat(1024 * 1024)}"\n`,
  'words for 1 MB': 'dumpcycle '.repeat(100_000),
  'quotes for 1 MB': '"'.repeat(1024 * 1024),
  'backslashes for 1 MB': '\\'.repeat(1024 * 1024),
  'braces for 1 MB': '{'.repeat(1024 * 1024),
};

describe('bad input', () => {
  let bundle: Awaited<ReturnType<typeof buildServer>>;
  let folder = '';
  let client: TestClient;
  const path = (name: string) => join(folder, name);
  const uri = (name: string) => fileUri(path(name));

  // One server for all of it: what one text breaks in it, the next one finds.
  beforeAll(async () => {
    bundle = await buildServer();
    client = await TestClient.start(bundle.path);
  });
  afterAll(async () => {
    expect(await client.stop()).toBe(0);
    expect(client.errors).toEqual([]);
    bundle.remove();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'amanda-bad-'));
    writeFileSync(path('amanda.conf'), dumptype);
    writeFileSync(path('disklist'), 'host /disk d\n');
  });
  afterEach(async () => {
    for (const name of ['amanda.conf', 'disklist']) await client.closeDocument(uri(name));
    rmSync(folder, { recursive: true, force: true });
  });

  /** The server still answers, and still finds what is wrong. */
  async function alive(): Promise<void> {
    const probe = uri('probe/amanda.conf');
    await client.open(probe, 'nonsense 1\n');
    await client.until(probe, (all) => all.some((one) => one.severity === 1));
    await client.closeDocument(probe);
  }

  it.each(Object.entries(texts))('in amanda.conf and in the disklist: %s', async (_, text) => {
    for (const name of ['amanda.conf', 'disklist']) {
      await client.open(uri(name), text);
      const hover = { textDocument: { uri: uri(name) }, position: { line: 0, character: 3 } };
      await client.connection.sendRequest(HoverRequest.type, hover);
      await client.until(uri(name), () => true);
    }
    await alive();
  });

  it('typed letter by letter, every state of a configuration is judged', async () => {
    const text = 'includefile "x.conf"\ndefine dumptype a {\n  d\n  exclude list "x" }\n# end\n';
    await client.open(uri('amanda.conf'), '');
    for (let i = 0; i < text.length; i++) {
      const lines = text.slice(0, i).split('\n');
      const at = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
      await client.change(uri('amanda.conf'), { range: { start: at, end: at }, text: text.charAt(i) });
      await client.connection.sendRequest(HoverRequest.type, {
        textDocument: { uri: uri('amanda.conf') },
        position: at,
      });
    }
    await client.until(uri('amanda.conf'), (all) => all.length > 0);
    await alive();
  });

  it('includes of every odd kind are reported where they are named, and none is opened that would wait', async () => {
    execFileSync('mkfifo', [path('fifo')]);
    mkdirSync(path('folder'));
    symlinkSync('/dev/zero', path('zero'));
    writeFileSync(path('loop.conf'), 'includefile "loop.conf"\n');
    const names = ['fifo', 'folder', 'zero', 'missing.conf', 'loop.conf'];
    for (const name of names) {
      await client.open(uri('amanda.conf'), `${dumptype}includefile "${name}"\n`);
      const named = name === 'loop.conf' ? uri('loop.conf') : uri('amanda.conf');
      await client.until(named, (all) => all.some((one) => /include|refused/.test(String(one.code))));
      await client.closeDocument(uri('amanda.conf'));
    }
    await alive();
  });

  it('includes in a circle end', async () => {
    writeFileSync(path('a.conf'), 'includefile "b.conf"\n');
    writeFileSync(path('b.conf'), 'includefile "a.conf"\n');
    await client.open(uri('amanda.conf'), 'includefile "a.conf"\n');
    await client.until(uri('b.conf'), (all) => all.some((one) => one.severity === 1));
    await alive();
  });

  it('a folder that vanishes', async () => {
    await client.open(uri('disklist'), 'host /disk d\n');
    await client.until(uri('disklist'), () => true);
    rmSync(folder, { recursive: true, force: true });
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: fileUri(folder), type: 3 }],
    });
    await alive();
  });

  it('20,000 DLEs are opened and edited', async () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `host${i % 200} /disk/${i} d\n`).join('');
    writeFileSync(path('disklist'), text);
    await client.open(uri('disklist'), text);
    await client.until(uri('disklist'), (all) => all.every((one) => one.severity !== 1));
    const at = (line: number, from: number, to: number) => ({
      start: { line, character: from },
      end: { line, character: to },
    });
    await client.change(uri('disklist'), { range: at(10_000, 0, 4), text: 'other' });
    await client.change(uri('disklist'), { range: at(19_000, 0, 40), text: 'host /x nowhere' });
    const found = await client.until(uri('disklist'), (all) => all.some((one) => one.severity === 1));
    expect(found.find((one) => one.severity === 1)?.range).toEqual(at(19_000, 8, 15));
  });
});
