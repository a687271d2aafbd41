import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli';

const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;
const COMMAND = /^\s*(::|##)/m;
const names = [
  'a\n::error::b',
  '::error::b',
  ' ::error::b',
  '##[error]b',
  '##vso[task.x]b',
  'a\x1b[2Jb',
  'a\u202eb',
];

/** Names of folders, of files that are included, and of what is in the files. */
describe.each(names)('the output about %j', (name) => {
  const conf = `define dumptype d {\n  comment "${name.replace('\n', '\\\n')}"\n  index yes\n bogus\n}\nincludefile "${name.replace('\n', '\\\n')}"\n`;
  const files = {
    [`${name}/amanda.conf`]: conf,
    [`${name}/disklist`]: `h "/${name.replace('\n', '\\n')}" d\nH /b d\nh "/x\x1b[1m" d\n${name.replaceAll(/\s/g, '')} /a d`,
  };
  it.each([
    ['check', name],
    ['check', `${name}/none`],
    ['check', `${name}/disklist`],
    ['check', '--format', 'json', name],
    ['check', '--format', 'sarif', name],
    ['fix', name],
    ['fix', `${name}x`],
    ['disklist', name],
    ['disklist', name, name, name],
    ['hosts', name],
    ['disklist', '--config', name],
    ['disklist', '--config', name, name, name],
    ['hosts', '--config', name],
    ['request', '--config', name, 'h'],
    ['request', '--config', name, name],
    ['request', name, name],
    ['log', `${name}/amanda.conf`],
    [name],
    ['check', '--severity', name, name],
    ['check', `--${name}`],
    ['check', '--format', name],
  ])('of %j holds no control and no command', async (...args) => {
    const { out, err } = await runCli(args, files);
    const text = `${out}\n${err}`;
    const found = [CONTROL, COMMAND].map((one) => one.exec(text)).filter((one) => one !== null);
    expect(found.map(({ index }) => text.slice(index, index + 80))).toEqual([]);
  });

  it('in workflow commands begins none of its own', async () => {
    const { out } = await runCli(['check', '--format', 'github', name], files);
    const lines = out.trimEnd().split('\n');
    expect(
      lines.filter((line) => !/^::(error|warning|notice) file=[^\n]*,title=[a-z/-]+::/.test(line)),
    ).toEqual([]);
    expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]/);
  });
});
