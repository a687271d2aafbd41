import type { Parameter } from '../../server/src/schema/types';

/** Statements for a parameter that Amanda takes, and ones that it refuses. */
export function forms(p: Parameter): {
  readonly accepted: readonly string[];
  readonly refused: readonly string[];
} {
  const say = (values: readonly string[]): readonly string[] => values.map((v) => `${p.name} ${v}`.trim());
  const make = (yes: readonly string[], no: readonly string[]) => ({ accepted: say(yes), refused: say(no) });
  const words = p.values ?? [];
  switch (p.validation) {
    case 'percent':
      return make(['0', '100'], ['-1', '101', '"5"']);
    case 'debug':
      return make(['0', '9'], ['-1', '10', 'x']);
    case 'positive':
      return make(['1', '5 # note'], ['0', '-1', '"5"', '5 6', 'bogus', '0x10']);
    case 'nonnegative':
      return make(['0', '5'], ['-1', '"5"', '5 6', 'bogus']);
    case 'nonzero':
      return make(['-1', '5'], ['0', '"5"']);
    case 'runspercycle':
      return make(['-1', '0'], ['-2', '1.5.5']);
    case 'bumpmult':
      return make(['1', '1.', '2.25'], ['0.5', '.5', '1e3', '2 k', 'inf']);
    case 'blocksize':
      return make(['32', '64 kb', '32768 bytes'], ['31', '32 bytes', '"64"']);
    case 'holding-use':
      return make(['0', '-100 mb', '5 gb'], ['"5"', 'all']);
    case 'chunksize':
      return make(['0', '64', '1 gb'], ['63', '-1']);
    case 'reserved-port':
      return make(['512,1023', '600 , 700', '700'], ['0,5', '1024,1030', '700,600', '600 700']);
    case 'unreserved-port':
      return make(['1024,65535', '50000'], ['1023,1030', '700,600', '5000 6000']);
    case 'columnspec':
      return make(['""', '"Disk=1:18,HostName=0:10,OutKB=1:-7:2"'], ['"Bogus=1"', '"Disk=x"', 'Disk']);
    case 'displayunit':
      return make(['"k"', '"G"'], []);
    case 'tmpdir':
      return make(['"/tmp"'], ['"/nonexistent/folder"', '/tmp']);
    case 'program':
      return make(
        words.map((w) => `"${w}"`),
        ['"gnutar"', '"TAR"', 'GNUTAR'],
      );
    case 'dump-limit':
      return make(['', 'server', 'same-host server'], ['"host"', 'bogus']);
    case 'no-space-dquote':
      if (p.kind === 'autolabel')
        return make(
          ['"A-%%%"', '"A-%%%" any', '"A-%%%" empty volume-error', ''],
          ['"A %"', '"A\\"%"', '"A-%" bogus', '5'],
        );
      if (p.kind === 'labelstr') return make(['"^A-[0-9]+$"', '"B"'], ['"A B"', '"A\\"B"', '5', 'bogus']);
      return make(['"A-%%%"', '""'], ['"A B"', '"A\\"B"', 'bare']);
    default:
  }
  switch (p.kind) {
    case 'int':
    case 'int64':
    case 'size':
      return make(['5', '-5', '5 kb', 'inf', '3k'], ['"5"', '+5', '5 6', 'bogus', '1e3', '']);
    case 'real':
      return make(['1', '1.5'], ['"1"', 'x']);
    case 'time':
      return make(['0', '1830', '2560'], ['18:30', '"1830"', 'inf']);
    case 'string':
      return make(['""', '"a b"', '"\\"x\\""', '"a" # note'], ['bare', '5', "'x'", '"a" "b"', '']);
    case 'identifier':
      return make(['zz', '"zz"'], ['5', '']);
    case 'bool':
      return make([...words, 'Y', 'f', '0', '1', '7', ''], ['"yes"', 'maybe', 'yes no']);
    case 'no_yes_all':
      return make([...words, 'ON', '0', '1', '2', ''], ['"yes"', 'maybe']);
    case 'enum':
      return make(
        [...words, ...words.map((w) => w.toUpperCase().replaceAll('-', '_'))],
        ['bogus', '""', '5', ''],
      );
    case 'compress':
      return make(
        ['none', '', 'fast', 'client best', 'best server', 'server custom', 'client client fast'],
        ['client server', 'fast best', 'bogus', '"none"', '9'],
      );
    case 'holding':
      return make(['never', 'auto', 'required', 'yes', 'off', ''], ['maybe', '"auto"']);
    case 'estimatelist':
      return make(['client', 'calcsize server', 'server client calcsize'], ['bogus', '"client"', '']);
    case 'priority':
      return make(['low', 'MEDIUM', 'high'], ['5', 'bogus', '"low"']);
    case 'rate':
      return make(['0.5', '0.5, 0.4', '1', '0.5 0.4', '1 , 1'], ['-0.5', '1 1', '"0.5"', '0.5, -1']);
    case 'exinclude':
      return make(
        ['"./a"', 'file "./a" "./b"', 'list optional "x"', 'file append "./c"', 'optional append "d"', ''],
        ['bare', 'optional list "x"', 'append optional "x"', '5'],
      );
    case 'intrange':
      return make(['5,6'], ['5 6']);
    case 'property_hidden':
    case 'property_visible':
      return make(
        ['"a" "b"', '"a" "b" "c"', 'append "a" "d"', 'priority append "a" "e"', 'hidden "a" "f"', '"a"'],
        ['bare "x"', '5 "x"', '"a" bare', 'append priority "a" "x"', ''],
      );
    case 'ref':
    case 'ref_or_block':
      return make(['"zz"', '""'], ['"nosuch"', 'zz', '5', '']);
    case 'script_list':
      return make(['"zz"', 'zz', '"zz" "yy"', 'zz yy', '""'], ['"nosuch"', '5']);
    case 'execute_on':
      return make(
        ['pre-dle-backup', 'pre-dle-backup, post-dle-backup', words.join(', ')],
        ['bogus', '"pre-backup"', ''],
      );
    case 'int_or_string':
      return make(['10081', '"amanda"'], ['amanda', '']);
    case 'host_limit':
      return make(['', 'same-host', 'server', 'same-host server "*.example.com"'], ['bogus', '5']);
    case 'identlist':
      return make(['zz', '"zz" yy'], ['5']);
    case 'str_list':
      return make(['"a"', '"a" "b"', 'append "c"', ''], ['bare', '5']);
    case 'dump_selection':
      return make(
        ['all full', '"tag" incr', 'other all', ''],
        ['bare full', 'all', '"tag" "x"', 'all bogus'],
      );
    case 'vault_list':
      return make(['zz 5', '"yy" 6', 'zz 5 yy 6', '5', ''], ['zz', 'zz x']);
    case 'holdingdisk':
      return make(['zz'], ['5']);
    default:
      throw new Error(`no forms for ${p.kind}`);
  }
}
