// One private world for one night: mount, network, host-name and process namespaces around the real Amanda, so that
// neither the machine's own Amanda nor another night is touched. This module runs inside the namespaces that
// scripts/nights.mjs made; when their first process ends, the kernel ends all others and takes the mounts away.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { startClient } from './clients.mjs';
import { CONFIG, SERVER, addressOf, etcHosts } from './names.mjs';
import { must, until } from './process.mjs';

const ENV = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC', HOME: '/var/backups' };
const AS_BACKUP = ['--reuid=backup', '--regid=backup', '--init-groups'];

export class World {
  /**
   * @param dir the night's own folder, which is empty and on a real file system
   * @param kind a row of the table, see kinds.mjs
   */
  constructor(dir, kind) {
    this.dir = dir;
    this.kind = kind;
    this.logdir = `/var/log/amanda/${CONFIG}`;
    this.clients = [];
    /** What programs printed, by the name of the file that it becomes among the logs. */
    this.outputs = {};
  }

  /** A folder of the night, in place of one of the machine's. */
  cover(target, owner = 'backup') {
    const own = path.join(this.dir, 'server', target);
    fs.mkdirSync(own, { recursive: true });
    must('chown', `${owner}:${owner}`, own);
    must('mount', '--bind', own, target);
  }

  /** A file of the night, in place of one of the machine's. */
  replace(file, text, { owner = 'root', mode = 0o644 } = {}) {
    const own = path.join(this.dir, 'files', path.basename(file));
    fs.mkdirSync(path.dirname(own), { recursive: true });
    fs.writeFileSync(own, text);
    must('chown', owner, own);
    fs.chmodSync(own, mode);
    must('mount', '--bind', own, file);
  }

  /** Writes a file of the server that belongs to backup. */
  write(file, text) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    must('chown', '-R', 'backup:backup', path.dirname(file));
  }

  build() {
    must('mount', '--make-rprivate', '/');
    // Amanda's programs share memory under names made of process numbers, which are the same in every night.
    must('mount', '-t', 'tmpfs', '-o', 'mode=1777', 'none', '/dev/shm');
    must('hostname', SERVER);
    must('ip', 'link', 'set', 'lo', 'up');
    const names = [...new Set(this.kind.hosts)];
    must('ip', 'addr', 'add', `${addressOf(SERVER)}/32`, 'dev', 'lo');
    for (const name of names) {
      const address = addressOf(name);
      must('ip', 'addr', 'add', `${address}/32`, 'dev', 'lo');
      // Packets to a client come from the server's address, as they would over a wire.
      must(
        'ip',
        'route',
        'replace',
        'local',
        address,
        'dev',
        'lo',
        'table',
        'local',
        'src',
        addressOf(SERVER),
      );
    }
    this.replace('/etc/hosts', etcHosts(names));
    const services = fs.readFileSync('/etc/services', 'utf8');
    this.replace('/etc/services', `${services}\namanda 10080/udp\n`);
    for (const dir of ['/etc/amanda', '/var/lib/amanda', '/var/log/amanda']) this.cover(dir);
    this.write(`/etc/amanda/${CONFIG}/amanda.conf`, this.kind.conf);
    this.write(`/etc/amanda/${CONFIG}/disklist`, this.kind.disklist);
    for (const dir of [`${CONFIG}/curinfo`, `${CONFIG}/index`, 'vtapes', 'gnutar-lists', 'holding'])
      fs.mkdirSync(`/var/lib/amanda/${dir}`, { recursive: true });
    for (let i = 1; i <= this.kind.slots; i++) fs.mkdirSync(`/var/lib/amanda/vtapes/slot${i}`);
    fs.mkdirSync(this.logdir);
    must('chown', '-R', 'backup:backup', '/var/lib/amanda', '/var/log/amanda');
  }

  async startClients() {
    for (const name of this.kind.hosts) {
      const client = await startClient(this, name, this.kind.clients[name] ?? {});
      this.clients.push(client);
    }
  }

  client(name) {
    return this.clients.find((c) => c.name === name);
  }

  /** Starts a program of Amanda as the user backup; `done` is fulfilled with its exit code and output. */
  start(program, ...args) {
    const child = spawn('setpriv', [...AS_BACKUP, program, ...args], {
      cwd: '/tmp',
      env: ENV,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    const done = new Promise((resolve) =>
      // `exit`, not `close`: a killed program leaves children that hold its output open.
      child.on('exit', (code) => setTimeout(() => resolve({ code, output }), 100)),
    );
    return { child, done };
  }

  run(program, ...args) {
    return this.start(program, ...args).done;
  }

  amdump(...args) {
    return this.run('amdump', CONFIG, ...args);
  }

  /** Files that a tar wrapper leaves when it reaches a fault, see faults.mjs. */
  reached(mark) {
    return fs.existsSync(path.join(this.dir, 'marks', mark));
  }

  /** From now on the faults happen that wait for it. */
  arm() {
    fs.writeFileSync(path.join(this.dir, 'marks/armed'), '');
  }

  forget(mark) {
    fs.rmSync(path.join(this.dir, 'marks', mark));
  }

  /** The processes of this night with that program name, or one that matches, newest first. */
  processes(name) {
    const matches = (word) => (name instanceof RegExp ? name.test(word) : word === name);
    return fs
      .readdirSync('/proc')
      .filter((pid) => /^\d+$/.test(pid))
      .filter((pid) => {
        try {
          const words = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
          const state = /^State:\s+(\S)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
          return state !== 'Z' && words.slice(0, 2).some((word) => matches(path.basename(word)));
        } catch {
          return false; // it has ended meanwhile
        }
      })
      .map(Number)
      .sort((a, b) => b - a);
  }

  /** Ends all processes of a program that there are now, without leaving them a word. */
  killAll(name) {
    const pids = this.processes(name);
    for (const pid of pids)
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // it has ended meanwhile
      }
    return pids.length;
  }

  /** The same, when there is one. */
  async kill(name) {
    await until(`a process ${name}`, () => this.killAll(name));
  }

  /** The text of the newest amdump.N of the night, however far it is. */
  progress() {
    return this.newest(/^amdump\.\d+$/);
  }

  /** The text of the newest log.DATE.N. */
  log() {
    return this.newest(/^log\.\d+\.\d+$/);
  }

  newest(pattern) {
    const names = fs.readdirSync(this.logdir).filter((n) => pattern.test(n));
    const newest = names
      .map((n) => path.join(this.logdir, n))
      .sort((a, b) => fs.statSync(b).mtimeMs - fs.statSync(a).mtimeMs)[0];
    return newest === undefined ? '' : fs.readFileSync(newest, 'utf8');
  }
}
