import { categoryOf, type Check, type Severity } from '../../checks/check';
import { allChecks } from '../../checks/registry';
import type { Snapshot } from '../../model/snapshot';
import { fileUri } from '../../text/uri';
import type { FileEdit } from '../../text/span';
import { rangeOf, type Report } from '../findings';
import { stringify } from './stringify';
import { cliVersion } from '../version';
import type { Format, Item } from './types';

const LEVEL: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};
const HOME = 'https://github.com/amanda-tools/amanda-vscode';

/** SARIF 2.1.0, with every check as a rule; lines and columns count from 1, columns in UTF-16 code units. */
export const sarif: Format = (_io, items) => {
  const used = new Set(items.map(({ report }) => report.code));
  const rules = allChecks.filter(({ id }) => used.has(id) || categoryOf(id) !== 'style' || used.size === 0);
  const index = new Map(rules.map(({ id }, n) => [id, n]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'amanda-lint',
            version: cliVersion,
            semanticVersion: cliVersion,
            informationUri: HOME,
            rules: rules.map(rule),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: items.map((item) => result(item, index)),
      },
    ],
  };
  return stringify(log);
};

function rule(check: Check) {
  return {
    id: check.id,
    name: check.id.replace(/(^|[/-])([a-z])/g, (_, _before, letter: string) => letter.toUpperCase()),
    shortDescription: { text: check.title },
    fullDescription: { text: check.doc.split('\n\n')[0] ?? check.title },
    help: { text: check.doc, markdown: check.doc },
    helpUri: `${HOME}/blob/main/docs/checks/${check.id}.md`,
    defaultConfiguration: { level: LEVEL[check.severity] },
    properties: { tags: [categoryOf(check.id)] },
  };
}

function result({ report, snapshot }: Item, index: ReadonlyMap<string, number>) {
  const at = index.get(report.code);
  return {
    ruleId: report.code,
    ...(at !== undefined && { ruleIndex: at }),
    level: LEVEL[report.severity],
    message: { text: report.message },
    locations: [location(report.file, report.range)],
    ...(report.related.length > 0 && {
      relatedLocations: report.related.map(({ file, range, message }, id) => ({
        id,
        ...location(file, range),
        message: { text: message },
      })),
    }),
    ...fixes(report, snapshot),
  };
}

function fixes(report: Report, snapshot: Snapshot) {
  const usable = report.fixes.filter(({ edits }) => edits.length > 0);
  if (usable.length === 0) return {};
  return {
    fixes: usable.map(({ title, edits }) => ({
      description: { text: title },
      artifactChanges: edits.map((edit) => change(edit, snapshot)),
    })),
  };
}

function change({ uri, edits }: FileEdit, snapshot: Snapshot) {
  return {
    artifactLocation: { uri },
    replacements: edits.map(({ span, text }) => ({
      deletedRegion: region(rangeOf(snapshot, { uri, span })),
      insertedContent: { text },
    })),
  };
}

function location(file: string, range: Report['range']) {
  return { physicalLocation: { artifactLocation: { uri: fileUri(file) }, region: region(range) } };
}

function region({ start, end }: Report['range']) {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
