// Nights in which a request or its answer does not come through.
import { amandaConf } from '../conf.mjs';
import { until } from '../process.mjs';
import { either, failed, lost, night, ok, serverTells } from '../truth.mjs';

const WWW = 'www.example.com';
const HOME = `${WWW} /srv/home`;
const ARCHIVE = `${WWW} /srv/archive`;
const TCP = `${HOME} user-tar\n${ARCHIVE} user-tar\n`;
const UDP = `${HOME} udp-tar\n${ARCHIVE} udp-tar\n`;
const all = (dle) => night({ [HOME]: dle, [ARCHIVE]: dle });
const onlyServer = { server: [], client: [] };
/** A fake client that says what it is and then answers the request for estimates. */
const estimates = (answer) => ({
  [WWW]: { fake: { answer: (service) => (service === 'noop' ? { rep: '' } : answer) } },
});

const MANY = Array.from({ length: 280 }, (_, i) => `/srv/d${String(i).padStart(3, '0')}`);

export const requestKinds = [
  {
    name: 'nak',
    about: 'the client lets in another server only',
    disklist: TCP,
    clients: { [WWW]: { allows: 'old.example.com' } },
    record: { server: ['planner'], services: ['noop'] },
    truth: serverTells(all(failed('log/refused-by-client'))),
  },
  {
    name: 'nak-udp',
    about: 'the same over UDP',
    disklist: UDP,
    clients: { [WWW]: { allows: 'old.example.com' } },
    record: { services: ['noop'] },
    truth: serverTells(all(failed('log/refused-by-client'))),
  },
  {
    name: 'nak-permissions',
    about: "everybody may read the client's .amandahosts, which Amanda does not accept",
    disklist: TCP,
    clients: { [WWW]: { mode: 0o644 } },
    record: { client: [] },
    truth: serverTells(all(failed('log/refused-by-client'))),
  },
  {
    name: 'nak-busy',
    about: 'the client says that it is busy',
    disklist: UDP,
    clients: { [WWW]: { fake: { answer: () => ({ nak: 'amandad busy' }) } } },
    record: onlyServer,
    truth: serverTells(all(failed('log/refused-by-client'))),
  },
  {
    name: 'name-mismatch',
    about: "the client's /etc/hosts knows the server by a name that its .amandahosts does not hold",
    disklist: TCP,
    clients: { [WWW]: { calls: 'backup.lan.example.com' } },
    record: { services: ['noop'] },
    truth: serverTells(all(failed('log/refused-by-client'))),
  },
  {
    name: 'no-answer',
    about: 'nothing listens on the client, UDP',
    disklist: UDP,
    clients: { [WWW]: { down: true } },
    record: onlyServer,
    truth: serverTells(all(failed('log/no-answer'))),
  },
  {
    name: 'wrong-auth',
    about: 'inetd starts amandad -auth=bsdtcp for UDP packets',
    disklist: UDP,
    clients: { [WWW]: { auth: { udp: 'bsdtcp' } } },
    record: onlyServer,
    truth: serverTells(all(failed('log/no-answer'))),
  },
  {
    name: 'wrong-auth-tcp',
    about: 'inetd starts amandad -auth=bsd for TCP connections',
    disklist: TCP,
    clients: { [WWW]: { auth: { tcp: 'bsd' } } },
    record: onlyServer,
    truth: serverTells(
      all(failed('log/no-answer', 'log/client-lost', 'log/connection-refused', 'log/refused-by-client')),
    ),
  },
  {
    name: 'wrong-interface',
    about: 'the client answers from another address than the one that was asked',
    disklist: UDP,
    clients: { [WWW]: { fake: { from: '192.0.2.1', answer: () => ({ rep: '' }) } } },
    record: onlyServer,
    truth: serverTells(all(failed('log/no-answer'))),
  },
  {
    name: 'connection-refused',
    about: 'nothing listens on the client, bsdtcp',
    disklist: TCP,
    clients: { [WWW]: { down: true } },
    record: onlyServer,
    truth: serverTells(all(failed('log/connection-refused'))),
  },
  {
    name: 'connection-closed',
    about: 'the client takes the connection and closes it without a word',
    disklist: TCP,
    clients: { [WWW]: { fake: { resets: true } } },
    record: onlyServer,
    truth: serverTells(all(failed('log/client-lost', 'log/no-answer'))),
  },
  {
    name: 'unknown-host',
    about: 'a host name that nobody resolves, beside a healthy host',
    disklist: `nosuch.example.com /srv/home user-tar\n${HOME} user-tar\n`,
    unknown: ['nosuch.example.com'],
    record: onlyServer,
    truth: serverTells(night({ 'nosuch.example.com /srv/home': failed('log/unknown-host'), [HOME]: ok })),
  },
  {
    name: 'unknown-auth',
    about: 'a dumptype asks for krb5, which this server was not built with; a healthy host beside it',
    disklist: `db.example.com /srv/db kerberos\ndb.example.com /srv/dumps kerberos\n${HOME} user-tar\n`,
    conf: amandaConf({}, { more: 'define dumptype kerberos {\n    global\n    auth "krb5"\n}\n' }),
    record: onlyServer,
    truth: serverTells(
      night({
        'db.example.com /srv/db': lost('log/unknown-auth'),
        'db.example.com /srv/dumps': lost('log/unknown-auth'),
        [HOME]: ok,
      }),
    ),
  },
  {
    name: 'silent-client',
    about: 'the client confirms the request for estimates and never answers',
    disklist: UDP,
    conf: amandaConf({ etimeout: '1' }),
    clients: estimates({}),
    record: onlyServer,
    truth: serverTells(all(failed('log/estimate-timeout'))),
  },
  {
    name: 'partial-result',
    about: 'the client sends the estimate of /srv/home ahead (PREP) and then nothing more',
    disklist: UDP,
    conf: amandaConf({ etimeout: '1' }),
    clients: estimates({ prep: '/srv/home 0 SIZE 50\n' }),
    record: onlyServer,
    // Which of the two is to blame is known: that of which nothing came.
    truth: serverTells(all(failed('log/estimate-timeout', 'log/estimate-hung'))),
  },
  {
    name: 'missing-result',
    about: 'the reply says that /srv/home failed and has no line for /srv/archive',
    disklist: UDP,
    clients: estimates({ rep: '/srv/home 0 SIZE -1\n' }),
    record: onlyServer,
    truth: serverTells(
      night({ [HOME]: failed('log/estimate-failed'), [ARCHIVE]: failed('log/missing-result') }),
    ),
  },
  {
    name: 'negative-result',
    about: 'the reply has a text of its own for /srv/home and "cannot" for /srv/archive',
    disklist: UDP,
    clients: estimates({
      rep: '/srv/home 0 ERROR "no size line match in /bin/tar output"\n/srv/archive 0 SIZE -2\n',
    }),
    record: onlyServer,
    truth: serverTells(all(failed('log/estimate-failed'))),
  },
  {
    name: 'request-cut',
    about: 'the request for 280 DLEs of one host is longer than a UDP packet: the client gets a part of it',
    disklist: MANY.map((disk) => `${WWW} ${disk} udp-tar\n`).join(''),
    sizes: Object.fromEntries(MANY.map((disk) => [disk, 0])),
    // Its logs have half a megabyte; request-cut-excludes stands for it among the fixtures.
    record: false,
    truth: serverTells(
      night(Object.fromEntries(MANY.map((disk) => [`${WWW} ${disk}`, failed('log/format-error')]))),
    ),
  },
  {
    name: 'request-cut-excludes',
    about: 'twelve DLEs with 6 KB of exclude patterns each: the request is longer than a UDP packet as well',
    disklist: MANY.slice(0, 12)
      .map((disk) => `${WWW} ${disk} many-excludes\n`)
      .join(''),
    conf: amandaConf(
      {},
      {
        more: `define dumptype many-excludes {\n    udp-tar\n${Array.from({ length: 60 }, (_, i) => `    exclude append "./cache/${String(i).padStart(2, '0')}-${'x'.repeat(70)}"\n`).join('')}}\n`,
      },
    ),
    record: { server: [], client: ['sendsize', 'amandad'] },
    truth: serverTells(
      night(
        Object.fromEntries(MANY.slice(0, 12).map((disk) => [`${WWW} ${disk}`, failed('log/format-error')])),
      ),
    ),
  },
  {
    name: 'reply-lost',
    about:
      'the client answers after 3 s, a firewall forgets a UDP connection after 1 s; each time the client has given up when the server asks again',
    record: { server: ['planner'] },
    seconds: 60,
    disklist: UDP,
    conf: amandaConf({ etimeout: '7' }),
    clients: {
      [WWW]: {
        relay: { seconds: 1 },
        conf: 'rep-tries 1\n',
        tar: { '/srv/archive': { estimate: ['slow', 3] } },
      },
    },
    async run(world) {
      await world.amdump();
      await until('the end of amandad', () => world.processes('amandad').length === 0, 90);
    },
    truth: {
      all: all(failed('log/reply-lost')),
      server: all(failed('log/estimate-timeout', 'log/estimate-hung')),
      client: night(
        {
          [HOME]: either(['pending', 'failed', 'missing'], null, 'log/reply-lost'),
          [ARCHIVE]: either(['pending', 'failed', 'missing'], null, 'log/reply-lost'),
        },
        { state: ['running', 'finished', 'died'] },
      ),
    },
  },
  {
    name: 'reply-lost-once',
    about: 'the same, but the client still repeats its answer when the server asks again: all is well',
    seconds: 60,
    disklist: UDP,
    conf: amandaConf({ etimeout: '5' }),
    clients: { [WWW]: { relay: { seconds: 2 }, tar: { '/srv/archive': { estimate: ['slow', 4] } } } },
    truth: { all: all(ok), server: all(ok) },
  },
  {
    name: 'old-client',
    about: 'a client of 2.4 is to back up with an application, which it does not know',
    disklist: `${HOME} udp-app\n`,
    conf: amandaConf({}, { more: 'define dumptype udp-app {\n    app-tar\n    auth "bsd"\n}\n' }),
    clients: { [WWW]: { fake: { features: 'fffffeff9ffe7f', answer: () => ({ rep: '' }) } } },
    record: onlyServer,
    truth: serverTells(night({ [HOME]: failed('log/refused-by-server', 'log/old-client') })),
  },
  {
    name: 'three-hosts',
    about: 'a hanging tar on www, db lets in another server, files is healthy',
    disklist: `${TCP}db.example.com /srv/db user-tar\nfiles.example.com /srv/projects user-tar\nfiles.example.com /srv/media app-tar\n`,
    conf: amandaConf({ etimeout: '1' }),
    clients: {
      [WWW]: { tar: { '/srv/archive': { estimate: ['hang'] } } },
      'db.example.com': { allows: 'old.example.com' },
    },
    record: { services: ['noop', 'sendsize'] },
    truth: Object.fromEntries(
      [
        ['all', failed('log/estimate-hung')],
        ['server', failed('log/estimate-timeout', 'log/estimate-hung')],
      ].map(([view, www]) => [
        view,
        night({
          [HOME]: www,
          [ARCHIVE]: www,
          'db.example.com /srv/db': failed('log/refused-by-client'),
          'files.example.com /srv/projects': ok,
          'files.example.com /srv/media': ok,
        }),
      ]),
    ),
  },
];
