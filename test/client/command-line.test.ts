import { describe, expect, it } from 'vitest';
import { commandLine, type Call } from '../../client/src/tasks/command-line';

const call = (more: Partial<Call>) =>
  commandLine({
    program: 'amcheck',
    path: '/usr/sbin/amcheck',
    config: 'Daily',
    args: [],
    prefix: [],
    ...more,
  });

describe('the command of a task', () => {
  it('names a configuration below /etc/amanda, and goes to the folder of one elsewhere', () => {
    expect(call({ folder: '/etc/amanda/Daily' })).toEqual({ command: ['/usr/sbin/amcheck', 'Daily'] });
    expect(call({ folder: '/home/me/Daily' })).toEqual({
      command: ['/usr/sbin/amcheck', '.'],
      cwd: '/home/me/Daily',
    });
  });

  it('puts options before the name and hosts behind it, and the command of amadmin behind it', () => {
    expect(call({ args: ['-c', 'www.example.com'] }).command).toEqual([
      '/usr/sbin/amcheck',
      '-c',
      'Daily',
      'www.example.com',
    ]);
    expect(call({ program: 'amadmin', path: 'amadmin', args: ['disklist'] }).command).toEqual([
      'amadmin',
      'Daily',
      'disklist',
    ]);
  });

  it('quotes for the shell at the other end of ssh or of -c, and for no other command', () => {
    const odd = { path: 'amcheck', config: "Daily's set", args: ['-c', 'www'] };
    expect(call({ ...odd, prefix: ['ssh', 'backup@server'] }).command).toEqual([
      'ssh',
      'backup@server',
      'amcheck',
      '-c',
      "'Daily'\\''s set'",
      'www',
    ]);
    expect(call({ ...odd, prefix: ['su', 'backup', '-c'] }).command).toEqual([
      'su',
      'backup',
      '-c',
      "amcheck -c 'Daily'\\''s set' www",
    ]);
    expect(call({ ...odd, prefix: ['sudo', '-u', 'backup'] }).command.slice(3)).toEqual([
      'amcheck',
      '-c',
      "Daily's set",
      'www',
    ]);
  });
});
