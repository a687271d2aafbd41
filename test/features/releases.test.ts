import { describe, expect, test } from 'vitest';
import { completion, resolveCompletion } from '../../server/src/features/completion';
import { hoverAt } from '../../server/src/features/hover';
import { signatureHelp } from '../../server/src/features/signature';
import { snapshotOf, testUri } from '../support/snapshot';

/** Completion, hover and signature show what exists in the assumed release, with its default there. */

function at(version: string, marked: string, name = 'amanda.conf') {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const snapshot = snapshotOf({ [name]: text }, { version });
  const uri = testUri(name);
  return {
    snapshot,
    labels: () => completion(snapshot, uri, offset, { snippets: true, files: [] }).map(({ label }) => label),
    doc: (label: string) => {
      const item = completion(snapshot, uri, offset, { snippets: true, files: [] }).find(
        (one) => one.label === label,
      );
      const made = item && resolveCompletion(item, snapshot).documentation;
      return typeof made === 'object' ? made.value : made;
    },
    hover: () => hoverAt(snapshot, uri, offset)?.markdown,
    signature: () => signatureHelp(snapshot, uri, offset)?.signatures[0],
  };
}

describe('completion', () => {
  test('offers the keywords of the release, as it writes them', () => {
    const old = at('2.5.2', '|').labels();
    expect(old).toEqual(expect.arrayContaining(['rep_tries', 'label_new_tapes', 'tapebufs', 'rawtapedev']));
    for (const late of ['autolabel', 'storage', 'rep-tries', 'mailer']) expect(old).not.toContain(late);
    expect(at('3.1', '|').labels()).toEqual(expect.arrayContaining(['autolabel', 'tapebufs', 'rep-tries']));
    expect(at('3.5.1', '|').labels()).not.toContain('tapebufs');
    expect(at('2.4', '|').labels()).toContain('diskdir');
    expect(at('2.4', '|', 'amanda-client.conf').labels()).toEqual(['includefile']);
  });

  test('offers the blocks of the release', () => {
    expect(at('2.5.2', 'define |').labels().sort()).toEqual(['dumptype', 'interface', 'tapetype']);
    expect(at('2.6.1', 'define |').labels()).toContain('application-tool');
    expect(at('2.6.1', 'define |').labels()).not.toContain('application');
    expect(at('3.3', 'define |').labels()).not.toContain('storage');
  });

  test('offers the values of the release', () => {
    expect(at('3.2', 'autoflush |').labels()).not.toContain('all');
    expect(at('3.3', 'autoflush |').labels()).toContain('all');
    expect(at('3.4', 'property |').labels()).not.toContain('hidden');
    expect(at('3.1', 'define script s {\n  execute-on |\n}').labels()).not.toContain('pre-backup');
    expect(at('2.6.1', 'define tapetype t {\n  length 5|\n}').labels()).not.toContain('5 tb');
  });

  test('says the default of the release', () => {
    expect(at('2.5.2', 'net|').doc('netusage')).toContain('In Amanda 2.5.2 the default is `300`.');
    expect(at('3.5.1', 'net|').doc('netusage')).not.toContain('In Amanda');
  });
});

describe('hover', () => {
  test('says the default and the value in force of the release', () => {
    expect(at('2.6.1', 'define interface i {\n  us|e 10\n}\n').hover()).toContain(
      'In Amanda 2.6.1 the default is `8000`',
    );
    expect(at('2.5.2', 'mail|to "x"\n').hover()).toContain('`"operators"`');
  });

  test('says since and until when a word exists', () => {
    expect(at('2.5.2', 'auto|label "x" any\n').hover()).toContain(
      'Not in Amanda 2.5.2, which is assumed here: since 3.1.',
    );
    expect(at('3.5.1', 'tape|bufs 20\n').hover()).toContain('since 2.4, gone since 3.2.');
    expect(at('3.1', 'tape|bufs 20\n').hover()).toContain('Number of 32 KiB buffers');
  });
});

describe('signature', () => {
  test('is that of the release', () => {
    expect(at('3.4', 'property |').signature()?.label).toBe(
      'property [priority] [append] "NAME" "VALUE" ...',
    );
    expect(at('3.5.1', 'property |').signature()?.label).toContain('[hidden|visible]');
    expect(at('2.5.2', 'rep_tries |').signature()?.label).toContain('rep_tries');
    expect(at('2.5.2', 'autolabel |').signature()).toBeUndefined();
    const parameters = at('2.5.2', 'define |').signature()?.parameters ?? [];
    expect(JSON.stringify(parameters)).toContain('dumptype, tapetype, interface.');
  });
});
