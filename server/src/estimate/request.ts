import { quoteString } from '../model/quote';
import type { Dle } from '../model/types';
import { byteLength } from '../text/bytes';
import type { VersionRow } from '../schema/versions';
import type { DumptypeFacts } from './dumptype';
import { Feature, type FeatureSet } from './features';
import type { LevelRequest } from './levels';
import { applicationXml, scriptXml } from './properties';
import { tag, tagBytes } from './xml';

/** Who talks to whom: everything in a request that is the same for all DLEs of a host. */
export interface Parties {
  /** The server's release. */
  readonly row: VersionRow;
  /** What the client announced. */
  readonly client: FeatureSet;
}

/** Requests are XML when both sides know it: the server since 2.6.1, the client by its features. */
export function dialectOf({ row, client }: Parties): 'xml' | 'text' {
  return row.dialect === 'xml' && client.xml ? 'xml' : 'text';
}

/** What a request says of a DLE besides its dumptype and levels. */
export type RequestedDle = Pick<Dle, 'disk' | 'device' | 'spindle'>;

/** Bytes of the line of a spindle without its number. */
const SPINDLE_BYTES = 24;

/** The parts of a DLE's text that depend on its dumptype only, with their lengths in bytes. */
interface DumptypeText {
  readonly head: string;
  readonly headBytes: number;
  readonly tail: string;
  readonly tailBytes: number;
}

/** Makes the text of DLEs for one client and one release; keeps what DLEs of one dumptype share. */
export class DleWriter {
  private readonly texts = new Map<DumptypeFacts, DumptypeText>();
  private readonly xml: boolean;

  constructor(readonly parties: Parties) {
    this.xml = dialectOf(parties) === 'xml';
  }

  /** The DLE's part of the request, newline included. */
  text(dle: RequestedDle, facts: DumptypeFacts, levels: readonly LevelRequest[]): string {
    const { head, tail } = this.shared(facts);
    if (!this.xml) return levels.map((level) => head + lineStart(dle, level) + tail).join('');
    const device = dle.device === undefined ? '' : `  ${tag('diskdevice', dle.device)}\n`;
    const asked = levels.map((level) => this.levelXml(level)).join('');
    const spindle = `    <spindle>${dle.spindle}</spindle>\n`;
    return `${head}  ${tag('disk', dle.disk)}\n${device}${asked}${spindle}${tail}`;
  }

  /** The number of bytes of `text(…)`, without making it. */
  bytes(dle: RequestedDle, facts: DumptypeFacts, levels: readonly LevelRequest[]): number {
    const { headBytes, tailBytes } = this.shared(facts);
    let bytes = 0;
    if (!this.xml) {
      for (const level of levels) bytes += headBytes + byteLength(lineStart(dle, level)) + tailBytes;
      return bytes;
    }
    bytes = headBytes + tailBytes + 3 + tagBytes('disk', dle.disk);
    if (dle.device !== undefined) bytes += 3 + tagBytes('diskdevice', dle.device);
    for (const level of levels) bytes += this.levelXml(level).length;
    return bytes + SPINDLE_BYTES + String(dle.spindle).length;
  }

  /** The DLE's part of amcheck's selfcheck request (server-src/amcheck.c, start_host): no levels, no spindle. */
  selfcheck(dle: RequestedDle, facts: DumptypeFacts): string {
    if (!this.xml) return selfcheckLine(dle, facts, this.parties);
    if (this.unknownToClient(facts)) return '';
    const { head, tail } = this.shared(facts);
    const device = dle.device === undefined ? '' : `  ${tag('diskdevice', dle.device)}\n`;
    return `${head}  ${tag('disk', dle.disk)}\n${device}${tail}`;
  }

  /** The number of bytes of `selfcheck(…)`. */
  selfcheckBytes(dle: RequestedDle, facts: DumptypeFacts): number {
    if (!this.xml) return byteLength(selfcheckLine(dle, facts, this.parties));
    if (this.unknownToClient(facts)) return 0;
    return this.bytes(dle, facts, []) - SPINDLE_BYTES - String(dle.spindle).length;
  }

  /** amcheck does not ask clients about applications that do not know any. */
  private unknownToClient({ program }: DumptypeFacts): boolean {
    return program !== 'DUMP' && program !== 'GNUTAR' && !this.parties.client.has(Feature.applicationApi);
  }

  private shared(facts: DumptypeFacts): DumptypeText {
    let text = this.texts.get(facts);
    if (!text) {
      const head = this.xml ? xmlHead(facts, this.parties) : lineHead(facts, this.parties);
      const tail = this.xml ? xmlTail(facts, this.parties) : lineTail(facts, this.parties);
      text = { head, headBytes: byteLength(head), tail, tailBytes: byteLength(tail) };
      this.texts.set(facts, text);
    }
    return text;
  }

  private levelXml({ level, server }: LevelRequest): string {
    const mark = server && this.parties.client.has(Feature.xmlLevelServer) ? '<server>YES</server>' : '';
    return `  <level>${level}${mark}</level>\n`;
  }
}

