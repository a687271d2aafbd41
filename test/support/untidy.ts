import type { Random } from './random';

/**
 * The same configuration file untidily written: other indentation, blanks at the ends of lines, comments and blank
 * lines, braces that touch. Lines that begin inside a string or behind a backslash stay as they are.
 */
export function untidy(text: string, r: Random): string {
  const lines = text.split('\n');
  let joined = false;
  return lines
    .map((line, i) => {
      const cr = line.endsWith('\r') ? '\r' : '';
      const body = cr ? line.slice(0, -1) : line;
      const keep = joined || body === '' || i === lines.length - 1;
      joined = body.endsWith('\\');
      if (keep || joined || oddQuotes(body)) return line;
      const indent = r.chance(0.5) ? r.pick(['', ' ', '\t', '      ', '\t  ']) + body.trimStart() : body;
      const braced = r.chance(0.2) ? indent.replace(/^(\s*define \w+ \w+) \{$/, '$1{') : indent;
      const tail = braced.includes('{') ? '' : r.pick(['', '', '', ' ', '\t ', ' # note', '   # note  ']);
      const extra = r.chance(0.1) ? r.pick([`${cr}\n`, `  # alone${cr}\n`, `   ${cr}\n`]) : '';
      return `${extra}${braced}${tail}${cr}`;
    })
    .join('\n');
}

function oddQuotes(line: string): boolean {
  return (line.replace(/\\./g, '').split('"').length - 1) % 2 === 1;
}
