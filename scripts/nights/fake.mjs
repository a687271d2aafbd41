// Clients that are none, over UDP: one that answers as told, and a relay between server and client that forgets.
import dgram from 'node:dgram';
import net from 'node:net';
import { SERVER, addressOf } from './names.mjs';

/** What Amanda 3.5.1 says of itself, so that the server speaks to it as to its own. */
const FEATURES = 'ffffffff9efefbfffffffffffffff3fffbf71f';

const bound = (address, port) =>
  new Promise((resolve, reject) => {
    const socket = dgram.createSocket('udp4');
    socket.once('error', reject);
    socket.bind(port, address, () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });

/**
 * @param fake.answer `(service, disks) => { rep, prep, nak }`: the packets' bodies without the OPTIONS line; nothing is
 *   answered beyond the ACK where it is empty, and no ACK either where it is undefined
 * @param fake.features what the client says of itself
 * @param fake.from     the address that it answers from, when it is not the one that was asked
 * @param fake.resets   a TCP server that ends every connection at once
 */
export async function startFake(world, name, fake) {
  if (fake.relay) return startRelay(name, fake.relay, fake.port);
  if (fake.resets) return startResetting(name);
  const socket = await bound(addressOf(name), 10080);
  const mouth = fake.from ? await bound(fake.from, 10080) : socket;
  socket.on('message', (data, from) => {
    const text = data.toString('latin1').replace(/\0+$/, '');
    const head = /^Amanda (\S+) REQ HANDLE (\S+) SEQ (\d+)\n/.exec(text);
    if (!head) return; // an ACK of ours
    const service = /^SERVICE (\S+)/m.exec(text)?.[1] ?? '';
    const disks = [...text.matchAll(/<diskname(?: encoding="\w+")?(?: raw="[^"]*")?>([^<]*)</g)].map(
      (m) => m[1],
    );
    const answer = fake.answer(service, disks);
    if (answer === undefined) return;
    const send = (kind, body) =>
      mouth.send(
        `Amanda ${head[1]} ${kind} HANDLE ${head[2]} SEQ ${head[3]}\n${body}`,
        from.port,
        from.address,
      );
    if (answer.nak !== undefined) return send('NAK', `ERROR ${answer.nak}\n`);
    send('ACK', '');
    const options = `OPTIONS features=${fake.features ?? FEATURES};\n`;
    if (answer.prep !== undefined) send('PREP', options + answer.prep);
    if (answer.rep !== undefined) send('REP', options + answer.rep);
  });
}

const startResetting = (name) =>
  new Promise((resolve) =>
    net
      .createServer((peer) => peer.once('data', () => peer.destroy()))
      .listen(10080, addressOf(name), resolve),
  );

/**
 * A firewall that keeps a UDP "connection" only so long: a reply that comes later than `seconds` after the last packet of
 * the server is dropped without a word.
 */
async function startRelay(name, { seconds }, port) {
  const outside = await bound(addressOf(name), 10080);
  /** Per port of the server: the socket that stands for it on the inside. */
  const flows = new Map();
  outside.on('message', async (data, from) => {
    let flow = flows.get(from.port);
    if (flow === undefined) {
      flow = { last: 0, waiting: [data] };
      flows.set(from.port, flow);
      // amandad talks only to a port below 1024 of a host that it knows.
      for (let inside = 700; flow.socket === undefined && inside < 800; inside++)
        flow.socket = await bound(addressOf(SERVER), inside).catch(() => undefined);
      flow.socket.on('message', (reply) => {
        if (Date.now() - flow.last <= seconds * 1000) outside.send(reply, from.port, from.address);
      });
    } else if (flow.socket === undefined) return void flow.waiting.push(data);
    else flow.waiting.push(data);
    flow.last = Date.now();
    for (const packet of flow.waiting.splice(0)) flow.socket.send(packet, port, addressOf(name));
  });
}
