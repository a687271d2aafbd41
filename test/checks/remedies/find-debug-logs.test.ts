import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDebugLogs } from '../../../server/src/checks/remedies/commands';

// The folders of common-src/debug.c, debug_setup_1, in the releases from 2.4 on; oldest file first.
const layouts = [
  // To 2.5.0, with and without a time in the name.
  'sendsize.debug',
  'sendsize.20051206000412.debug',
  'sendsize.20051206000412000.debug',
  'amandad.20051206000412.debug',
  // From 2.5.1 on.
  'client/Daily/sendsize.20261127004501.debug',
  'client/Odd [set]/sendsize.20261127004502.debug',
  'client/Weekly/sendsize.20261127004503.debug',
  'amandad/amandad.20261127004500.debug',
];

describe('the command that finds debug logs on a client', () => {
  let top = '';
  beforeAll(() => {
    top = mkdtempSync(join(tmpdir(), 'amanda-dbg-'));
    for (const [n, name] of layouts.entries()) {
      const path = join(top, 'tmp/amanda', name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, 'x');
      utimesSync(path, 1_000_000 + n, 1_000_000 + n);
    }
  });
  afterAll(() => rmSync(top, { recursive: true, force: true }));

  /** What the command lists, run by a plain shell with a PATH that has nothing of Amanda, below a folder of ours. */
  const found = (program: string, config?: string) => {
    const command = findDebugLogs(program, config);
    expect(command).not.toContain('amgetconf');
    const below = command.replace(/ (\/var|\/tmp)\//g, ` ${top}$1/`).replace('find / -xdev', 'true');
    const out = execFileSync('/bin/sh', ['-c', below], {
      env: { PATH: '/usr/bin:/bin' },
      encoding: 'utf8',
    });
    return out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.slice(`${top}/tmp/amanda/`.length));
  };

  it('finds them in every layout of AMANDA_DBGDIR, newest first', () => {
    const sendsize = layouts.filter((name) => name.includes('sendsize')).reverse();
    expect(found('sendsize')).toEqual(sendsize);
    expect(found('amandad', 'Daily')).toEqual(layouts.filter((name) => name.includes('amandad.')).reverse());
    expect(found('selfcheck')).toEqual([]);
  });

  it('leaves those of other configurations out, whatever the name has in it', () => {
    const others = (name: string) => found('sendsize', name).filter((one) => one.startsWith('client/'));
    expect(others('Daily')).toEqual(['client/Daily/sendsize.20261127004501.debug']);
    expect(others('Odd [set]')).toEqual(['client/Odd [set]/sendsize.20261127004502.debug']);
    expect(found('sendsize', 'Daily')).toContain('sendsize.debug');
  });
});
