import { execFileSync, spawn } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeLossless } from '../../server/src/text/bytes';

/**
 * Runs the real planner of the Amanda that is installed against UDP peers of ours, which answer as clients would and
 * keep the requests. No system file is touched: the planner reads a configuration in a temporary folder ("."), its
 * hosts are addresses of 127.0.0.0/8, and `client-port` in the dumptypes names the peers' port.
 */
export interface PlannerRun {
  /** The name of the configuration, which is that of its folder. */
  readonly name: string;
  /** amanda.conf, without the parameters that say where things are. */
  readonly conf: (port: number) => string;
  readonly disklist: (port: number) => string;
  /** Who answers, and how. */
  readonly hosts: readonly PeerHost[];
  /** Text for `amadmin NAME import`: the history of the DLEs. */
  readonly history?: string;
  /** Run's time stamp, 14 digits. */
  readonly timestamp?: string;
  /** Called when the configuration is written, before the planner starts. */
  readonly ready?: (folder: string) => void | Promise<void>;
}

export interface PeerHost {
  readonly address: string;
  /** The feature string in the answer to the noop request; undefined: none, as from a client before 2.4.3. */
  readonly features?: string;
  /** True: the sendsize request is acknowledged and never answered. */
  readonly silent?: boolean;
}

export interface PlannerResult {
  readonly folder: string;
  /** The sendsize (of amcheck: selfcheck) datagrams that came for each host; repetitions included. */
  readonly requests: ReadonlyMap<string, readonly Buffer[]>;
  /** When they came, in seconds since 1970. */
  readonly arrivals: ReadonlyMap<string, readonly number[]>;
  /** What the planner wrote to standard error. */
  readonly stderr: string;
  /** What amcheck wrote to standard output. */
  readonly stdout: string;
  /** Its log file's lines. */
  readonly log: string;
  readonly seconds: number;
  readonly status: number | null;
  /** What the planner says it asked for: levels by `HOST:DISK` (disk as the log quotes it). */
  readonly levels: ReadonlyMap<string, readonly number[]>;
}

const PROGRAM = '/usr/lib/amanda/planner';
const backup = () => ({
  uid: Number(execFileSync('id', ['-u', 'backup'], { encoding: 'utf8' })),
  gid: Number(execFileSync('id', ['-g', 'backup'], { encoding: 'utf8' })),
});

/** A temporary folder that belongs to the user `backup`, with a sub-folder for the configuration. */
export function plannerFolder(name: string): { base: string; folder: string } {
  const base = mkdtempSync(join(tmpdir(), 'amanda-lint-'));
  const folder = join(base, name);
  mkdirSync(folder);
  own(base, folder);
  return { base, folder };
}

function own(...paths: readonly string[]): void {
  const { uid, gid } = backup();
  for (const path of paths) chownSync(path, uid, gid);
}

/** The parameters that every configuration needs to be run from `folder`. */
function placesText(folder: string): string {
  return [
    `infofile "${folder}/info"`,
    `logdir "${folder}/log"`,
    `indexdir "${folder}/index"`,
    `tapelist "${folder}/tapelist"`,
    `tpchanger "chg-disk:${folder}/slots"`,
    '',
  ].join('\n');
}

export function runPlanner(run: PlannerRun): Promise<PlannerResult> {
  return runAgainstPeers(run, planner);
}

/** As runPlanner, but runs `amcheck -c`, whose requests are those for selfcheck. */
export function runAmcheck(run: PlannerRun): Promise<PlannerResult> {
  return runAgainstPeers(run, (folder) => finished('/usr/sbin/amcheck', ['-c', '.'], folder));
}

