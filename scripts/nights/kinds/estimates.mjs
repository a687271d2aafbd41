// Nights whose fault is in the estimates.
import { amandaConf } from '../conf.mjs';
import { markOf } from '../faults.mjs';
import { sleep, until } from '../process.mjs';
import { either, failed, night, ok, pending, serverTells, strange } from '../truth.mjs';

const HOME = 'www.example.com /srv/home';
const TWO = `${HOME} user-tar
www.example.com /srv/archive user-tar
`;
const hung = night({
  'www.example.com /srv/home': failed('log/estimate-hung'),
  'www.example.com /srv/archive': failed('log/estimate-hung'),
});
const gaveUp = night({
  'www.example.com /srv/home': failed('log/estimate-timeout', 'log/estimate-hung'),
  'www.example.com /srv/archive': failed('log/estimate-timeout', 'log/estimate-hung'),
});
const unknown = night(
  { 'www.example.com /srv/home': pending, 'www.example.com /srv/archive': pending },
  { state: ['running', 'finished', 'died'] },
);

/** The estimate of /srv/archive takes 16 s, and the server gives up before. */
const late = {
  conf: amandaConf({ etimeout: '2' }),
  clients: { 'www.example.com': { tar: { '/srv/archive': { estimate: ['slow', 16] } } } },
  async run(world) {
    await world.amdump();
    await until('the end of sendsize', () => world.processes('sendsize').length === 0);
    await sleep(1);
  },
  truth: {
    all: night({
      'www.example.com /srv/home': failed('log/finished-late'),
      'www.example.com /srv/archive': failed('log/finished-late'),
    }),
    server: gaveUp,
    client: unknown,
  },
};

