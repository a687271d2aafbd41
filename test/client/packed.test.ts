import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type * as vscode from 'vscode';
import { afterAll, describe, expect, it } from 'vitest';
import { PACKED_SCHEME, readable, registerPacked } from '../../client/src/views/packed';
import { editor, Uri } from '../support/vscode-fake';

describe('a packed log', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amanda-packed-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const log = 'amdump: start at Fri Nov 27 00:45:00 UTC 2026\n'.repeat(100);
  const shown = async (name: string, bytes: Buffer): Promise<unknown> => {
    writeFileSync(join(folder, name), bytes);
    const uri = readable(Uri.file(join(folder, name)) as unknown as vscode.Uri) as unknown as Uri;
    expect(uri.scheme).toBe(PACKED_SCHEME);
    expect(uri.path).toBe(join(folder, name).replace(/\.gz$/, ''));
    return editor.providers.get(PACKED_SCHEME)?.provideTextDocumentContent(uri);
  };
  registerPacked();

  it('is shown as what it holds, also while its end is not written yet', async () => {
    const packed = gzipSync(log);
    expect(await shown('amdump.1.gz', packed)).toBe(log);
    const random = Array.from({ length: 20_000 }, (_, i) => `line ${i * 7919}\n`).join('');
    const whole = gzipSync(random);
    const part = await shown('amdump.2.gz', whole.subarray(0, whole.length >> 1));
    expect(random.startsWith(String(part)) && String(part).length > 0).toBe(true);
  });

  it('is shown no further than an editor bears', async () => {
    const text = await shown('bomb.gz', gzipSync(Buffer.alloc(64 * 1024 * 1024, 'a')));
    expect(String(text).length).toBeLessThan(17 * 1024 * 1024);
  });

  it('is no other file', () => {
    const uri = Uri.file('/logs/amdump.1') as unknown as vscode.Uri;
    expect(readable(uri)).toBe(uri);
  });
});
