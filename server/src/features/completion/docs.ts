import { checkById } from '../../checks/registry';
import type { Snapshot } from '../../model/snapshot';
import { blockKinds, contexts, parameterOf } from '../../schema/index';
import { newestVersion } from '../../schema/versions';
import type { BlockKind, Context, Parameter } from '../../schema/types';
import { suffixByWord } from '../../schema/units';
import { blockDocs, structureDocs, wordDoc } from '../../schema/words';
import { blockHover } from '../hover/block';
import { hostHover } from '../hover/disk';
import { code, paragraphs } from '../hover/markdown';
import { docOf } from '../release';
import type { Subject } from './item';

/** What is to be said about a completion, as Markdown. `snapshot` is only needed for blocks and hosts. */
export function completionDoc(subject: Subject, snapshot: Snapshot | undefined): string | undefined {
  const version = snapshot?.settings.version ?? newestVersion;
  switch (subject.about) {
    case 'parameter': {
      const p = parameterIn(subject.context, subject.name, version);
      return p && parameterDoc(p, version);
    }
    case 'word': {
      const p = parameterIn(subject.context, subject.name, version);
      return p && wordDoc(p, subject.word);
    }
    case 'unit':
      return suffixByWord.get(subject.word)?.doc;
    case 'kind':
      return isBlockKind(subject.kind) ? blockDocs[subject.kind] : undefined;
    case 'structure':
      return structureDocs[subject.word];
    case 'block': {
      const { kind, name } = subject;
      const block = isBlockKind(kind) ? snapshot?.config.blocks[kind].get(name.toLowerCase()) : undefined;
      return block && snapshot && blockHover(snapshot, block);
    }
    case 'host': {
      const host = snapshot?.disklist.hosts.find((one) => one.name === subject.name);
      return host && snapshot && hostHover(snapshot, host);
    }
    case 'check':
      return checkById(subject.id)?.title;
    case 'text':
      return subject.text;
  }
}

function parameterDoc(p: Parameter, version: string): string {
  return paragraphs(
    code(p.syntax),
    p.deprecated &&
      `*Deprecated*${p.deprecated.replacement ? `: write ${code(p.deprecated.replacement)} instead` : ''}.`,
    docOf(p, version),
    p.example && `Example: ${code(p.example)}`,
  );
}

function parameterIn(context: string, name: string, version: string): Parameter | undefined {
  return contexts.includes(context as Context) ? parameterOf(context as Context, name, version) : undefined;
}

function isBlockKind(kind: string): kind is BlockKind {
  return blockKinds.includes(kind as BlockKind);
}
