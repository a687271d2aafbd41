import { describe, test } from 'vitest';
import { expectScopes } from '../support/grammar';

describe('debug logs', () => {
  test('2.4 and 2.5: PROG: time S, packet borders, request lines', () =>
    expectScopes(
      'amanda-debug',
      `
amandad: time 0.000: got packet:
^^^^^^^ keyword.control.program
              ^^^^^ comment.line.timestamp
                     ^^^^^^^^^^ markup.heading.packet-type
--------
^^^^^^^^ markup.heading.packet-border
Amanda 2.4 REQ HANDLE 003-B88F0708 SEQ 1133823863
           ^^^ markup.heading.packet-type
                      ^^^^^^^^^^^^ constant.language.handle
                                       ^^^^^^^^^^ constant.language.handle
SECURITY USER amanda
^^^^^^^^ keyword.control.key
              ^^^^^^ string.unquoted
SERVICE sendsize
^^^^^^^ keyword.control.key
        ^^^^^^^^ entity.name.function.service
OPTIONS features=fffffeff9ffe7f;maxdumps=2;hostname=myclient.example.com;
        ^^^^^^^^ keyword.control.option
                 ^^^^^^^^^^^^^^ constant.numeric.features
                                         ^ constant.numeric
                                                    ^^^^^^^^^^^^^^^^^^^^ entity.name.tag.host
GNUTAR /space 1 2005:11:26:0:46:56 1 OPTIONS |;bsd-auth;compress-fast;index;
^^^^^^ entity.name.tag.kind
       ^^^^^^ string.unquoted.disk
              ^ constant.language.level
                ^^^^^^^^^^^^^^^^^^ comment.line.timestamp
                                   ^ constant.numeric
                                     ^^^^^^^ keyword.control.key
                                               ^^^^^^^^ keyword.control.option
GNUTAR home /export/home 0 1970:1:1:0:0:0 1 OPTIONS |;auth=bsd;
       ^^^^ string.unquoted.disk
            ^^^^^^^^^^^^ string.unquoted.device
                         ^ constant.language.level
 sendsize: time 256.797: pid 16014 finish time Tue Dec  6 00:08:29 2005
 ^^^^^^^^ keyword.control.program
                ^^^^^^^ comment.line.timestamp
                             ^^^^^ constant.language.pid
                                               ^^^^^^^^^^^^^^^^^^^^^^^^ comment.line.timestamp
sendsize[16017]: estimate time for /space level 0: 0.653
^^^^^^^^ keyword.control.program
         ^^^^^ constant.language.pid
                                   ^^^^^^ string.unquoted.disk
                                                ^ constant.language.level
                                                   ^^^^^ constant.numeric.duration
sendsize: debug 1 pid 16014 ruid 33 euid 33: start at Tue Dec  6 00:04:12 2005
^^^^^^^^ keyword.control.program
                      ^^^^^ constant.language.pid
                                                      ^^^^^^^^^^^^^^^^^^^^^^^^ comment.line.timestamp
amandad: time 40.120: dgram_recv: timeout after 30 seconds
                                  ^^^^^^^ invalid.illegal.timeout
                                                ^^ constant.numeric.duration
                                                   ^^^^^^^ keyword.other.unit`,
    ));

  test('3.4 and later: date, pid, thread, program; packets with XML', () =>
    expectScopes(
      'amanda-debug',
      `
Sun Nov 22 23:48:44.855502 2026: pid 81: thd-0x5581: amandad: accept recv REQ pkt:
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ comment.line.timestamp
                                     ^^ constant.language.pid
                                         ^^^^^^^^^^ constant.language.pid
                                                     ^^^^^^^ keyword.control.program
                                                                          ^^^ markup.heading.packet-type
<<<<<
^^^^^ markup.heading.packet-border
<dle>
 ^^^ entity.name.tag.xml
  <program>GNUTAR</program>
   ^^^^^^^ entity.name.tag.xml
           ^^^^^^ string.unquoted
  <disk encoding="raw" raw="L2E=">_a</disk>
   ^^^^ entity.name.tag.xml
        ^^^^^^^^ entity.other.attribute-name
                 ^^^^^ string.quoted.double
                                  ^^ string.unquoted.disk
  <level>1<server>YES</server></level>
         ^ constant.language.level
</dle>
/home 0 SIZE 110
^^^^^ string.unquoted.disk
      ^ constant.language.level
        ^^^^ keyword.control.key
             ^^^ constant.numeric.size
/var 0 SIZE -1
            ^^ invalid.illegal.error
/opt 1 ERROR "no size line match"
       ^^^^^ invalid.illegal.error
ERROR FORMAT ERROR IN REQUEST PACKET 'x'
^^^^^ invalid.illegal.error
>>>>>
^^^^^ markup.heading.packet-border
Sun Nov 22 23:48:44 2026: pid 81: thd-0x55: sendsize:  0Sun Nov 22 23:48:45 2026: pid 81: thd-0x55: sendsize: x
                                                        ^^^^^^^^^^^^^^^^^^^^^^^^ comment.line.timestamp
                                            ^^^^^^^^ keyword.control.program
                                                                                                    ^^^^^^^^ keyword.control.program
Sun Nov 22 23:48:44 2026: pid 8: thd-0x5: amandad: sending NAK pkt:
                                                           ^^^ invalid.illegal.error
Sun Nov 22 23:48:44 2026: pid 8: thd-0x5: planner: WARNING: got error from selfcheck
                                                   ^^^^^^^ entity.name.function.warning
                                                                ^^^^^ invalid.illegal.error
Sun Nov 22 23:48:44 2026: pid 8: thd-0x5: sendsize: estimate size for /home level 0: 110 KB
                                                                      ^^^^^ string.unquoted.disk
                                                                                  ^ constant.language.level
                                                                                     ^^^ constant.numeric.size
                                                                                         ^^ keyword.other.unit`,
    ));

  test('2.6 to 3.3: date without pid, epoch seconds, thread only', () =>
    expectScopes(
      'amanda-debug',
      `
Tue Dec  6 00:04:12 2011: thd-0x8f0: sendsize: getting size via gnutar for /var level 1
^^^^^^^^^^^^^^^^^^^^^^^^ comment.line.timestamp
                                     ^^^^^^^^ keyword.control.program
                                                                ^^^^^^ entity.name.function.service
                                                                           ^^^^ string.unquoted.disk
                                                                                      ^ constant.language.level
1207000000.123456: amandad: pid 3 ruid 34 euid 34 version 2.6.0: start at Tue Dec  6 00:04:12 2011
^^^^^^^^^^^^^^^^^ comment.line.timestamp
                   ^^^^^^^ keyword.control.program
Tue Dec  6 00:04:12 2011: selfcheck: time 1
                          ^^^^^^^^^ keyword.control.program
Di Dez  6 00:04:12 2011: thd-0x8f0: sendsize: done
^^^^^^^^^^^^^^^^^^^^^^^ comment.line.timestamp
火 12月  6 00:04:12 2011: thd-0x8f0: sendsize: done
^^^^^^^^^^^^^^^^^^^^^^ comment.line.timestamp`,
    ));
});

