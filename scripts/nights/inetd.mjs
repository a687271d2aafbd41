// What inetd does, in Perl, which Amanda needs anyway: for "dgram udp wait" the bound socket itself is the program's input
// and output, for "stream tcp nowait" each connection. Node cannot hand a UDP socket to a child.

/** For `perl -e`; its arguments: port, -auth of amandad for UDP and for TCP ('none' where nothing is to listen), addresses. */
export const INETD = `
use strict; use IO::Socket::INET; use IO::Select; use POSIX ();
my ($port, $udp, $tcp, @addresses) = @ARGV;
my $sel = IO::Select->new; my %auth; my %busy;
for my $address (@addresses) {
  # A socket for each address, so that replies come from the one that was asked.
  for (['udp', $udp], ['tcp', $tcp]) {
    my ($proto, $auth) = @$_; next if $auth eq 'none';
    my $s = IO::Socket::INET->new(LocalAddr => $address, LocalPort => $port, ReuseAddr => 1, Proto => $proto,
      $proto eq 'tcp' ? (Listen => 9) : ()) or die "$address $proto: $!";
    $auth{fileno $s} = [$proto, $auth]; $sel->add($s);
  }
}
$| = 1; print "ready\\n";
$SIG{CHLD} = sub { };
while (1) {
  while ((my $p = waitpid(-1, POSIX::WNOHANG())) > 0) { $sel->add(delete $busy{$p}) if $busy{$p} }
  if (!$sel->count) { select(undef, undef, undef, 0.1); next }
  for my $s ($sel->can_read(0.1)) {
    my ($proto, $auth) = @{$auth{fileno $s}};
    my $peer = $proto eq 'tcp' ? $s->accept : $s;
    my $pid = fork;
    if ($pid) { if ($proto eq 'udp') { $busy{$pid} = $s; $sel->remove($s) } next }
    POSIX::dup2(fileno($peer), $_) for 0 .. 2;
    exec '/usr/lib/amanda/amandad', "-auth=$auth", 'amdump';
  }
}`;
