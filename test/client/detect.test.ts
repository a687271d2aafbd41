import { describe, expect, test } from 'vitest';
import { detectLanguage, FIRST_LINE } from '../../client/src/detect';
import { contributes } from '../support/grammar';

const detect = (name: string, text: string): string | undefined => detectLanguage(name, text.split('\n'));

const NEW_DEBUG =
  'Sun Nov 22 23:48:44.855502427 2026: pid 1: thd-0x5581: sendsize: pid 1 ruid 34 euid 34 version 3.5.1: start at Sun Nov 22 23:48:44 2026';

describe('our files are found', () => {
  test.each([
    ['/etc/amanda/DailySet1/amanda.conf', '', 'amanda-conf'],
    ['amanda-client.conf', 'conf "DailySet1"', 'amanda-conf'],
    ['dumptypes', '# shared\n\ndefine dumptype global {\n}', 'amanda-conf'],
    ['disklist', '', 'amanda-disklist'],
    ['disklist', '# only a comment', 'amanda-disklist'],
    ['disklist', 'host', 'amanda-disklist'],
    [
      'disklist',
      'host /home comp-user-tar\nhost /var {\n  comp-user-tar\n  index yes\n}\n',
      'amanda-disklist',
    ],
    ['disklist', 'h /a user-tar # x\nincludefile "more"\nh "/b c" dev user-tar 1 local', 'amanda-disklist'],
    ['sendsize.20261122234844.debug', NEW_DEBUG, 'amanda-debug'],
    ['whatever.txt', NEW_DEBUG, 'amanda-debug'],
    [
      'sendsize.20051206000412.debug',
      'sendsize: debug 1 pid 16014 ruid 33 euid 33: start at Tue Dec  6 00:04:12 2005',
      'amanda-debug',
    ],
    ['x', ' sendsize: time 256.797: pid 16014 finish time Tue Dec  6 00:08:29 2005', 'amanda-debug'],
    [
      'sendsize.20051206000412.debug',
      'sendsize[16017]: estimate time for /space level 0: 0.653',
      'amanda-debug',
    ],
    ['planner.20111122.debug', 'Tue Dec  6 00:04:12 2011: planner: something', 'amanda-debug'],
    ['a.debug', 'Tue Dec  6 00:04:12 2011: thd-0x8f0: sendsize: x', 'amanda-debug'],
    [
      'a.debug',
      '1207000000.123456: amandad: pid 3 ruid 34 euid 34 version 2.6.0: start at x',
      'amanda-debug',
    ],
    ['a.debug', 'Di Dez  6 00:04:12 2011: thd-0x8f0: sendsize: x', 'amanda-debug'],
    ['sendsize.20261122234844.debug', `torn line\n${NEW_DEBUG}`, 'amanda-debug'],
    ['amdump.1', 'amdump: start at Sun Nov 22 23:48:44 UTC 2026', 'amanda-amdump'],
    ['amdump', 'amdump: start at Sun Nov 22 23:48:44 UTC 2026', 'amanda-amdump'],
    ['amdump.3', 'half a li\nGETTING ESTIMATES...\n', 'amanda-amdump'],
    ['log.20261122234844.0', 'INFO amdump amdump pid 77\nSTART planner date 20261122234844', 'amanda-log'],
    ['log', 'START planner date 20051206', 'amanda-log'],
    [
      'mail.txt',
      'From: backup@x\nSubject: DailySet1 AMANDA MAIL REPORT FOR November 22, 2026\n\nHostname: x',
      'amanda-report',
    ],
    ['dumptypes.conf', '# nothing yet', 'amanda-conf'],
    ['amcheck-tonight.txt', 'Amanda Backup Client Hosts Check', 'amanda-report'],
    ['out', 'Amanda Tape Server Host Check\n-----------------------------', 'amanda-report'],
    [
      'r',
      'Hostname: x\nOrg     : DailySet1\n\nFAILURE DUMP SUMMARY:\n  h /d RESULTS MISSING',
      'amanda-report',
    ],
  ])('%s: %s', (name, text, language) => expect(detect(name, text)).toBe(language));
});

test('an excerpt of a log is known by its lines, as in the article with a blank before it', () => {
  const finish = ' sendsize: time 256.797: pid 16014 finish time Tue Dec  6 00:08:29 2005';
  expect(detect('excerpt.txt', finish)).toBe('amanda-debug');
  const times = 'sendsize[16017]: estimate time for /space level 0: 0.653';
  expect(detect('excerpt.txt', times)).toBe('amanda-debug');
});

