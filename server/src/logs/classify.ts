import type { LogEventKind } from './types';

/**
 * What a text of planner, amandad or amreport means. The texts are those of server-src/planner.c (getestimate,
 * handle_result), common-src/protocol.c and amandad-src/amandad.c, 2.4 to 3.5; the first row that fits wins.
 */
const rows: readonly { readonly kind: LogEventKind; readonly text: RegExp }[] = [
  { kind: 'results-missing', text: /RESULTS? MISSING/i },
  { kind: 'format-error', text: /FORMAT ERROR IN (REQUEST|REPLY) PACKET/ },
  { kind: 'bad-request', text: /REQ packet is bogus|badly formatted response/ },
  { kind: 'ack-timeout', text: /timeout waiting for ACK(?! for our REP)/ },
  { kind: 'reply-lost', text: /timeout waiting for ACK for our REP/ },
  {
    kind: 'reply-timeout',
    text: /Some estimate timeout on|timeout waiting for REP|Estimate timeout from|Request to \S+ timed out/,
  },
  { kind: 'reply-timeout', text: /estimate of level \d+ timed out|all estimate timed out/ },
  { kind: 'no-driver', text: /Could not find security driver|no '?\S+'? security driver/ },
  // Before the rows below: what a client refuses may be for a name that it cannot resolve.
  { kind: 'nak', text: /\bNAK\b/ },
  {
    kind: 'unresolved',
    text: /resolve_hostname|Name or service not known|could not resolve hostname|No address associated/i,
  },
  // Only about a request: data streams, devices and pipes have the same words for other troubles.
  {
    kind: 'refused',
    text: /[Rr]equest (?:to \S+ )?failed: .*(?:Connection refused|Broken pipe|timeout during connect|No route to host|Connection timed out)/,
  },
  { kind: 'missing-result', text: /missing result for/ },
  { kind: 'estimate-failed', text: /all estimate failed|no size line match|estimate failed/ },
];

export function classify(text: string): LogEventKind | undefined {
  return rows.find((row) => row.text.test(text))?.kind;
}
