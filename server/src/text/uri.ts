import { decodeLossless, encodeLossless } from './bytes';

/**
 * Files are named by URI everywhere, in one spelling per file (the one that VS Code writes): in the path every byte
 * but letters, digits, `-._~/` is percent-encoded. Paths are decoded as file contents are (see bytes.ts), so that a
 * name that is not UTF-8 survives.
 */

interface UriParts {
  readonly scheme: string;
  readonly authority: string;
  /** Decoded, begins with `/` for every scheme that has folders. */
  readonly path: string;
  readonly rest: string;
}

const pattern = /^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/([^/?#]*))?([^?#]*)(.*)$/s;

function parseUri(uri: string): UriParts {
  const match = pattern.exec(uri);
  if (!match) return { scheme: 'file', authority: '', path: uri, rest: '' };
  const [, scheme = '', authority = '', path = '', rest = ''] = match;
  return { scheme: scheme.toLowerCase(), authority, path: decodePercent(path), rest };
}

function formatUri({ scheme, authority, path, rest }: UriParts): string {
  // As VS Code writes it: `mem:/folder/file`, but `file:///folder/file`.
  const slashes = authority !== '' || scheme === 'file' ? `//${authority}` : '';
  return `${scheme}:${slashes}${encodePercent(path)}${rest}`;
}

/** The one spelling of this URI; two spellings of the same file give the same text. */
export function canonicalUri(uri: string): string {
  return formatUri(parseUri(uri));
}

/** The URI of an absolute path, as Amanda writes it. */
export function fileUri(path: string): string {
  return 'file://' + encodePercent(path);
}

/** The path in a URI, decoded; of a `file:` URI the file's path. */
export function uriPath(uri: string): string {
  return parseUri(uri).path;
}

/** True for a file on the disk of the machine that the server runs on. */
export function isFileUri(uri: string): boolean {
  return /^file:/i.test(uri);
}

/** The last part of the path, decoded; empty for a root. */
export function baseName(uri: string): string {
  const path = uriPath(uri);
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder that holds this file, without a slash at its end; a root is its own folder. */
export function folderOf(uri: string): string {
  const parts = parseUri(uri);
  const cut = parts.path.lastIndexOf('/');
  return formatUri({ ...parts, path: cut < 0 ? '' : parts.path.slice(0, cut), rest: '' });
}

/**
 * The file that `name`, written in a configuration of `folder`, means: an absolute path is itself, anything else is
 * below `folder` (common-src/conffile.c, config_dir_relative). `.` and `..` are resolved as text.
 */
export function resolveUri(folder: string, name: string): string {
  const parts = parseUri(folder);
  const path = name.startsWith('/') ? name : `${parts.path}/${name}`;
  return formatUri({ ...parts, path: normalize(path), rest: '' });
}

/** True when `uri` is `folder` or below it. Both in the one spelling. */
export function isWithin(folder: string, uri: string): boolean {
  return uri === folder || uri.startsWith(folder.endsWith('/') ? folder : folder + '/');
}

/** `uri` as a reader wants to see it: relative to `folder` where it is below it, else its path. */
export function shortName(folder: string, uri: string): string {
  const [from, to] = [uriPath(folder), uriPath(uri)];
  return to.startsWith(from + '/') ? to.slice(from.length + 1) : to;
}

function normalize(path: string): string {
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') out.pop();
    else out.push(part);
  }
  return '/' + out.join('/');
}

function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  const bytes: number[] = [];
  const source = encodeLossless(text);
  for (let i = 0; i < source.length; i++) {
    const byte = source[i] ?? 0;
    const hex = byte === 0x25 ? String.fromCharCode(source[i + 1] ?? 0, source[i + 2] ?? 0) : '';
    if (/^[0-9A-Fa-f]{2}$/.test(hex)) {
      bytes.push(parseInt(hex, 16));
      i += 2;
    } else bytes.push(byte);
  }
  return decodeLossless(Uint8Array.from(bytes));
}

function encodePercent(path: string): string {
  if (!/[^A-Za-z0-9\-._~/]/.test(path)) return path;
  let out = '';
  for (const byte of encodeLossless(path)) {
    const char = String.fromCharCode(byte);
    out += /[A-Za-z0-9\-._~/]/.test(char) ? char : '%' + byte.toString(16).toUpperCase().padStart(2, '0');
  }
  return out;
}