/** The beginning of a DLE in XML (server-src/planner.c, client_estimate_as_xml). */
function xmlHead(facts: DumptypeFacts, { client }: Parties): string {
  const legacy = facts.program === 'DUMP' || facts.program === 'GNUTAR';
  const program = legacy ? facts.program : 'APPLICATION';
  const application = !legacy && facts.application ? applicationXml(facts.application, client) : '';
  return `<dle>\n  <program>${program}</program>\n${application}${estimateXml(facts, client)}\n`;
}

/** How to estimate (diskfile.c, xml_estimate): a list, or for older clients the first method only. */
function estimateXml({ estimate }: DumptypeFacts, client: FeatureSet): string {
  if (client.has(Feature.xmlEstimateList))
    return `  <estimate>${estimate.map((word) => `${word.toUpperCase()} `).join('')}</estimate>`;
  const first = (estimate[0] ?? 'client').toUpperCase();
  const method = client.has(Feature.xmlEstimate) ? `  <estimate>${first}</estimate>` : '';
  return method + (first === 'CALCSIZE' ? '  <calcsize>YES</calcsize>' : '');
}

/** The options of a DLE in XML (diskfile.c, xml_optionstr) and its end. Programs and auth are sent as they are. */
function xmlTail(facts: DumptypeFacts, { client }: Parties): string {
  const lines: string[] = [];
  if (client.has(Feature.optionsAuth)) lines.push(`  <auth>${facts.auth}</auth>`);
  const { side, how } = facts.compress;
  const prefix = side === 'server' ? 'SERVER-' : '';
  const compressor = side === 'server' ? facts.serverCompress : facts.clientCompress;
  if (side !== 'none')
    lines.push(
      how === 'custom'
        ? `  <compress>${prefix}CUSTOM<custom-compress-program>${compressor}</custom-compress-program>\n  </compress>`
        : `  <compress>${prefix}${how.toUpperCase()}</compress>`,
    );
  if (facts.encrypt === 'client')
    lines.push(
      `  <encrypt>CUSTOM<custom-encrypt-program>${facts.clientEncrypt}</custom-encrypt-program>`,
      `    <decrypt-option>${facts.clientDecrypt}</decrypt-option>`,
      '  </encrypt>',
    );
  lines.push(`  <record>${facts.record ? 'YES' : 'NO'}</record>`);
  if (facts.index) lines.push('  <index>YES</index>');
  if (facts.kencrypt) lines.push('  <kencrypt>YES</kencrypt>');
  if (client.has(Feature.xmlDataPath)) {
    if (!facts.directtcp) lines.push('  <datapath>AMANDA</datapath>');
    else if (client.has(Feature.xmlDirecttcpList)) lines.push('  <datapath>DIRECTTCP</datapath>');
  }
  for (const which of ['exclude', 'include'] as const) {
    const { file, list, optional } = facts[which];
    if (!file.length && !list.length) continue;
    lines.push(`  <${which}>`);
    for (const pattern of file) lines.push(`    ${tag('file', pattern)}`);
    for (const name of list) lines.push(`    ${tag('list', name)}`);
    if (optional) lines.push('    <optional>YES</optional>');
    lines.push(`  </${which}>`);
  }
  const scripts = facts.scripts.map((script) => scriptXml(script, client)).join('');
  return `${lines.join('\n')}\n${scripts}</dle>\n`;
}

/** The beginning of a text line up to the name (planner.c, client_lvl_estimate_as_text). */
function lineHead(facts: DumptypeFacts, { row, client }: Parties): string {
  const calcsize = firstClientMethod(facts) === 'calcsize' && client.has(Feature.calcsizeEstimate);
  // Since 3.4.0 there is no blank behind CALCSIZE, so old clients look for a program CALCSIZEGNUTAR.
  const method = calcsize ? (row.brokenTextCalcsize ? 'CALCSIZE' : 'CALCSIZE ') : '';
  return `${method}${facts.program} `;
}

/** The first method that the client does, if any (planner.c, getsize). */
export function firstClientMethod({ estimate }: DumptypeFacts): 'client' | 'calcsize' | undefined {
  const found = estimate.find((word) => word === 'client' || word === 'calcsize');
  return found === 'client' || found === 'calcsize' ? found : undefined;
}

/** The longest date that infofile.c, get_dumpdate writes: month, day, hour, minute and second of two digits. */
const LONGEST_DATE = '2026:11:23:10:10:10';
const EPOCH = '1970:1:1:0:0:0';

function lineStart(dle: RequestedDle, { level, date }: LevelRequest): string {
  const device = dle.device === undefined ? '' : quoteString(dle.device);
  const since = date ?? (level === 0 ? EPOCH : LONGEST_DATE);
  return `${quoteString(dle.disk)} ${device} ${level} ${since} ${dle.spindle} `;
}

