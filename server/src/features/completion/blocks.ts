import type { BlockKind } from '../../schema/types';
import { newestVersion, versionRow } from '../../schema/versions';

/** A line of a new block. `@` stands for the name of a block that it has to name; without one the line is left out. */
type Line = string | { readonly names: BlockKind; readonly line: string };

/** What a new block of each kind usually needs, with places to fill in; the first is the block's name. */
const bodies: Readonly<Record<BlockKind, readonly Line[]>> = {
  dumptype: [
    { names: 'dumptype', line: '${2:@}' },
    'program "${3|GNUTAR,DUMP|}"',
    'auth "${4|bsdtcp,ssh,ssl,local|}"',
  ],
  tapetype: ['length ${2:2500 gb}'],
  interface: ['use ${2:100 mb}'],
  holdingdisk: ['directory "${2:/holding/amanda}"', 'use ${3:100 gb}'],
  application: ['plugin "${2:amgtar}"'],
  script: [
    'plugin "${2:script-email}"',
    'execute-on ${3:post-host-backup}',
    'execute-where ${4|server,client|}',
  ],
  device: ['tapedev "${2:tape:/dev/nst0}"'],
  changer: ['tpchanger "${2:chg-disk:/var/lib/amanda/vtapes}"'],
  interactivity: ['plugin "${2|email,tty,tty_email|}"'],
  taperscan: ['plugin "${2|oldest,traditional,lexical|}"'],
  policy: ['retention-tapes ${2:14}'],
  storage: [
    'tpchanger "${2:chg-disk:/var/lib/amanda/vtapes}"',
    { names: 'tapetype', line: 'tapetype "${3:@}"' },
  ],
};

/**
 * A block as a snippet, from the word for its kind on, which Amanda accepts with every place left as it is. `nameOf`
 * finds a block that can be named where the new one is to stand.
 */
export function blockSnippet(
  word: string,
  kind: BlockKind,
  nameOf: (kind: BlockKind) => string | undefined,
  version = newestVersion,
): string {
  const { auths } = versionRow(version);
  const lines = bodies[kind].flatMap((line) => {
    if (typeof line === 'string')
      return [
        line.replace(
          'bsdtcp,ssh,ssl,local',
          ['bsdtcp', 'bsd', 'ssh', 'ssl', 'local']
            .filter((auth) => auths.includes(auth) && (auth !== 'bsd' || !auths.includes('bsdtcp')))
            .join(','),
        ),
      ];
    const name = nameOf(line.names);
    return name === undefined ? [] : [line.line.replace('@', () => name)];
  });
  return `${word} \${1:name} {\n${lines.map((line) => `  ${line}\n`).join('')}}`;
}
