import { checkById } from '../../checks/registry';
import type { Snapshot } from '../../model/snapshot';
import { blockKinds, contexts, parameters } from '../../schema/index';
import type { BlockKind, Context, Parameter } from '../../schema/types';
import { suffixByWord } from '../../schema/units';
import { blockDocs, structureDocs, wordDoc } from '../../schema/words';
import { blockHover } from '../hover/block';
import { hostHover } from '../hover/disk';
import { code, paragraphs } from '../hover/markdown';
import type { Subject } from './item';

/** What is to be said about a completion, as Markdown. `snapshot` is only needed for blocks and hosts. */
export function completionDoc(subject: Subject, snapshot: Snapshot | undefined): string | undefined {
  switch (subject.about) {
    case 'parameter': {
      const p = parameterOf(subject.context, subject.name);
      return p && parameterDoc(p);
    }
    case 'word': {
      const p = parameterOf(subject.context, subject.name);
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

export function parameterDoc(p: Parameter): string {
  return paragraphs(
    code(p.syntax),
    p.deprecated &&
      `*Deprecated*${p.deprecated.replacement ? `: write ${code(p.deprecated.replacement)} instead` : ''}.`,
    p.doc,
    p.example && `Example: ${code(p.example)}`,
  );
}

function parameterOf(context: string, name: string): Parameter | undefined {
  return contexts.includes(context as Context) ? parameters[context as Context].get(name) : undefined;
}

function isBlockKind(kind: string): kind is BlockKind {
  return blockKinds.includes(kind as BlockKind);
}
