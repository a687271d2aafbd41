import { Random } from './random';

/**
 * Configurations that Amanda accepts and that give the resolver work: deep inheritance, overriding orders, lists that
 * are appended to, properties, built-in dumptypes, inline blocks, includes in both files, every block kind.
 */
export function resolvedFiles(seed: number): Readonly<Record<string, string>> {
  return new Generator(new Random(seed)).files();
}

const BUILTINS = [
  'NO-COMPRESS',
  'compress-fast',
  'COMPRESS-BEST',
  'SRVCOMPRESS',
  'BSD-AUTH',
  'no-record',
  'NO-FULL',
];
const TEXTS = [
  '',
  'a',
  'two words',
  'ta\\tb',
  'quote \\"q\\"',
  'back\\\\slash',
  'é ü',
  'x:y',
  '\\101b',
  '/usr/bin/gzip',
];
const WORDS = ['alpha', 'Beta', 'gamma-1', 'delta_2', 'EPS', 'zeta', 'eta-theta', 'iota'];

class Generator {
  private readonly applications: string[] = [];
  private readonly scripts: string[] = [];
  private readonly dumptypes: string[] = [];
  private readonly interfaces: string[] = [];
  private readonly extra: Record<string, string> = {};

  constructor(private readonly r: Random) {}

  files(): Readonly<Record<string, string>> {
    const { r } = this;
    const parts: string[] = ['org "test"\n', 'define interface first {\n}\n'];
    this.interfaces.push('first', 'default');
    parts.push(...this.others());
    for (let i = r.int(0, 3); i > 0; i--) parts.push(this.application());
    for (let i = r.int(0, 4); i > 0; i--) parts.push(this.script());
    for (let i = r.int(2, 9); i > 0; i--) {
      if (r.chance(0.3)) parts.push(this.global());
      const text = this.dumptype();
      if (r.chance(0.15)) {
        const name = `part${String(i)}.conf`;
        this.extra[name] = text;
        parts.push(`includefile "${name}"\n`);
      } else parts.push(text);
    }
    const eol = r.chance(0.1) ? '\r\n' : '\n';
    return {
      'amanda.conf': parts.join('').replaceAll('\n', eol),
      disklist: this.disklist().replaceAll('\n', eol),
      ...this.extra,
    };
  }

  private name(): string {
    const { r } = this;
    return `${r.pick(WORDS)}${String(r.int(0, 9999))}`;
  }

  private text(): string {
    return `"${this.r.pick(TEXTS)}"`;
  }

  private word(...words: readonly string[]): string {
    const word = this.r.pick(words);
    return this.r.chance(0.3) ? word.toUpperCase() : word;
  }

  private yes(): string {
    return this.word('yes', 'no', 'on', 'off', 'true', 'false', '');
  }

  /** A keyword in one of the spellings that mean the same. */
  private key(keyword: string): string {
    const { r } = this;
    const spelled = r.chance(0.2) ? keyword.replaceAll('-', '_') : keyword;
    return r.chance(0.2) ? spelled.toUpperCase() : spelled;
  }

  /** Blocks that no DLE depends on but that must not disturb anything. */
  private others(): string[] {
    const { r } = this;
    const all = [
      'define tapetype tt {\n  length 100 mbytes\n  part-size 10 m\n}\ntapetype tt\n',
      'define interface eth0 {\n  use 1000 kbps\n}\n',
      'holdingdisk hd {\n  directory "/tmp"\n  use 10 mb\n}\n',
      'define device dev {\n  tapedev "file:/tmp"\n  device-property "A_b" "c"\n}\n',
      'define changer chg {\n  tpchanger "chg-disk:/tmp"\n}\n',
      'define interactivity inter {\n  plugin "MANUAL"\n}\n',
      'define taperscan scan {\n  plugin "oldest"\n}\n',
      'define policy pol {\n  retention-tapes 5\n}\n',
      'define storage sto {\n  runtapes 2\n}\nstorage "sto"\n',
    ];
    const chosen = r.some(all, 0.4);
    if (chosen.some((text) => text.includes('interface eth0'))) this.interfaces.push('eth0');
    return chosen;
  }

  private global(): string {
    const { r } = this;
    return r.pick([
      () => `${this.key('dumpcycle')} ${r.pick(['5', '2 weeks', '3 days', '0'])}\n`,
      () => `${this.key('maxdumps')} ${String(r.int(1, 9))}\n`,
      () => `${this.key('bumpsize')} ${r.pick(['5', '20 mb', '1g', '4096 bytes'])}\n`,
      () => `${this.key('bumppercent')} ${String(r.int(0, 100))}\n`,
      () => `${this.key('bumpmult')} ${r.pick(['1', '2.5', '1.125', '4.'])}\n`,
      () => `${this.key('bumpdays')} ${String(r.int(0, 5))}\n`,
      () => `etimeout ${String(r.int(1, 900))}\n`,
    ])();
  }