export const estimateKinds = [
  {
    name: 'healthy',
    about: 'nothing goes wrong: two hosts, stream and UDP',
    disklist: `www.example.com /srv/home user-tar
www.example.com /srv/mail app-tar
db.example.com /srv/db udp-tar
db.example.com /srv/dumps calc-tar
`,
    truth: serverTells(
      night({
        'www.example.com /srv/home': ok,
        'www.example.com /srv/mail': ok,
        'db.example.com /srv/db': ok,
        'db.example.com /srv/dumps': ok,
      }),
    ),
  },
  {
    name: 'estimate-hung',
    about: 'tar never returns from the estimate of /srv/archive; the logs are taken when the night is over',
    record: { server: ['planner'] },
    disklist: TWO,
    conf: amandaConf({ etimeout: '1' }),
    clients: { 'www.example.com': { tar: { '/srv/archive': { estimate: ['hang'] } } } },
    truth: { all: hung, server: gaveUp, client: unknown, report: gaveUp, amdump: gaveUp },
  },
  {
    name: 'estimate-hung-running',
    about: 'the same, the logs are taken while the planner still waits',
    disklist: TWO,
    conf: amandaConf({ etimeout: '30' }),
    clients: { 'www.example.com': { tar: { '/srv/archive': { estimate: ['hang'] } } } },
    async run(world) {
      world.start('amdump', 'DailySet1');
      await until('the hanging tar', () => world.reached(markOf('estimate', '/srv/archive')));
      await sleep(1);
      await world.collect();
    },
    truth: {
      all: night(
        { 'www.example.com /srv/home': pending, 'www.example.com /srv/archive': pending },
        { state: 'running' },
      ),
      server: night(
        { 'www.example.com /srv/home': pending, 'www.example.com /srv/archive': pending },
        { state: 'running' },
      ),
      client: unknown,
    },
  },
  {
    name: 'estimate-late',
    about: 'the estimates of www take 16 s, the server gives up after 12 s: the answer comes too late',
    record: { server: ['planner'] },
    disklist: `www.example.com /srv/home udp-tar
www.example.com /srv/archive udp-tar
`,
    ...late,
  },
  {
    name: 'estimate-late-tcp',
    about: 'the same over bsdtcp',
    disklist: TWO,
    ...late,
  },
  {
    name: 'estimate-slow',
    about: 'tar takes 8 s for /srv/archive, the server would wait for 12 s: slow, and all is well',
    disklist: TWO,
    conf: amandaConf({ etimeout: '6' }),
    clients: { 'www.example.com': { tar: { '/srv/archive': { estimate: ['slow', 8] } } } },
    truth: {
      all: night({ 'www.example.com /srv/home': ok, 'www.example.com /srv/archive': ok }),
      server: night({ 'www.example.com /srv/home': ok, 'www.example.com /srv/archive': ok }),
    },
  },
  {
    name: 'estimate-repeated',
    about:
      'tar takes 8 s for /srv/archive, the server waits for 6 s, asks again and takes the answer: all is well',
    disklist: TWO,
    conf: amandaConf({ etimeout: '3' }),
    clients: { 'www.example.com': { tar: { '/srv/archive': { estimate: ['slow', 8] } } } },
    truth: {
      all: night({ 'www.example.com /srv/home': ok, 'www.example.com /srv/archive': ok }),
      server: night({ 'www.example.com /srv/home': ok, 'www.example.com /srv/archive': ok }),
    },
  },
  {
    name: 'estimate-killed',
    about: 'sendsize is killed on the client while tar reads /srv/archive',
    disklist: TWO,
    conf: amandaConf({ etimeout: '2' }),
    clients: { 'www.example.com': { tar: { '/srv/archive': { estimate: ['hang'] } } } },
    async run(world) {
      const { done } = world.start('amdump', 'DailySet1');
      await until('the hanging tar', () => world.reached(markOf('estimate', '/srv/archive')));
      await world.kill('sendsize');
      await done;
    },
    // The client had sent the estimate of /srv/home ahead, and the planner goes on with it.
    truth: {
      all: night({
        'www.example.com /srv/home': ok,
        'www.example.com /srv/archive': failed('log/estimate-hung', 'log/estimate-failed'),
      }),
      server: night({
        'www.example.com /srv/home': ok,
        'www.example.com /srv/archive': failed('log/estimate-hung', 'log/estimate-failed'),
      }),
    },
  },
  {
    name: 'tar-killed',
    about: 'tar is killed on the client in the estimate of /srv/archive, the rest goes on',
    disklist: TWO,
    conf: amandaConf({ etimeout: '20' }),
    clients: { 'www.example.com': { tar: { '/srv/archive': { estimate: ['hang'] } } } },
    async run(world) {
      const { done } = world.start('amdump', 'DailySet1');
      await until('the hanging tar', () => world.reached(markOf('estimate', '/srv/archive')));
      await world.kill('sleep');
      await done;
    },
    truth: {
      all: night({
        'www.example.com /srv/home': ok,
        'www.example.com /srv/archive': failed('log/estimate-failed'),
      }),
      server: night({
        'www.example.com /srv/home': ok,
        'www.example.com /srv/archive': failed('log/estimate-failed'),
      }),
    },
  },
  {
    name: 'no-such-directory',
    about:
      'one directory does not exist on the client, one is to be measured by calcsize and does not exist either',
    disklist: `${TWO}www.example.com /srv/old user-tar
www.example.com /srv/older calc-tar
`,
    sizes: { '/srv/old': 0, '/srv/older': 0 },
    truth: {
      all: night({
        'www.example.com /srv/home': ok,
        'www.example.com /srv/archive': ok,
        'www.example.com /srv/old': failed('log/estimate-failed'),
        'www.example.com /srv/older': failed('log/estimate-failed', 'log/dump-failed'),
      }),
      server: night({
        'www.example.com /srv/home': ok,
        'www.example.com /srv/archive': ok,
        'www.example.com /srv/old': failed('log/estimate-failed'),
        'www.example.com /srv/older': failed('log/estimate-failed', 'log/dump-failed'),
      }),
    },
  },
  {
    name: 'unreadable-file',
    about: 'tar cannot read one file of /srv/archive, in the estimate and in the dump, and goes on',
    disklist: TWO,
    clients: {
      'www.example.com': {
        tar: { '/srv/archive': { estimate: ['unreadable', 0], dump: ['unreadable', 0] } },
      },
    },
    record: { client: ['sendsize', 'sendbackup'] },
    truth: {
      all: night({ 'www.example.com /srv/home': ok, 'www.example.com /srv/archive': strange }),
      server: night({ 'www.example.com /srv/home': ok, 'www.example.com /srv/archive': strange }),
      report: night({ 'www.example.com /srv/home': ok, 'www.example.com /srv/archive': strange }),
    },
  },
  {
    name: 'unknown-application',
    about: 'a dumptype names an application that the client does not have',
    disklist: `${HOME} user-tar
www.example.com /srv/archive unknown-app
`,
    conf: amandaConf(
      {},
      {
        more: `define application-tool app_unknown {
    plugin "amnosuch"
}
define dumptype unknown-app {
    global
    program "APPLICATION"
    application "app_unknown"
}
`,
      },
    ),
    truth: serverTells(
      night({
        'www.example.com /srv/home': ok,
        'www.example.com /srv/archive': failed('log/estimate-failed', 'log/bad-request'),
      }),
    ),
  },
  {
    name: 'estimate-amandad-killed',
    about: 'amandad is killed on the client while tar reads /srv/archive: the connection breaks',
    disklist: TWO,
    conf: amandaConf({ etimeout: '2' }),
    clients: { 'www.example.com': { tar: { '/srv/archive': { estimate: ['hang'] } } } },
    async run(world) {
      const { done } = world.start('amdump', 'DailySet1');
      await until('the hanging tar', () => world.reached(markOf('estimate', '/srv/archive')));
      await world.kill('amandad');
      await done;
    },
    record: { client: ['sendsize'] },
    truth: serverTells(
      night({
        // Its estimate was sent ahead.
        'www.example.com /srv/home': either(['ok', 'failed'], null, 'log/client-lost'),
        'www.example.com /srv/archive': failed('log/client-lost', 'log/estimate-hung'),
      }),
    ),
  },
];
