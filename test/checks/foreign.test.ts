import { describe, expect, it } from 'vitest';
import { runChecks } from '../../server/src/checks/run';
import { runCli } from '../support/cli';
import { snapshotOf } from '../support/snapshot';

const secret = 'hunter2SECRET';
/** What a name in a configuration could lead to. */
const secrets: Record<string, string> = {
  'a shadow file': `root:$6$${secret}:19000:0:99999:7:::\nbackup:${secret}:1:\n`,
  'words of one line': `${secret}`,
  'a quoted string': `password "${secret}"\n`,
  'an unclosed string': `"${secret}\n`,
  braces: `{ "key": "${secret}" }\n`,
  'a table': `${secret} /mnt ext4 defaults 0 0\n${secret} ${secret} ${secret}\n`,
  'a key': `-----BEGIN ${secret}-----\n`,
  assignments: `PASS=${secret}\nexport A='${secret}'\n`,
};

describe.each(Object.entries(secrets))('%s outside the configuration', (_, text) => {
  it.each([
    ['an include', { 'amanda.conf': 'includefile "/etc/secret"\n', disklist: '' }],
    [
      'an include of an include',
      { 'amanda.conf': 'includefile "mine"\n', mine: 'includefile "/etc/secret"\n', disklist: '' },
    ],
    ['the disklist', { 'amanda.conf': 'diskfile "/etc/secret"\n' }],
    ['an include of the disklist', { 'amanda.conf': '', disklist: 'includefile /etc/secret\n' }],
  ])('as %s is named and not quoted', async (__, files) => {
    const all = { ...files, '/etc/secret': text };
    const found = runChecks(snapshotOf(all)).map(({ finding }) => ({
      ...finding,
      fixes: finding.fixes?.() ?? [],
      related: finding.related ?? [],
    }));
    expect(JSON.stringify(found)).not.toContain(secret);
    const below = Object.fromEntries(
      Object.entries(all).map(([name, one]) => [name.startsWith('/') ? name : `conf/${name}`, one]),
    );
    for (const format of ['text', 'json', 'github']) {
      const { out, err } = await runCli(['check', '--format', format, 'conf'], below);
      expect(out + err).not.toContain(secret);
    }
  });
});

describe('what Amanda understands', () => {
  it('is shown, wherever it is', () => {
    const snapshot = snapshotOf({
      'amanda.conf': 'includefile "/srv/shared/types.conf"\n',
      '/srv/shared/types.conf': 'define dumptype d {\n index no\n}\nbogus\n',
      disklist: '',
    });
    const [found] = runChecks(snapshot).filter(({ check }) => check.id === 'syntax/unknown-keyword');
    expect(found?.finding.message).toContain('bogus');
  });
});

it('settings that are no JSON are not quoted', async () => {
  const { err } = await runCli(['check', 'conf'], {
    'conf/amanda.conf': '',
    'conf/disklist': '',
    'conf/.amanda-lint.json': `root:${secret}\n`,
  });
  expect(err).toContain('.amanda-lint.json: not valid JSON');
  expect(err).not.toContain('root');
});
