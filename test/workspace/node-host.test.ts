import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
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
    const within = (depth: number) => host.find(fileUri(top), { names, exclude, maxResults: 10, depth });
    expect(await within(0)).toEqual([]);
    expect(await within(1)).toEqual([uri('a/amanda.conf')]);
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

  describe('packed logs', () => {
    const log = 'amdump: start at Fri Nov 27 00:45:00 UTC 2026\n';
    const large = log.repeat(500_000);
    const streamed = async (name: string, until = Infinity) => {
      let text = '';
      let last = 0;
      let pieces = 0;
      const kind = await host.stream(uri(name), (piece, share) => {
        expect(share).toBeGreaterThanOrEqual(last);
        last = share;
        text += piece;
        return ++pieces < until;
      });
      return { kind, text, last, pieces };
    };

    beforeAll(() => {
      const packed = gzipSync(log.repeat(1000));
      writeFileSync(join(top, 'amdump.1.gz'), packed);
      writeFileSync(join(top, 'amdump.2.gz'), Buffer.concat([gzipSync(log), gzipSync(log)]));
      writeFileSync(join(top, 'cut.gz'), packed.subarray(0, packed.length - 9));
      writeFileSync(join(top, 'bomb.gz'), gzipSync(large));
      writeFileSync(join(top, 'plain.gz'), log);
      writeFileSync(join(top, 'empty.gz'), '');
      writeFileSync(join(top, 'amanda.conf.packed'), packed);
    });

    it('are read as what they hold, also those that are still being written', async () => {
      expect(await host.read(uri('amdump.1.gz'))).toEqual({ kind: 'text', text: log.repeat(1000) });
      expect(await host.read(uri('amdump.2.gz'))).toEqual({ kind: 'text', text: log + log });
      expect(await host.read(uri('cut.gz'))).toMatchObject({ kind: 'text' });
      expect(await host.read(uri('empty.gz'))).toEqual({ kind: 'text', text: '' });
      expect(await streamed('amdump.1.gz')).toMatchObject({ kind: 'text', text: log.repeat(1000), last: 1 });
    });

    it('are refused when they unpack to more than a file may have, or are none', async () => {
      expect(statSync(join(top, 'bomb.gz')).size).toBeLessThan(200_000);
      expect(await host.read(uri('bomb.gz'))).toMatchObject({ kind: 'too-large' });
      expect(await host.read(uri('plain.gz'))).toEqual({
        kind: 'unreadable',
        reason: 'cannot be unpacked (Z_DATA_ERROR)',
      });
      expect((await streamed('plain.gz')).kind).toBe('unreadable');
      // What Amanda reads is read as Amanda reads it.
      expect(await host.read(uri('amanda.conf.packed'))).toMatchObject({
        kind: 'text',
        text: expect.stringMatching(/^\x1f/),
      });
    });

    it('are streamed however much they hold, in pieces that end with a line, until nobody wants more', async () => {
      const all = await streamed('bomb.gz');
      expect(all.text === large).toBe(true);
      expect(all.pieces).toBeGreaterThan(10);
      const some = await streamed('bomb.gz', 2);
      expect(some).toMatchObject({ kind: 'text', pieces: 2 });
      expect(some.text.endsWith('\n')).toBe(true);
    });
  });
});