  private application(): string {
    const { r } = this;
    const name = this.name();
    const parent = this.applications.length > 0 && r.chance(0.3) ? `  ${r.pick(this.applications)}\n` : '';
    const text = `define ${this.word('application', 'application-tool')} ${name} {\n${parent}  plugin "amgtar"\n${this.properties()}}\n`;
    this.applications.push(name);
    return text;
  }

  private script(): string {
    const { r } = this;
    const name = this.name();
    const order = r.chance(0.5) ? `  order ${String(r.pick([1, 10, 5000, 9000]))}\n` : '';
    const parent = this.scripts.length > 0 && r.chance(0.3) ? `  ${r.pick(this.scripts)}\n` : '';
    const text = `define script ${name} {\n${parent}  plugin "script-email"\n${order}  execute-on pre-dle-backup, post-dle-backup\n}\n`;
    this.scripts.push(name);
    return text;
  }

  private properties(): string {
    const { r } = this;
    const lines: string[] = [];
    for (let i = r.int(0, 8); i > 0; i--) {
      const name = r.pick([...WORDS, 'GNUTAR-PATH', 'one_file_system', 'sparse', 'comp-atime', 'x y']);
      const marks = [r.chance(0.2) ? 'priority ' : '', r.chance(0.3) ? 'append ' : ''].join('');
      const sight = r.pick(['', '', 'hidden ', 'visible ']);
      const values = r.chance(0.1) ? '' : ` ${this.text()}${r.chance(0.3) ? ` ${this.text()}` : ''}`;
      lines.push(`  ${this.key('property')} ${marks}${sight}"${name}"${values}\n`);
    }
    return lines.join('');
  }

  private dumptype(): string {
    const name = this.name();
    const text = `define dumptype ${name} {\n${this.body()}}\n`;
    this.dumptypes.push(name);
    return text;
  }

  private body(): string {
    const { r } = this;
    const lines: string[] = [];
    for (let i = r.int(0, 12); i > 0; i--) {
      if (r.chance(0.25)) lines.push(this.parent());
      else lines.push(`  ${this.statement()}\n`);
      if (r.chance(0.05)) lines.push('\n  # a comment\n');
    }
    if (r.chance(0.4)) lines.push(this.properties());
    return lines.join('') + this.program();
  }

  private parent(): string {
    const { r } = this;
    const name = r.pick([...this.dumptypes, ...this.dumptypes, r.pick(BUILTINS)]);
    const written = r.chance(0.2) ? name.toUpperCase() : name;
    return `  ${r.chance(0.3) ? `"${written}"` : written}\n`;
  }

  /** Program and application must fit each other, whatever was inherited. */
  private program(): string {
    const { r } = this;
    if (this.applications.length === 0 || r.chance(0.6)) {
      return `  application ""\n  program "${r.pick(['GNUTAR', 'DUMP', 'STAR'])}"\n`;
    }
    const inline = `{\n    plugin "amsamba"\n${this.properties()}  }`;
    const name = r.chance(0.2) ? inline : `"${r.pick(this.applications)}"`;
    return `  program "APPLICATION"\n  application ${name}\n`;
  }