/** The end of a text line: OPTIONS, or for the oldest clients a single exclude and include. */
function lineTail(facts: DumptypeFacts, parties: Parties): string {
  if (parties.client.has(Feature.sendsizeOptions)) return ` OPTIONS |${optionString(facts, parties)}\n`;
  const only = (which: 'exclude' | 'include') => {
    const { file, list } = facts[which];
    if (file.length === 1) return ` ${which}-file=${quoteString(file[0] ?? '')}`;
    return list.length === 1 ? ` ${which}-list=${quoteString(list[0] ?? '')}` : '';
  };
  return `${only('exclude')}${only('include')}\n`;
}

/** A DLE for a client that reads text; nothing for an application, which such clients do not know. */
function selfcheckLine(dle: RequestedDle, facts: DumptypeFacts, parties: Parties): string {
  if (facts.program !== 'DUMP' && facts.program !== 'GNUTAR') return '';
  const { client } = parties;
  const knowsCalcsize = client.has(Feature.calcsizeEstimate) && client.has(Feature.selfcheckCalcsize);
  const method = facts.estimate[0] === 'calcsize' && knowsCalcsize ? 'CALCSIZE ' : '';
  const device = dle.device === undefined ? '' : ` ${quoteString(dle.device)}`;
  return `${method}${facts.program} ${quoteString(dle.disk)}${device} 0 OPTIONS |${optionString(facts, parties)}\n`;
}

/** The options of a DLE as text (server-src/diskfile.c, optionstr). */
function optionString(facts: DumptypeFacts, { row, client }: Parties): string {
  const words: string[] = [];
  // "auth=" came with the auths of 2.5.1.
  if (client.has(Feature.optionsAuth) && row.auths.includes('bsdtcp')) words.push(`auth=${facts.auth}`);
  else if (facts.auth.toLowerCase() === 'bsd' && client.has(Feature.bsdAuth)) words.push('bsd-auth');
  const { side, how } = facts.compress;
  if (side === 'client')
    words.push(how === 'custom' ? `comp-cust=${facts.clientCompress}` : `compress-${how}`);
  if (side === 'server')
    words.push(how === 'custom' ? `srvcomp-cust=${facts.serverCompress}` : `srvcomp-${how}`);
  if (facts.encrypt === 'client')
    words.push(`encrypt-cust=${facts.clientEncrypt}`, `client-decrypt-option=${facts.clientDecrypt}`);
  if (facts.encrypt === 'server')
    words.push(`encrypt-serv-cust=${facts.serverEncrypt}`, `server-decrypt-option=${facts.serverDecrypt}`);
  if (!facts.record) words.push('no-record');
  if (facts.index) words.push('index');
  if (facts.kencrypt) words.push('kencrypt');
  for (const which of ['exclude', 'include'] as const) {
    for (const pattern of facts[which].file) words.push(`${which}-file=${quoteString(pattern)}`);
    for (const name of facts[which].list) words.push(`${which}-list=${quoteString(name)}`);
  }
  if (facts.exclude.optional) words.push('exclude-optional');
  if (facts.include.optional) words.push('include-optional');
  return `;${words.map((word) => `${word};`).join('')}`;
}

/** What the lines before the DLEs say. */
export interface Preamble extends Parties {
  readonly host: string;
  readonly maxdumps: number;
  readonly config: string;
  /** 14 digits: the releases that send it ignore `usetimestamps no`. */
  readonly timestamp: string;
  /** The user that Amanda runs as on the server. */
  readonly user: string;
  /** True for auth bsd and bsdudp: the packet has a header line and a SECURITY line. */
  readonly udp: boolean;
}

/**
 * SERVICE and OPTIONS lines (planner.c, getsize; amcheck.c, start_host, which knows no time stamp): each option only for
 * clients that know it.
 */
export function optionsText(
  { row, client, host, maxdumps, config, timestamp }: Preamble,
  service: 'sendsize' | 'selfcheck' = 'sendsize',
): string {
  const option = (bit: Parameters<FeatureSet['has']>[0], text: string) => (client.has(bit) ? `${text};` : '');
  return (
    `SERVICE ${service}\nOPTIONS ` +
    option(Feature.reqFeatures, `features=${row.features}`) +
    option(Feature.reqMaxdumps, `maxdumps=${maxdumps}`) +
    option(Feature.reqHostname, `hostname=${host}`) +
    option(Feature.reqConfig, `config=${config}`) +
    (service === 'sendsize' ? option(Feature.reqTimestamp, `timestamp=${timestamp}`) : '') +
    '\n'
  );
}

/**
 * The packet header of UDP auths (common-src/packet.c, pkt2str; security-util.c, udpbsd_sendpkt), with a handle and
 * sequence number of the usual length. Stream auths have none: there the packet is the request's text.
 */
export function headerText({ row, user, udp }: Preamble): string {
  if (!udp) return '';
  const handle = '000-00000001'.padEnd(row.handleLength, '0').slice(0, row.handleLength);
  return `Amanda ${row.protocol} REQ HANDLE ${handle} SEQ 1795671936\nSECURITY USER ${user}\n`;
}

/** Bytes of everything before the DLEs. */
export function preambleBytes(preamble: Preamble): number {
  return byteLength(headerText(preamble)) + byteLength(optionsText(preamble));
}