describe('files of others are left or given back', () => {
  test.each([
    ['disklist', '\u0000\u0001\u0002\u0003ELF', 'plaintext'],
    ['disklist', '#!/bin/sh\nlsblk', 'plaintext'],
    ['disklist', '<?xml version="1.0"?>\n<disks/>', 'plaintext'],
    ['disklist', '{"disks": []}', 'plaintext'],
    ['disklist', '/dev/sda\n/dev/sdb\n/dev/sdc', 'plaintext'],
    ['disklist', 'sda,500G\nsdb,500G\nsdc,1T', 'plaintext'],
    ['planner.20261122.debug', '2026-11-22 10:00:00 DEBUG route planner started', 'plaintext'],
    ['driver.20261122000000.debug', '[gpu] driver loaded', 'plaintext'],
    ['restore.20261122.debug', 'Restoring NuGet packages', 'plaintext'],
    ['log.20261122.0', '[2026/11/22 10:00:00] smbd started', 'plaintext'],
    ['amdump.1', '.TH AMDUMP 8 "2026"', 'plaintext'],
    ['/etc/amanda/chg-multi.conf', 'multieject 0', 'plaintext'],
    ['amreport.txt', 'An essay about reports', 'plaintext'],
    ['dumptypes.conf', '\u0000\u0001', 'plaintext'],
    ['app.debug', '[INFO] hello', undefined],
    ['planner.debug', '[INFO] hello', undefined],
    ['/usr/sbin/amdump', '#!/usr/bin/perl', undefined],
    ['nginx.conf', 'server {\n}', undefined],
    ['notes.txt', 'define dumptype in your amanda.conf', undefined],
    ['cron.log', 'Sun Nov 22 23:48:44 2026: cron: job started', undefined],
    ['x.json', '\u0000', undefined],
    ['server.debug', 'Mon Nov 23 02:37:35 2026: pid 123: myserver: hello', undefined],
    ['gdb.debug', 'driver: time 1.500: loaded', undefined],
    ['x.debug', 'nginx[12]: time 1.2: started', undefined],
    ['x.log', 'ERROR planner failed to plan', undefined],
    ['log.20261122.1', 'INFO driver loaded', 'plaintext'],
    ['disklist', 'import os\nprint(os.listdir("/"))\nfor d in x:\n  print(d)', 'plaintext'],
    ['disklist', 'Filesystem 1K-blocks Used Available Use% Mounted on\n/dev/sda1 9 8 1 90% /', 'plaintext'],
    ['disklist', 'NAME MAJ:MIN RM SIZE RO TYPE MOUNTPOINT\nsda 8:0 0 10G 0 disk', 'plaintext'],
    ['amdump.1.gz', '\u001f\u008b\b\u0000\u0000', 'plaintext'],
    ['sendsize.20261123.debug.gz', '\u001f\u008b\b\u0000\u0000', undefined],
  ])('%s: %s', (name, text, language) => expect(detect(name, text)).toBe(language));

  test('the languages that package.json gives by name are the ones that can be given back', () => {
    const names: Record<string, string> = {
      disklist: 'amanda-disklist',
      'sendsize.debug': 'amanda-debug',
      'amandad.123.debug': 'amanda-debug',
      'sendsize.20261122234844000.debug': 'amanda-debug',
      'planner.20261122234844.debug': 'amanda-debug',
      'planner.debug': '',
      'planner.12.debug': '',
      'mysendsize.debug': '',
      'amdump.1': 'amanda-amdump',
      amdump: '',
      'amflush.20261122': 'amanda-amdump',
      'log.20261122.0': 'amanda-log',
      'log.20261122234844.12': 'amanda-log',
      'log.smbd': '',
      'log.1': '',
      'amreport.txt': 'amanda-report',
      'amcheck-1.txt': 'amanda-report',
      'report.txt': '',
      'tapetypes.conf': 'amanda-conf',
    };
    for (const [name, language] of Object.entries(names)) {
      const byPackage = contributes.languages.find(
        (l) =>
          l.filenames?.includes(name) === true ||
          l.filenamePatterns?.some((p) => !p.includes('/') && globToRegExp(p).test(name)),
      )?.id;
      expect(byPackage ?? '', name).toBe(language);
      // An empty file keeps the language of its name, so the answer shows whose name it is.
      expect(detect(name, '') ?? '', name).toBe(language);
    }
  });
});

test('the first-line patterns of package.json are those of detect.ts', () => {
  for (const language of contributes.languages)
    expect(language.firstLine, language.id).toBe(FIRST_LINE[language.id as keyof typeof FIRST_LINE]);
});

/** VS Code's glob syntax as far as package.json uses it for base names. */
function globToRegExp(glob: string): RegExp {
  const source = glob
    .replace(/[.]/g, '\\.')
    .replace(/\*/g, '[^/]*')
    .replace(/\{([^}]*)\}/g, (_, list: string) => `(?:${list.replaceAll(',', '|')})`);
  return new RegExp(`^${source}$`);
}
