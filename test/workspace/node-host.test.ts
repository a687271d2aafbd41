import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileUri } from '../../server/src/text/uri';
import { NodeHost } from '../../server/src/workspace/node-host';

describe('the disk', () => {
  const host = new NodeHost();
  let top = '';
  const uri = (name: string) => fileUri(join(top, name));

  beforeAll(() => {
    top = mkdtempSync(join(tmpdir(), 'amanda-host-'));
    mkdirSync(join(top, 'a/deep'), { recursive: true });
    mkdirSync(join(top, '.git'));
    writeFileSync(join(top, 'a/amanda.conf'), 'org "x"\n');
    writeFileSync(join(top, 'a/deep/amanda.conf'), Buffer.from([0x6f, 0xfc, 0x0a]));
    writeFileSync(join(top, '.git/amanda.conf'), '');
    writeFileSync(join(top, 'big'), '');
    truncateSync(join(top, 'big'), 65 * 1024 * 1024);
    execFileSync('mkfifo', [join(top, 'fifo')]);
    symlinkSync('a/amanda.conf', join(top, 'link'));
    symlinkSync('loop', join(top, 'loop'));
    symlinkSync('..', join(top, 'a/up'));
    symlinkSync('/dev/zero', join(top, 'zero'));
  });
  afterAll(() => rmSync(top, { recursive: true, force: true }));

  it('reads files, through links too, and loses no byte', async () => {
    expect(await host.read(uri('a/amanda.conf'))).toEqual({ kind: 'text', text: 'org "x"\n' });
    expect(await host.read(uri('link'))).toEqual({ kind: 'text', text: 'org "x"\n' });
    expect(await host.read(uri('a/deep/amanda.conf'))).toEqual({ kind: 'text', text: 'o\udcfc\n' });
  });

  it.each([
    ['none', { kind: 'missing' }],
    ['a/amanda.conf/x', { kind: 'missing' }],
    ['a', { kind: 'directory' }],
    ['fifo', { kind: 'special' }],
    ['zero', { kind: 'special' }],
    ['big', { kind: 'too-large', size: 65 * 1024 * 1024 }],
    ['loop', { kind: 'unreadable', reason: 'Too many levels of symbolic links' }],
  ])('says why %s has no contents, without waiting for any', async (name, expected) => {
    expect(await host.read(uri(name))).toEqual(expected);
  });

  it('finds configurations, nearest first, and leaves excluded folders alone', async () => {
    const names = ['amanda.conf'];
    const exclude = ['**/.git'];
    const found = await host.find(fileUri(top), { names, exclude, maxResults: 10 });
    expect(found).toEqual([uri('a/amanda.conf'), uri('a/deep/amanda.conf')]);
    expect(await host.find(fileUri(top), { names, exclude, maxResults: 1 })).toEqual([uri('a/amanda.conf')]);
    expect(await host.find(uri('none'), { names, exclude, maxResults: 1 })).toEqual([]);
  });

  it('enters the folders that links lead to when asked, each once, and not those above', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'amanda-linked-'));
    writeFileSync(join(elsewhere, 'amanda.conf'), '');
    symlinkSync(elsewhere, join(top, 'other'));
    symlinkSync(elsewhere, join(top, 'third'));
    symlinkSync('..', join(top, 'outside'));
    mkdirSync(Buffer.concat([Buffer.from(`${top}/`), Buffer.from([0xe4])]));
    execFileSync('/bin/sh', ['-c', 'mkfifo "$(printf "\\344")/amanda.conf"'], { cwd: top });
    const request = { names: ['amanda.conf'], exclude: ['**/.git'], maxResults: 10 };
    const plain = [uri('\udce4/amanda.conf'), uri('a/amanda.conf'), uri('a/deep/amanda.conf')];
    expect([...(await host.find(fileUri(top), request))].sort()).toEqual(plain);
    const linked = await host.find(fileUri(top), { ...request, followLinks: true });
    expect([...linked].sort()).toEqual([...plain, uri('other/amanda.conf')].sort());
    rmSync(elsewhere, { recursive: true });
  });
});
