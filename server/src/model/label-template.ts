/** What the variables of a label template stand for. */
export interface LabelNames {
  readonly org: string;
  readonly config: string;
  readonly storage: string;
}

/** Bytes of the buffer in which Amanda makes the expression; it does not look whether they are enough. */
const BUFFER = 1024;

/**
 * The regular expression that Amanda 3.4 and later makes of `labelstr` before it compares labels with it
 * (common-src/match.c, make_template): `%` is a digit, `!` a capital letter, a backslash goes, and `$` begins a variable.
 * Undefined where it depends on the volume (`$b`, `$m`) or would not fit into Amanda's buffer.
 */
export function labelExpression(template: string, names: LabelNames): string | undefined {
  let out = '';
  for (let i = 0; i < template.length; i++) {
    const char = template.charAt(i);
    if (char === '%') out += '[0-9]';
    else if (char === '!') out += '[A-Z]';
    else if (char === '\\') out += template.charAt(++i);
    else if (char !== '$') out += char;
    else {
      const [all = '$', digits = '', slot = ''] = /^\$([0-9]*)(s?)/.exec(template.slice(i)) ?? [];
      const next = template.charAt(i + 1);
      if (next === 'b' || next === 'm') return undefined;
      if (next === 'c') out += names.config;
      else if (next === 'o') out += names.org;
      else if (next === 'r') out += names.storage;
      else if (digits !== '') {
        if (slot !== '') out += '[0-9]'.repeat(Math.min(Number(digits), BUFFER));
        // Whatever stands behind the number goes with it.
        i += digits.length + 1;
        continue;
      } else if (slot !== '') out += '[0-9]*';
      else if (next === '$' || next === '') out += '$';
      else {
        // The character behind the `$` is written twice: once here, once when it is read again.
        out += next;
        continue;
      }
      i += Math.max(1, all.length - 1);
      if (out.length >= BUFFER) return undefined;
    }
  }
  return out.length < BUFFER ? out : undefined;
}
