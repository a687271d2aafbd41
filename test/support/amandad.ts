import { execFileSync, spawn } from 'node:child_process';

/** What inetd does for `dgram wait`: gives the socket to amandad as soon as a packet is there. */
const INETD = String.raw`
use IO::Socket::INET; use POSIX;
my $s = IO::Socket::INET->new(Proto => 'udp', LocalAddr => '127.0.0.1', LocalPort => 0) or die "bind: $!";
$| = 1; print $s->sockport(), "\n";
$SIG{TERM} = sub { exit 0 };
while (1) {
  my $r = ''; vec($r, fileno($s), 1) = 1;
  select($r, undef, undef, undef);
  my $pid = fork();
  if ($pid == 0) {
    POSIX::dup2(fileno($s), $_) for 0 .. 2;
    exec '/usr/lib/amanda/amandad', '-auth=bsd', 'amdump'; exit 1;
  }
  waitpid($pid, 0);
}`;

export interface Amandad {
  readonly port: number;
  stop(): void;
}

/** Serves the real amandad on a free UDP port of localhost, with auth bsd, as the user `backup`. */
export function startAmandad(): Promise<Amandad> {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'backup'], { encoding: 'utf8' }));
  const child = spawn('perl', ['-e', INETD], {
    uid: id('-u'),
    gid: id('-g'),
    cwd: '/tmp',
    env: { PATH: process.env.PATH, HOME: '/var/backups', USER: 'backup', LOGNAME: 'backup' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`perl ended with ${code}`)));
    child.stdout.once('data', (data: Buffer) =>
      resolve({ port: Number(data.toString()), stop: () => void child.kill('SIGTERM') }),
    );
  });
}
