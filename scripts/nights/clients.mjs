// The clients of a night. Each is the real amandad below a small inetd, in a mount and host-name namespace of its own:
// its debug logs, its directories, its /etc/amandahosts and its tar are not those of the others.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { startFake } from './fake.mjs';
import { tarWrapper } from './faults.mjs';
import { INETD } from './inetd.mjs';
import { SERVER, addressOf, etcHosts } from './names.mjs';
import { must } from './process.mjs';

const MOUNTS = `
dir=$1; shift
mount --bind "$dir/log" /var/log/amanda &&
mount --bind "$dir/lib" /var/lib/amanda &&
mount --bind "$dir/srv" /srv &&
mount --bind "$dir/etc" /etc/amanda &&
mount --bind "$dir/hosts" /etc/hosts &&
mount --bind "$dir/amandahosts" /etc/amandahosts &&
{ [ ! -e "$dir/tar" ] || mount --bind "$dir/tar" "$(realpath /bin/tar)"; } &&
{ [ ! -e "$dir/application" ] || mount --bind "$dir/application" /usr/lib/amanda/application; } &&
hostname "$(basename "$dir")" &&
exec setpriv --reuid=backup --regid=backup --init-groups perl -e "$@"
`;

/**
 * Starts one client.
 * @param options.fake   answers of a client that is none, see fake.mjs; the rest does not count then
 * @param options.down   nothing listens there
 * @param options.auth   `{ udp, tcp }`: with which -auth inetd starts amandad; 'none' where nothing listens
 * @param options.allows the host that /etc/amandahosts lets in (default: the server)
 * @param options.mode   the permissions of /etc/amandahosts (default 0600)
 * @param options.calls  the name that this client's /etc/hosts has for the server
 * @param options.conf   its amanda-client.conf
 * @param options.tar    faults by directory, see faults.mjs
 * @param options.relay  the UDP relay before it, see fake.mjs
 */
export async function startClient(world, name, options) {
  const dir = path.join(world.dir, 'hosts', name);
  const client = { name, dir, options };
  for (const sub of ['log', 'lib/gnutar-lists', 'srv', 'etc'])
    fs.mkdirSync(path.join(dir, sub), { recursive: true });
  if (options.down) return client;
  if (options.fake) {
    await startFake(world, name, options.fake);
    return client;
  }
  fs.writeFileSync(
    path.join(dir, 'hosts'),
    etcHosts(world.kind.hosts, options.calls && { [SERVER]: options.calls }),
  );
  const allowed = options.allows ?? SERVER;
  fs.writeFileSync(path.join(dir, 'amandahosts'), `${allowed} backup amdump\n`, {
    mode: options.mode ?? 0o600,
  });
  must(
    'chown',
    '-R',
    'backup:backup',
    path.join(dir, 'log'),
    path.join(dir, 'lib'),
    path.join(dir, 'amandahosts'),
  );
  if (options.conf) fs.writeFileSync(path.join(dir, 'etc/amanda-client.conf'), options.conf);
  fillDisks(world, name, dir);
  if (options.tar) tarWrapper(world, dir, options.tar);
  const { udp = 'bsd', tcp = 'bsdtcp' } = options.auth ?? {};
  const port = options.relay ? 10089 : 10080;
  client.inetd = spawn(
    'unshare',
    ['-mu', 'sh', '-c', MOUNTS, 'sh', dir, INETD, String(port), udp, tcp, addressOf(name)],
    {
      cwd: '/tmp',
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC', HOME: '/var/backups' },
    },
  );
  await new Promise((resolve, reject) => {
    client.inetd.stdout.once('data', resolve);
    client.inetd.once('exit', (code) => reject(new Error(`the inetd of ${name} ended with ${code}`)));
  });
  if (options.relay) await startFake(world, name, { relay: options.relay, port });
  return client;
}

/** Every disk of the disklist that begins with /srv/ has a few files, except those that the kind wants missing. */
function fillDisks(world, name, dir) {
  for (const [host, , directory, kilobytes] of world.kind.disks) {
    if (host !== name || !directory.startsWith('/srv/') || kilobytes === 0) continue;
    const to = path.join(dir, directory);
    fs.mkdirSync(path.join(to, 'sub'), { recursive: true });
    fs.writeFileSync(path.join(to, 'one'), 'x'.repeat(kilobytes * 512));
    fs.writeFileSync(path.join(to, 'sub/two'), 'y'.repeat(kilobytes * 512));
  }
  must('chown', '-R', 'backup:backup', path.join(dir, 'srv'));
}
