import {
  applyFixRequest,
  checklistRequest,
  hostsRequest,
  logFileRequest,
  logPlacesRequest,
  requestPreviewRequest,
  resolvedRequest,
  statusRequest,
} from './protocol';

/** A test of one member of a request's parameters, and what it has to be, for the message. */
interface Shape {
  readonly what: string;
  readonly fits: (value: unknown) => boolean;
}

const text: Shape = { what: 'a string', fits: (value) => typeof value === 'string' };
const list: Shape = { what: 'an array', fits: Array.isArray };
const object: Shape = { what: 'an object', fits: isObject };
const document: Shape = {
  what: 'an object with a uri',
  fits: (value) => isObject(value) && text.fits(value['uri']),
};
const place: Shape = { what: 'a position', fits: isPosition };
const range: Shape = { what: 'a range', fits: isRange };
const places: Shape = {
  what: 'an array of positions',
  fits: (value) => Array.isArray(value) && value.every(isPosition),
};
const ranges: Shape = {
  what: 'an array of ranges',
  fits: (value) => Array.isArray(value) && value.every(isRange),
};
const item: Shape = {
  what: 'an item of a hierarchy',
  fits: (value) => document.fits(value) && isObject(value) && isRange(value['selectionRange']),
};
const actions: Shape = {
  what: 'an object with diagnostics',
  fits: (value) => isObject(value) && list.fits(value['diagnostics']),
};

const at = { position: place };

/** What the protocol wants in the parameters of a method besides `textDocument`, as far as handlers rely on it. */
export const needs: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  'textDocument/hover': at,
  'textDocument/completion': at,
  'textDocument/signatureHelp': at,
  'textDocument/definition': at,
  'textDocument/declaration': at,
  'textDocument/references': { ...at, context: object },
  'textDocument/documentHighlight': at,
  'textDocument/prepareRename': at,
  'textDocument/rename': { ...at, newName: text },
  'textDocument/prepareTypeHierarchy': at,
  'textDocument/prepareCallHierarchy': at,
  'textDocument/selectionRange': { positions: places },
  'textDocument/codeAction': { range, context: actions },
  'textDocument/inlayHint': { range },
  'textDocument/semanticTokens/range': { range },
  'textDocument/semanticTokens/full/delta': { previousResultId: text },
  'textDocument/formatting': { options: object },
  'textDocument/rangeFormatting': { range, options: object },
  'textDocument/rangesFormatting': { ranges, options: object },
  'textDocument/onTypeFormatting': { ...at, ch: text, options: object },
  'codeLens/resolve': { range },
  'typeHierarchy/supertypes': { item },
  'typeHierarchy/subtypes': { item },
  'callHierarchy/incomingCalls': { item },
  'callHierarchy/outgoingCalls': { item },
  'amanda.server.applyAction': { uri: text, key: text, range, title: text, kind: text },
  [logPlacesRequest]: { textDocument: document, ...at },
  [statusRequest]: { uri: text },
  [checklistRequest]: { folder: text, host: text },
  [applyFixRequest]: { folder: text, check: text, title: text, location: object },
  [requestPreviewRequest]: { folder: text, host: text },
  [resolvedRequest]: { textDocument: document, ...at },
  [logFileRequest]: { uri: text },
  'workspace/symbol': { query: text },
  'workspace/executeCommand': { command: text },
  'workspace/diagnostic': { previousResultIds: list },
};

/** Requests without parameters. */
const free: ReadonlySet<string> = new Set([hostsRequest]);

/** What is wrong with the parameters of a request, in words; undefined for those that the protocol allows. */
export function faultOf(method: string, params: unknown): string | undefined {
  const wanted = needs[method] ?? {};
  const about = method.startsWith('textDocument/') ? { textDocument: document, ...wanted } : wanted;
  if (!isObject(params)) return free.has(method) ? undefined : `${method} needs parameters.`;
  const wrong = Object.entries(about).find(([name, shape]) => !shape.fits(params[name]));
  return wrong && `${method}: ${wrong[0]} is not ${wrong[1].what}.`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPosition(value: unknown): boolean {
  return isObject(value) && Number.isInteger(value['line']) && Number.isInteger(value['character']);
}

function isRange(value: unknown): boolean {
  return isObject(value) && isPosition(value['start']) && isPosition(value['end']);
}
