import type { Check } from '../check';
import { transportFixes } from './remedies';
import { count, numberText } from '../../text/quantities';

/** A request that arrived without its end. */
export const packetCut: Check = {
  id: 'log/packet-cut',
  severity: 'error',
  title: 'A packet in the log was cut off',
  doc: `Amanda sends the estimate request of a host in one UDP packet of at most 65,503 bytes. What is longer is cut off
without a word on the server; the client cannot read the rest and answers \`FORMAT ERROR IN REQUEST PACKET\`, so every
DLE of the host fails.

Use \`auth "bsdtcp"\` (or ssh) for the host, or make the request shorter: fewer DLEs, shorter names, exclude lists.`,
  run(snapshot, report) {
    for (const facts of snapshot.observations.logs.values()) {
      for (const packet of facts.packets) {
        if (packet.complete || !packet.closed || packet.type !== 'REQ') continue;
        const bytes = numberText(packet.bytes);
        const known = snapshot.disklist.hosts.find((host) => host.name === packet.hostname);
        const last = known && {
          place: known.dles[0]?.place,
          text: `${known.name} has ${known.dles.length} DLEs here`,
        };
        report({
          place: packet.place,
          message:
            `This request ends after ${bytes} bytes: ${count(packet.whole, 'DLE')} ${packet.whole === 1 ? 'is' : 'are'} complete, the cut is ` +
            `in the one behind, number ${numberText(packet.whole + 1)}. It was too long for one UDP packet,` +
            ' and every DLE of the host fails. Set auth "bsdtcp" for the host, or make the request shorter.',
          fixes: () => transportFixes(snapshot, packet.hostname),
          related: last?.place ? [{ place: last.place, text: last.text }] : [],
        });
      }
    }
  },
};