describe('amdump.N', () => {
  test('sections, estimates and schedule', () =>
    expectScopes(
      'amanda-amdump',
      `
amdump: start at Sun Nov 22 23:48:44 UTC 2026
^^^^^^ keyword.control.program
        ^^^^^^^^ meta.phrase
                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ comment.line.timestamp
GETTING ESTIMATES...
^^^^^^^^^^^^^^^^^ markup.heading.section
setup_estimate: h1:/home: command 0, options: none    last_level 0 next_level0 7 level_days 0    getting estimates 0 (-3) 1 (-3) -1 (-3)
                ^^ entity.name.tag.host
                   ^^^^^ string.unquoted.disk
                                                                 ^ constant.language.level
planner: time 10.05: got result for host h1 disk "/my home": 0 -> 1230K, 1 -> -2K, -1 -> -2K
^^^^^^^ keyword.control.program
                                         ^^ entity.name.tag.host
                                                 ^^^^^^^^^^ string.unquoted.disk
                                                             ^ constant.language.level
                                                                  ^^^^ constant.numeric.size
driver: result time 5.5 from dumper0: FAILED 01-00002 "x"
^^^^^^ keyword.control.program
                                      ^^^^^^ invalid.illegal.error
DUMP h1 ffffff9f /home 20261122 10 0 1970:1:1:0:0:0 1230 615 1 1024
^^^^ entity.name.tag.kind
     ^^ entity.name.tag.host
                 ^^^^^ string.unquoted.disk
                                   ^ constant.language.level
--> Generated empty schedule! <--
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid.illegal.error`,
    ));
});

