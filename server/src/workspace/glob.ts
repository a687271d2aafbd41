/**
 * Matches the globs of the setting `files.exclude`: `*`, `?`, `**`, `{a,b}`, `[a-z]`. Returns a test of a path relative
 * to the workspace folder, with `/` between its parts. A glob that cannot be read matches nothing.
 */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  const sources = globs.map(globSource).filter((source) => source !== undefined);
  if (sources.length === 0) return () => false;
  try {
    const all = new RegExp(`^(?:${sources.join('|')})$`, 's');
    return (path) => all.test(path);
  } catch {
    return () => false;
  }
}

function globSource(glob: string): string | undefined {
  let source = '';
  let depth = 0;
  for (let i = 0; i < glob.length; i++) {
    const char = glob.charAt(i);
    if (glob.startsWith('**/', i)) {
      source += '(?:.*/)?';
      i += 2;
    } else if (glob.startsWith('**', i)) {
      source += '.*';
      i += 1;
    } else if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '{') {
      source += '(?:';
      depth++;
    } else if (char === '}' && depth > 0) {
      source += ')';
      depth--;
    } else if (char === ',' && depth > 0) source += '|';
    else if (char === '[') {
      const close = glob.indexOf(']', i + 2);
      if (close < 0) return undefined;
      source +=
        '[' +
        glob
          .slice(i + 1, close)
          .replace(/^!/, '^')
          .replaceAll('\\', '\\\\') +
        ']';
      i = close;
    } else source += char.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
  }
  return depth === 0 ? source : undefined;
}