  private statement(): string {
    const { r } = this;
    const strings = ['comment', 'auth', 'amandad-path', 'client-username', 'client-port', 'ssh-keys'];
    strings.push('server-encrypt', 'client-encrypt', 'server-custom-compress', 'client-custom-compress');
    strings.push('server-decrypt-option', 'client-decrypt-option', 'ssl-fingerprint-file', 'ssl-cert-file');
    strings.push('ssl-key-file', 'ssl-ca-cert-file', 'ssl-cipher-list');
    const booleans = ['record', 'index', 'kencrypt', 'ignore', 'skip-incr', 'skip-full', 'allow-split'];
    booleans.push('ssl-check-host', 'ssl-check-certificate-host', 'ssl-check-fingerprint');
    const numbers = [
      'dumpcycle',
      'maxdumps',
      'bumppercent',
      'bumpdays',
      'maxpromoteday',
      'max-warnings',
      'retry-dump',
    ];
    return r.pick([
      () => `${this.key(r.pick(strings))} ${this.text()}`,
      () => `${this.key(r.pick(strings))} ${this.text()}`,
      () => `${this.key(r.pick(booleans))} ${this.yes()}`.trimEnd(),
      () => `${this.key(r.pick(booleans))} ${this.yes()}`.trimEnd(),
      () => `${this.key(r.pick(numbers))} ${String(r.int(1, 100))}`,
      () => `${this.key('client-port')} ${String(r.int(1, 70000))}`,
      () => `${this.key('bumpsize')} ${r.pick(['10 mb', '4', '1 gbytes', '4096 b', 'inf'])}`,
      () =>
        `${this.key('bumpmult')} ${r.pick(['1', '1.00005', '2.71828183', '3.000005', '100.', '1.015625', '1.000015'])}`,
      () =>
        `${this.key('comprate')} ${r.pick(['0.5', '0.25, 0.75', '0.1 0.2', '1, 0', '-0', '0.000005, 0.015625'])}`,
      () => `${this.key('priority')} ${this.word('low', 'medium', 'high')}`,
      () =>
        `${this.key('starttime')} ${r.pick(['1830', '0', '5', '30', '2359', '905', '-130', '12345678901'])}`,
      () =>
        `${this.key('strategy')} ${this.word('standard', 'nofull', 'noinc', 'skip', 'incronly', 'hanoi')}`,
      () => `${this.key('estimate')} ${r.some(['client', 'calcsize', 'server'], 0.5).join(' ') || 'client'}`,
      () => `${this.key('holdingdisk')} ${this.word('never', 'auto', 'required', 'yes', 'no')}`,
      () => `${this.key('data-path')} ${this.word('amanda', 'directtcp')}`,
      () => `${this.key('encrypt')} ${this.word('none', 'client', 'server')}`,
      () =>
        `${this.key('compress')} ${this.word('none', 'client fast', 'client best', 'client custom', 'server fast', 'server best', 'server custom', 'best', 'fast', 'client', 'server')}`,
      () => this.pattern(),
      () => this.pattern(),
      () =>
        `${this.key('recovery-limit')} ${r.pick(['same-host', 'server', 'same-host "h1"', '"a" "b c"', 'same-host server "x"'])}`,
      () => `${this.key('dump-limit')} ${r.pick(['same-host', 'server', 'same-host server'])}`,
      () =>
        `${this.key('tag')} ${r.chance(0.4) ? 'append ' : ''}${r.some(['"a"', '"b c"', '"d"'], 0.5).join(' ')}`.trimEnd(),
      () => this.scriptLine(),
      () => this.scriptLine(),
    ])();
  }

  private pattern(): string {
    const { r } = this;
    const kind = r.pick(['', '', 'file ', 'list ', 'LIST ']);
    const optional = r.chance(0.3) ? 'optional ' : '';
    const append = r.chance(0.5) ? 'append ' : '';
    const patterns = r.some(['"./a"', '"*.o"', '"b c"', '"/etc/x"', '"q\\"q"', '""'], 0.4).join(' ');
    return `${this.key(r.pick(['exclude', 'include']))} ${kind}${optional}${append}${patterns}`.trimEnd();
  }

  private scriptLine(): string {
    const { r } = this;
    if (this.scripts.length === 0) return 'record yes';
    if (r.chance(0.1)) return `script {\n    plugin "inline"\n    order ${String(r.int(1, 9000))}\n  }`;
    const names = r.some(this.scripts, 0.6).map((name) => (r.chance(0.5) ? `"${name}"` : name));
    return names.length === 0 ? 'index yes' : `script ${names.join(' ')}`;
  }

  private disklist(): string {
    const { r } = this;
    const lines: string[] = [];
    for (let i = r.int(3, 9); i > 0; i--) lines.push(this.dle(i));
    if (r.chance(0.4)) {
      const rest = lines.splice(r.int(0, lines.length), 3);
      this.extra['more.list'] = rest.join('');
      lines.splice(
        r.int(0, lines.length),
        0,
        `includefile ${r.chance(0.5) ? '"more.list"' : 'more.list'} ignored\n`,
      );
    }
    if (r.chance(0.3)) lines.splice(r.int(0, lines.length), 0, '# a comment\n', '\n');
    return lines.join('');
  }

  private dle(number: number): string {
    const { r } = this;
    const host = r.pick(['h1', 'client.example.com', 'h2', '"q"']);
    const disk = r.pick([
      `/d${String(number)}`,
      `"/d ${String(number)}"`,
      `name${String(number)}`,
      `/x\\ ${String(number)}`,
    ]);
    const device = r.chance(0.3) ? `${r.pick(['/dev/sda1', '"/with blank"', '//srv/c$'])} ` : '';
    const extra = r.pick([
      '',
      '',
      ' 1',
      ' -1',
      ` 2 ${r.pick(this.interfaces)}`,
      ' - # x',
      ` 99999999999 ${r.pick(this.interfaces).toUpperCase()}`,
    ]);
    const join = r.chance(0.1) ? ' \\\n  ' : ' ';
    if (r.chance(0.3)) return `${host} ${disk}${join}${device}{\n${this.body()}}${extra}\n`;
    const type = r.pick([...this.dumptypes, ...this.dumptypes, r.pick(BUILTINS)]);
    return `${host} ${disk}${join}${device}${type}${extra}\n`;
  }
}