describe('log.DATE.N', () => {
  test('kinds', () =>
    expectScopes(
      'amanda-log',
      `
INFO amdump amdump pid 77
^^^^ keyword.control.kind
     ^^^^^^ keyword.control.program
                       ^^ constant.language.pid
DISK planner h1 "/my home"
^^^^ keyword.control.kind
             ^^ entity.name.tag.host
                ^^^^^^^^^^ string.unquoted.disk
FAIL planner h1 /home 20261122234844 0 "[Some estimate timeout on h1]"
^^^^ invalid.illegal.error
     ^^^^^^^ keyword.control.program
             ^^ entity.name.tag.host
                ^^^^^ string.unquoted.disk
                      ^^^^^^^^^^^^^^ comment.line.timestamp
                                     ^ constant.language.level
SUCCESS dumper h1 /home 20261122 1 [sec 0.051 kb 10 kps 195.1 orig-kb 10]
^^^^^^^ markup.inserted.success
                                 ^ constant.language.level
                                        ^^^^^ constant.numeric.size
ERROR planner Request to h2 failed: timeout waiting for ACK
^^^^^ invalid.illegal.error
                                    ^^^^^^^^^^^^^^^^^^^^^^^ invalid.illegal.timeout
WARNING planner tapecycle (2) <= runspercycle (5)
^^^^^^^ entity.name.function.warning
FINISH driver date 20261122 time 12.5
^^^^^^ keyword.control.kind`,
    ));
});

describe('lines of taper behind storage and pool', () => {
  test('host, disk, parts and level', () =>
    expectScopes(
      'amanda-log',
      `
PARTIAL taper "ST:D" "POOL:D" www.example.com /var 20261125191043 1 0 00000000:0
^^^^^^^ invalid.illegal.error
                              ^^^^^^^^^^^^^^^ entity.name.tag.host
                                              ^^^^ string.unquoted.disk
                                                                    ^ constant.language.level
DONE taper "ST:D" "POOL:D" www.example.com "/v a" 20261125191043 12 1 3c0f7d11:10240
                           ^^^^^^^^^^^^^^^ entity.name.tag.host
                                           ^^^^^^ string.unquoted.disk
                                                                 ^^ constant.numeric
                                                                    ^ constant.language.level
`,
    ));

  test('an error result ends its disk before the colon', () =>
    expectScopes(
      'amanda-amdump',
      `
error result for host h disk /a: Some estimate timeout on h
                             ^^ string.unquoted.disk
`,
    ));
});

describe('reports', () => {
  test('amreport', () =>
    expectScopes(
      'amanda-report',
      `
Subject: DailySet1 FAIL: AMANDA MAIL REPORT FOR November 22, 2026
^^^^^^^ keyword.control.key
FAILURE DUMP SUMMARY:
^^^^^^^^^^^^^^^^^^^^ markup.heading.section
  planner: ERROR Request to h2 failed: timeout waiting for ACK
  ^^^^^^^ keyword.control.program
           ^^^^^ invalid.illegal.error
  h1 /home lev 0  FAILED [Some estimate timeout on h1]
  ^^ entity.name.tag.host
     ^^^^^ string.unquoted.disk
               ^ constant.language.level
                  ^^^^^^ invalid.illegal.error
                          ^^^^^^^^^^^^^^^^^^^^^ invalid.illegal.timeout
  h2 "/my home" RESULTS MISSING
     ^^^^^^^^^^ string.unquoted.disk
                ^^^^^^^^^^^^^^^ invalid.illegal.error
h1           /home       0       10       10    --    0:00  195.1   0:00  3000.0
^^ entity.name.tag.host
             ^^^^^ string.unquoted.disk
                         ^ constant.language.level
h2           /home                       MISSING --------------------------------
                                         ^^^^^^^ invalid.illegal.error
(brought to you by Amanda version 3.5.1)
                                  ^^^^^ constant.numeric`,
    ));

  test('amcheck', () =>
    expectScopes(
      'amanda-report',
      `
Amanda Tape Server Host Check
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ markup.heading.section
-----------------------------
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ markup.heading.packet-border
NOTE: host info dir x does not exist
^^^^ keyword.control.key
ERROR: h1: Request failed: Connection refused
^^^^^ invalid.illegal.error
       ^^ entity.name.tag.host
WARNING: h1: selfcheck request failed: timeout waiting for ACK
^^^^^^^ entity.name.function.warning
                                       ^^^^^^^^^^^^^^^^^^^^^^^ invalid.illegal.timeout
Client check: 1 host checked in 30.024 seconds.  1 problem found.
                                ^^^^^^ constant.numeric.duration
                                                 ^ invalid.illegal.error`,
    ));
});
