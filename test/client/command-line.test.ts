import { execFileSync } from 'node:child_process';
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
    expect(call({ args: ['-c', 'www.example.com'] })?.command).toEqual([
      '/usr/sbin/amcheck',
      '-c',
      'Daily',
      'www.example.com',
    ]);
    expect(call({ program: 'amadmin', path: 'amadmin', args: ['disklist'] })?.command).toEqual([
      'amadmin',
      'Daily',
      'disklist',
    ]);
  });

  // Whatever stands in front: the first word does not tell whether a shell follows.
  const prefixes = [
    ['ssh', 'backup@server'],
    ['sudo', '-u', 'me', 'ssh', 'backup@server'],
    ['timeout', '60', 'ssh', 'backup@server'],
    ['sshpass', '-f', 'file', 'ssh', 'backup@server'],
    ['plink.exe', 'server'],
    ['doas', 'ssh', 'server'],
    ['/home/me/bin/on-server'],
  ];
  const odd = ["Daily's set", 'a b', '$(touch x)', '`x`', 'a;b', 'a\nb', '*', '~', '', '"', '\\', '!x', 'ä'];

  it.each(prefixes.map((prefix) => [prefix]))('quotes for a declared shell behind %j', (prefix) => {
    for (const config of odd) {
      const { command = [] } = call({ path: 'amcheck', config, prefix, remoteShell: true }) ?? {};
      const handed = command.slice(prefix.length);
      // What ssh does: the words in a row, read by a shell.
      const read = execFileSync('sh', ['-c', `printf '%s\\0' ${handed.join(' ')}`]).toString();
      expect(read.split('\0').slice(0, -1)).toEqual(['amcheck', config]);
    }
  });

  it.each(prefixes.map((prefix) => [prefix]))(
    'hands nothing that a shell reads to %j undeclared',
    (prefix) => {
      for (const config of odd) expect(call({ path: 'amcheck', config, prefix })).toBeUndefined();
      expect(call({ path: 'amcheck', prefix })?.command).toEqual([...prefix, 'amcheck', 'Daily']);
      expect(call({ path: 'amcheck', config: odd[0], prefix, remoteShell: false })?.command).toEqual([
        ...prefix,
        'amcheck',
        odd[0],
      ]);
    },
  );

  it('quotes for the shell of -c, and once more for a shell in front of it', () => {
    const words = { path: 'amcheck', config: "Daily's set", args: ['-c', 'www'] };
    const local = call({ ...words, prefix: ['su', 'backup', '-c'], remoteShell: false });
    expect(local?.command).toEqual(['su', 'backup', '-c', "amcheck -c 'Daily'\\''s set' www"]);
    const prefix = ['ssh', 'server', 'su', 'backup', '-c'];
    const { command = [] } = call({ ...words, prefix, remoteShell: true }) ?? {};
    const inner = execFileSync('sh', [
      '-c',
      `printf %s ${command.slice(prefix.length).join(' ')}`,
    ]).toString();
    expect(inner).toBe("amcheck -c 'Daily'\\''s set' www");
  });

  it('does not let a configuration become an option', () => {
    expect(call({ config: '-ofoo=bar' })).toBeUndefined();
    expect(call({ config: 'a\0b' })).toBeUndefined();
  });
});
