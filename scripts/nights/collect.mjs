// Takes the logs of a night out of its world, into the folders that the fixtures have:
// server/ (run logs, amdump.N, report, debug logs), client/HOST/ (debug logs), amanda.conf, disklist.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { CONFIG } from './names.mjs';

const debugLogs = (dir) =>
  fs.existsSync(dir)
    ? execFileSync('find', [dir, '-name', '*.debug', '-type', 'f'], { encoding: 'utf8' })
        .split('\n')
        .filter(Boolean)
    : [];

/** Copies everything to `to`, which is emptied before. */
export async function collect(world, to) {
  fs.rmSync(to, { recursive: true, force: true });
  const put = (from, ...name) => {
    const target = path.join(to, ...name);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, fs.readFileSync(from));
  };
  let runs = 0;
  for (const name of fs.readdirSync(world.logdir).sort()) {
    const file = path.join(world.logdir, name);
    if (fs.lstatSync(file).isSymbolicLink()) continue;
    if (/^log\.\d+\.\d+$/.test(name)) {
      put(file, 'server', name);
      const report = await world.run('amreport', CONFIG, '--log', file, '--text=-');
      const number = ++runs === 1 ? '' : `.${runs}`;
      fs.writeFileSync(path.join(to, 'server', `report${number}.txt`), report.output);
    } else if (/^(amdump|amflush|amvault)\.\d+$/.test(name) || /^log$/.test(name)) put(file, 'server', name);
  }
  for (const file of debugLogs('/var/log/amanda/server')) put(file, 'server', path.basename(file));
  for (const [name, output] of Object.entries(world.outputs)) {
    fs.mkdirSync(path.join(to, 'server'), { recursive: true });
    fs.writeFileSync(path.join(to, 'server', name), output);
  }
  for (const client of world.clients)
    for (const file of debugLogs(path.join(client.dir, 'log')))
      put(file, 'client', client.name, path.basename(file));
  put(`/etc/amanda/${CONFIG}/amanda.conf`, 'amanda.conf');
  put(`/etc/amanda/${CONFIG}/disklist`, 'disklist');
}