async function runAgainstPeers(run: PlannerRun, program: typeof planner): Promise<PlannerResult> {
  const { base, folder } = plannerFolder(run.name);
  const peers = await openPeers(run.hosts);
  try {
    const write = (name: string, text: string) => {
      writeFileSync(join(folder, name), encodeLossless(text));
      own(join(folder, name));
    };
    for (const name of ['info', 'log', 'index', 'slots']) {
      mkdirSync(join(folder, name));
      own(join(folder, name));
    }
    write('tapelist', '');
    write('amanda.conf', placesText(folder) + run.conf(peers.port));
    write('disklist', run.disklist(peers.port));
    if (run.history)
      execFileSync('/usr/sbin/amadmin', ['.', 'import'], {
        ...backup(),
        cwd: folder,
        input: encodeLossless(run.history),
        stdio: ['pipe', 'ignore', 'pipe'],
      });
    await run.ready?.(folder);
    const started = Date.now();
    const { stderr, stdout, status } = await program(folder, run.timestamp ?? '20261123010203');
    const seconds = (Date.now() - started) / 1000;
    const logs = readdirSync(join(folder, 'log')).filter((name) => name.startsWith('log.'));
    const log = logs.map((name) => readFileSync(join(folder, 'log', name), 'latin1')).join('');
    return {
      folder,
      requests: peers.requests,
      arrivals: peers.arrivals,
      stderr,
      stdout,
      log,
      seconds,
      status,
      levels: levelsIn(stderr),
    };
  } finally {
    await peers.close();
    rmSync(base, { recursive: true, force: true });
    // Amanda's debug files go to a fixed place, in a folder named after the configuration.
    rmSync(`/var/log/amanda/server/${run.name}`, { recursive: true, force: true });
  }
}

function planner(folder: string, timestamp: string): Promise<Finished> {
  const log = join(folder, 'log', `log.${timestamp}.0`);
  return finished(PROGRAM, ['.', '--starttime', timestamp, '--log-filename', log, '--no-taper'], folder);
}

interface Finished {
  readonly stderr: string;
  readonly stdout: string;
  readonly status: number | null;
}

function finished(program: string, args: readonly string[], folder: string): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...backup(), cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    const shown: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => shown.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    const textOf = (pieces: readonly Buffer[]) => Buffer.concat(pieces).toString('latin1');
    child.on('close', (status) => resolve({ stderr: textOf(chunks), stdout: textOf(shown), status }));
  });
}

function levelsIn(stderr: string): Map<string, readonly number[]> {
  const levels = new Map<string, readonly number[]>();
  const line = /^setup_estimate: (.*): command \d+, options: .*getting estimates (.*)$/gm;
  for (const [, name = '', asked = ''] of stderr.matchAll(line)) {
    const numbers = [...asked.matchAll(/(-?\d+) \(-?\d+\)/g)].map((match) => Number(match[1]));
    levels.set(
      name,
      numbers.filter((level) => level >= 0),
    );
  }
  return levels;
}

interface Peers {
  readonly port: number;
  readonly requests: Map<string, Buffer[]>;
  readonly arrivals: Map<string, number[]>;
  close(): Promise<void>;
}

/** One socket per address, all on one port, because the planner takes answers from the address it asked only. */
async function openPeers(hosts: readonly PeerHost[]): Promise<Peers> {
  const sockets: Socket[] = [];
  const requests = new Map<string, Buffer[]>();
  const arrivals = new Map<string, number[]>();
  let port = 0;
  for (const host of hosts) {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(port, host.address, () => resolve());
    });
    port = socket.address().port;
    sockets.push(socket);
    requests.set(host.address, []);
    arrivals.set(host.address, []);
    socket.on('message', (data, from) => {
      const header = /^(Amanda \S+) REQ (HANDLE \S+ SEQ \d+)\n/.exec(
        data.subarray(0, 200).toString('latin1'),
      );
      if (!header) return;
      const [, amanda, handle] = header;
      const answer = (text: string) => socket.send(text, from.port, from.address);
      answer(`${amanda} ACK ${handle}\n`);
      const sendsize = data.includes('SERVICE sendsize') || data.includes('SERVICE selfcheck');
      if (sendsize) {
        requests.get(host.address)?.push(data);
        arrivals.get(host.address)?.push(Date.now() / 1000);
        if (host.silent) return;
      }
      const options = host.features === undefined ? '' : `OPTIONS features=${host.features};\n`;
      answer(`${amanda} REP ${handle}\n${options}${sendsize ? 'ERROR captured\n' : ''}`);
    });
  }
  return {
    port,
    requests,
    arrivals,
    close: async () => {
      await Promise.all(sockets.map((socket) => new Promise<void>((done) => socket.close(() => done()))));
    },
  };
}
