import { describe, expect, it } from 'vitest';
import type { DumptypeFacts } from '../../server/src/estimate/dumptype';
import { DleWriter, headerText, optionsText, type Preamble } from '../../server/src/estimate/request';
import { tag, tagBytes } from '../../server/src/estimate/xml';
import { byteLength } from '../../server/src/text/bytes';
import { versionRow } from '../../server/src/schema/versions';
import { dle, facts, features } from '../support/facts';
import { Random } from '../support/random';

const level = (n: number, date?: string) => ({ level: n, server: false, date });

describe('the text form', () => {
  const row = versionRow('2.4.5');
  const client = features('fffffeff9ffe7f');
  const preamble: Preamble = {
    ...{ row, client, host: 'myclient.example.com', maxdumps: 2, config: 'c', timestamp: 't' },
    ...{ user: 'amanda', udp: true },
  };
  const writer = new DleWriter({ row, client });

  it("writes the packet of the Amanda wiki's article", () => {
    const text =
      headerText(preamble).split('\n')[1] +
      '\n' +
      optionsText(preamble) +
      writer.text(dle('/var', { spindle: 1 }), facts(), [level(0), level(1, '2005:12:3:0:41:14')]);
    // The article shows one blank between name and level; pages on the web fold two into one.
    expect(text.replace(/ {2}/g, ' ')).toBe(
      `SECURITY USER amanda
SERVICE sendsize
OPTIONS features=fffffeff9ffe7f;maxdumps=2;hostname=myclient.example.com;
GNUTAR /var 0 1970:1:1:0:0:0 1 OPTIONS |;bsd-auth;compress-fast;index;
GNUTAR /var 1 2005:12:3:0:41:14 1 OPTIONS |;bsd-auth;compress-fast;index;
`,
    );
  });

  it('counts a line per level, with the longest date when none is known', () => {
    const one = writer.text(dle('/var'), facts(), [level(0), level(1)]);
    expect(one).toBe(
      'GNUTAR /var  0 1970:1:1:0:0:0 -1  OPTIONS |;bsd-auth;compress-fast;index;\n' +
        'GNUTAR /var  1 2026:11:23:10:10:10 -1  OPTIONS |;bsd-auth;compress-fast;index;\n',
    );
  });

  it('glues CALCSIZE to the program as the planner of 3.4.0 to 3.5.1 does', () => {
    const calcsize = facts({ estimate: ['calcsize'] });
    const line = (version: string) =>
      new DleWriter({ row: versionRow(version), client }).text(dle('/'), calcsize, [level(0)]).slice(0, 17);
    expect(line('3.5.1')).toBe('CALCSIZEGNUTAR / ');
    expect(line('2.5.2')).toBe('CALCSIZE GNUTAR /');
  });
});

describe('the XML form', () => {
  const row = versionRow('3.5.1');
  const client = features(row.features);
  const writer = new DleWriter({ row, client });

  it('has 255 bytes for the smallest DLE and one more for each further byte of its name', () => {
    expect(writer.bytes(dle('d'), facts(), [level(0)])).toBe(255);
    expect(writer.bytes(dle('12345678'), facts(), [level(0)])).toBe(262);
    const preamble: Preamble = {
      ...{ row, client, host: 'localhost', maxdumps: 1, config: 'cfg', timestamp: '20261123010203' },
      ...{ user: 'backup', udp: true },
    };
    expect(headerText(preamble).length).toBe(71);
  });

  it('encodes free text that XML could not carry, and nothing else', () => {
    expect(tag('disk', '/plain;~$%\x7f')).toBe('<disk>/plain;~$%\x7f</disk>');
    expect(tag('disk', '/größe')).toBe('<disk encoding="raw" raw="L2dyw7bDn2U=">/gr____e</disk>');
    expect(tag('disk', '/a\udcff b')).toBe('<disk encoding="raw" raw="L2H/IGI=">/a__b</disk>');
    const custom = facts({ compress: { side: 'client', how: 'custom' }, clientCompress: '/a&b' });
    expect(writer.text(dle('/'), custom, [level(0)])).toContain(
      '  <compress>CUSTOM<custom-compress-program>/a&b</custom-compress-program>\n  </compress>\n',
    );
  });

  it('counts the bytes that it writes', () => {
    const random = new Random(7);
    const names = ['/', '/a b', '/größe', '/\udcff\udc80', '"x"', '/日本', '/😀', ''];
    const strings = [
      'ffffffff9efefbfffffffffffffff3fffbf71f',
      'ffffffff9ffeffffffff7f',
      'fffffeff9ffe7f',
      '',
    ];
    for (let i = 0; i < 400; i++) {
      const given: Partial<DumptypeFacts> = {
        estimate: random.pick([['client'], ['calcsize'], ['server', 'client']]),
        compress: random.pick([
          { side: 'none', how: 'none' },
          { side: 'server', how: 'custom' },
        ]),
        serverCompress: random.pick(names),
        exclude: {
          file: random.some(names, 0.3),
          list: random.some(names, 0.2),
          optional: random.chance(0.5),
        },
        include: { file: random.some(names, 0.3), list: [], optional: false },
      };
      const text = facts(given);
      const entry = dle(random.pick(names), {
        device: random.chance(0.5) ? random.pick(names) : undefined,
        spindle: random.int(-1, 120),
      });
      const levels = random.some([level(0), { level: 1, server: true }, level(12)], 0.7);
      const any = new DleWriter({ row, client: features(random.pick(strings)) });
      expect(any.bytes(entry, text, levels)).toBe(byteLength(any.text(entry, text, levels)));
      const name = random.pick(names);
      expect(tagBytes('disk', name)).toBe(byteLength(tag('disk', name)));
    }
  });
});
