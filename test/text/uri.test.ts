import { describe, expect, it } from 'vitest';
import {
  baseName,
  canonicalUri,
  fileUri,
  folderOf,
  isWithin,
  resolveUri,
  shortName,
  uriPath,
} from '../../server/src/text/uri';

describe('uri', () => {
  it('has one spelling per file', () => {
    expect(canonicalUri('file:///etc/amanda/a@b+c d')).toBe('file:///etc/amanda/a%40b%2Bc%20d');
    expect(canonicalUri('FILE:///etc/amanda/a%40b%2bc%20d')).toBe('file:///etc/amanda/a%40b%2Bc%20d');
    expect(canonicalUri('vscode-vfs://github/x/y%20z')).toBe('vscode-vfs://github/x/y%20z');
    expect(canonicalUri('untitled:Untitled-1')).toBe('untitled:Untitled-1');
    expect(canonicalUri('memfs:/folder/file')).toBe('memfs:/folder/file');
    expect(canonicalUri('memfs:///folder/file')).toBe('memfs:/folder/file');
    expect(canonicalUri('file:/folder/file')).toBe('file:///folder/file');
  });

  it('keeps the bytes of a name that is not UTF-8', () => {
    const path = '/etc/b\udcfcro';
    expect(fileUri(path)).toBe('file:///etc/b%FCro');
    expect(uriPath('file:///etc/b%FCro')).toBe(path);
    expect(uriPath(fileUri('/etc/büro 100%'))).toBe('/etc/büro 100%');
  });

  it('resolves a name as Amanda does', () => {
    const folder = 'file:///etc/amanda/DailySet1';
    expect(resolveUri(folder, 'disklist')).toBe(folder + '/disklist');
    expect(resolveUri(folder, './sub/../disklist')).toBe(folder + '/disklist');
    expect(resolveUri(folder, '../shared.conf')).toBe('file:///etc/amanda/shared.conf');
    expect(resolveUri(folder, '/srv/list')).toBe('file:///srv/list');
    expect(resolveUri('vscode-vfs://github/o/r', 'disk list')).toBe('vscode-vfs://github/o/r/disk%20list');
  });

  it('takes a URI apart', () => {
    const uri = 'file:///etc/amanda/DailySet1/disk%20list';
    expect(folderOf(uri)).toBe('file:///etc/amanda/DailySet1');
    expect(baseName(uri)).toBe('disk list');
    expect(isWithin(folderOf(uri), uri)).toBe(true);
    expect(isWithin('file:///etc/amanda/Daily', uri)).toBe(false);
    expect(shortName('file:///etc/amanda', uri)).toBe('DailySet1/disk list');
    expect(shortName('file:///srv', uri)).toBe('/etc/amanda/DailySet1/disk list');
  });
});
