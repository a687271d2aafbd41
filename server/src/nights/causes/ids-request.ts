import type { CauseCheck } from './cause-check';

/** The way of a request to the client and of its answer back. */
export const requestCauses: readonly CauseCheck[] = [
  {
    id: 'log/no-answer',
    severity: 'error',
    title: 'The client did not answer at all',
    doc: `\`timeout waiting for ACK\`: the server sent its request three times, 10 s apart (\`req-tries\`), and no packet came
back. Every DLE of the host fails.

**Causes, the likeliest first**

1. The client was off, asleep or not in the network.
2. No amandad listens on port 10080 there: inetd, xinetd or the systemd socket is not enabled, or was not reloaded.
3. A firewall drops the request or the answer.
4. Server and client use different auths: a UDP request (\`bsd\`, \`bsdudp\`) reaches a client that listens on TCP
   (\`bsdtcp\`), or the other way round. Over UDP Amanda cannot tell this from a client that is off.

**How to tell**

On the server, \`amcheck -c CONFIG HOST\` asks again in ten seconds. On the client, \`ss -lntup\` shows who listens on
10080. A new \`amandad.*.debug\` file for each attempt means that the request arrives and the answer is lost; no new file
means that it does not arrive.

**In Amanda's words**

    Request to www.example.com failed: timeout waiting for ACK
    WARNING: www.example.com: selfcheck request failed: timeout waiting for ACK
    WARNING: www.example.com: selfcheck request timed out.  Host down?`,
  },
  {
    id: 'log/reply-lost',
    severity: 'error',
    title: "The server never confirmed the client's reply",
    doc: `\`timeout waiting for ACK for our REP\` in the client's amandad debug log: the client has sent its reply, five times
and 10 s apart, and the server never confirmed it.

**Causes, the likeliest first**

1. A firewall between them has forgotten the UDP connection: many let an answer pass only 30 to 180 seconds after the
   request, and estimates take longer.
2. The server had already given up: the estimates took longer than \`etimeout\` allows.
3. The reply is larger than a datagram that the client may send (9,216 bytes on macOS and FreeBSD).

**How to tell**

Compare the time of the reply on the client with the time at which the planner gave up. If replies after 12 s are lost
and those under 1 s arrive, it is the firewall.

**What to do**

Set \`auth "bsdtcp"\` on both sides: a TCP connection is not forgotten so soon. Otherwise raise the firewall's UDP timeout
(\`net.netfilter.nf_conntrack_udp_timeout\` on Linux) above the longest estimate, or make the estimates faster
(\`estimate calcsize\` or \`estimate server\`).`,
  },
  {
    id: 'log/format-error',
    severity: 'error',
    title: 'FORMAT ERROR IN REQUEST PACKET',
    doc: `The client could not read the request, so it refuses all DLEs of the host in that request.

**Causes, the likeliest first**

1. The request was cut off: over UDP a packet ends at 65,503 bytes, whatever it holds. \`Document ended unexpectedly\` or
   \`unclosed\` in the text says so. Hosts with more than about 200 DLEs meet this.
2. A program in \`compress client custom\`, \`encrypt client\` or in a property holds \`&\` or \`<\`, which Amanda sends
   without escapes.
3. Server and client are of very different releases.
4. A DLE sets something that its program does not know (\`no dumpdate\`, \`bad level\`, \`Invalid parameter\`).

**How to tell**

The planner's debug log on the server holds the request as it was sent; its size is the sum of its lines. The text behind
FORMAT ERROR names the line and the character where the client stopped.

**What to do**

Set \`auth "bsdtcp"\` for the host, which has no such limit, or shorten the request: fewer DLEs, shorter disk names with a
device, excludes in a list file on the client.

**In Amanda's words**

    www.example.com:  FORMAT ERROR IN REQUEST PACKET 'Error on line 1 char 62303: Document ended unexpectedly'`,
  },
  {
    id: 'log/bad-request',
    severity: 'error',
    title: 'A packet could not be read',
    doc: `One side did not understand the other: \`badly formatted response\`, \`REQ packet is bogus\`, \`bad features value\`,
\`NAK parse failed\`, \`parse of reply message failed\`.

**Causes, the likeliest first**

1. The packet was cut off on its way: too large for UDP.
2. A program on the client wrote into the reply: a login script that prints (ssh, rsh), a library that warns on standard
   output, a full debug disk.
3. Client and server are of very different releases.

**How to tell**

Compare the packet in the amandad debug log of the client with the one in the debug log of the server's program (planner,
dumper, amcheck) of the same second.

**What to do**

Run \`amcheck -c CONFIG HOST\`. With ssh, log in by hand with the same key and see that nothing is printed before amandad
starts. Over UDP, change to \`auth "bsdtcp"\`.`,
  },
  {
    id: 'log/connection-refused',
    severity: 'error',
    title: 'The connection to the client failed',
    doc: `A connection by TCP, ssh or rsh could not be made, or broke before the request was through: \`Connection refused\`,
\`No route to host\`, \`timeout during connect\`, \`Broken pipe\`.

**Causes, the likeliest first**

1. Nothing listens there: \`Connection refused\` comes from a machine that is up, where inetd, xinetd, the systemd socket
   or sshd does not run or listens on another port or address.
2. The client is off (\`No route to host\`, \`Connection timed out\`, \`timeout during connect\`).
3. A firewall drops or rejects the port (10080/tcp for bsdtcp, 22/tcp for ssh, \`client-port\` where it is set).
4. With ssh: the key is not accepted or the host key is unknown; ssh ends at once, which shows as \`Broken pipe\` or EOF.

**What to do**

On the client, look with \`ss -lntp\` who listens; start and enable it. From the server, \`nc -vz HOST 10080\` (bsdtcp)
or, as the dump user, \`ssh -v -i KEY HOST\` shows the reason at once. Then \`amcheck -c CONFIG HOST\`.

**In Amanda's words**

    Request to www.example.com failed: Connection refused
    Request to www.example.com failed: error sending REQ: write error to: Broken pipe`,
  },
  {
    id: 'log/unknown-host',
    severity: 'error',
    title: 'A host name is not known',
    doc: `DNS and /etc/hosts do not know a name, or know it in one direction only. On the server it is the name in the disklist;
on the client it is the name of the server, which amandad looks up to check who asks.

**Causes, the likeliest first**

1. The name in the disklist is misspelt, or the machine was renamed.
2. The DNS server did not answer at that time (\`Temporary failure in name resolution\`): all hosts fail at once.
3. The client cannot look up the server: its address has no name, or the name does not lead back to the address
   (\`doesn't resolve to itself\`). Amanda then refuses the request.

**How to tell**

\`getent hosts NAME\` on the machine that complains, forwards and with the address.

**What to do**

Correct the disklist, or add the name to DNS or /etc/hosts, in both directions. A name in /etc/hosts makes backups
independent of DNS.

**In Amanda's words**

    Request to www.example.com failed: resolve_hostname(www.example.com): Name or service not known
    192.0.2.7 doesn't resolve to itself, it resolves to 192.0.2.8`,
  },
  {
    id: 'log/refused-by-client',
    severity: 'error',
    title: 'The client refused the request',
    doc: `The client answered with a NAK: it is there, it understood, and it does not let this server and this user do it.

**Causes, the likeliest first**

1. \`.amandahosts\` of the client's dump user has no line for the server. The line needs the name *that the client
   resolves for the server's address*, the server's dump user, and the service: \`amdump\` allows noop, sendsize,
   sendbackup and selfcheck.
2. The user differs: the server runs as \`backup\` and the line says \`amanda\`, or the other way round.
3. The file belongs to the wrong user or is readable by others (it must be 0600 and owned by the dump user).
4. amandad is started without the service in its arguments (\`amdump\` in inetd, xinetd or systemd).
5. The service is busy: the same request is already running.

**What to do**

The text itself ends with the line to add, in releases since 3.3: append exactly that line on the client. Then run
\`amcheck -c CONFIG HOST\`.

**In Amanda's words**

    NAK: user backup from backup.example.com is not allowed to execute the service noop: Please add the line
    "backup.example.com backup amdump" to /var/backups/.amandahosts on the client
    access as backup not allowed from backup@backup.example.com: amandahostsauth failed`,
  },
  {
    id: 'log/port-not-secure',
    severity: 'error',
    title: 'The request came from a port above 1023',
    doc: `With the auths \`bsd\`, \`bsdudp\` and \`bsdtcp\` each side trusts the other only when it sends from a reserved port
(below 1024), which only root can open.

**Causes, the likeliest first**

1. A router, a firewall or a container between them rewrites the source port (NAT, masquerading).
2. A program on the server has lost its setuid bit: \`ambind\` since 3.5, \`planner\`, \`dumper\` and \`amcheck\` before.
   Copying the programs or a restored file system does that.
3. \`reserved-udp-port\` or \`reserved-tcp-port\` in amanda.conf lists ports above 1023, or all of its ports are taken.

**What to do**

Look at the owner and mode: \`root\` with \`rwsr-x---\` and the dump user's group. Behind NAT use \`auth "ssh"\` or
\`auth "ssl"\`, which need no reserved port, or make NAT keep the port.

**In Amanda's words**

    host backup.example.com: port 51234 not secure
    did not get a reserved port: 51234`,
  },
  {
    id: 'log/unknown-auth',
    severity: 'error',
    title: 'The auth does not exist, or differs between server and client',
    doc: `The word behind \`auth\` in the dumptype is not one that this Amanda was built with, or the client was started with
another one.

**Causes, the likeliest first**

1. A misspelt auth. The planner writes only one line, and none for the DLEs of the host: they are RESULTS MISSING.
2. The auth exists in Amanda and was left out when it was built (\`krb5\`, \`rsh\`, \`ssl\` in some packages).
3. The client's inetd, xinetd, systemd or authorized_keys entry says \`-auth=\` with another word.

**What to do**

Use one of bsdtcp, ssh, bsd, bsdudp, local, ssl in the dumptype, and the same word in \`amandad -auth=WORD\` on the client.

**In Amanda's words**

    Could not find security driver 'bsdtpc' for host 'www.example.com'
    client configured for auth=bsd while server requested 'bsdtcp'`,
  },
  {
    id: 'log/auth-failed',
    severity: 'error',
    title: 'The keys or certificates of ssh, ssl or Kerberos were not accepted',
    doc: `The connection was made, and the two sides could not prove to each other who they are.

**Causes, the likeliest first**

1. ssh: the key in \`ssh_keys\` is not in the client's authorized_keys, cannot be read by the dump user, or the host key
   is not in known_hosts (ssh would ask, and nobody answers).
2. ssl: the key, certificate or CA file is not set or does not exist, the private key does not belong to the certificate,
   or the name in the certificate is not the name of the host.
3. Kerberos: no ticket (clock off by more than five minutes, wrong principal, unreadable keytab).

**What to do**

ssh: as the dump user, \`ssh -v -i KEY USER@HOST\` from the server must start amandad without a question. ssl:
\`openssl x509 -noout -subject -enddate -in CERT\`. Kerberos: \`klist -k KEYTAB\`, \`kinit -k -t KEYTAB PRINCIPAL\`, and
compare the clocks.

**In Amanda's words**

    can't connect to www.example.com: Permission denied
    Private key does not match the certificate public key
    error getting ticket for amanda/www.example.com: Clock skew too great`,
  },
  {
    id: 'log/old-client',
    severity: 'warning',
    title: 'The client is too old for what the configuration asks',
    doc: `Server and client agree on what both can do. The client said that it cannot do what the dumptype wants, or it is
so old that it lacks a packet of the protocol.

**Causes, the likeliest first**

1. The client runs an older Amanda (2.4 to 3.2) and the dumptype uses an application, a script, calcsize, encryption,
   custom compression, a device in the disklist or a quoted name.
2. The dumptype has a \`program\` that no client knows: only \`"DUMP"\`, \`"GNUTAR"\` (in capitals) and \`"APPLICATION"\`
   exist.

**What to do**

Upgrade Amanda on the client, or give its DLEs a dumptype without the feature. \`DOES NOT SUPPORT CALCSIZE\` only makes
Amanda use \`estimate client\`, which is slower.`,
  },
];
