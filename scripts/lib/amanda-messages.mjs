// Finds the failure messages in Amanda's own sources, C and Perl, and makes of each format string a text as Amanda
// would write it. Reads text; knows the functions through which the programs report failures.

/** C functions whose strings reach a log, a report or the server. */
const C_SINKS = new Set([
  'error',
  'errordump',
  'error_exit',
  'g_critical',
  'security_seterror',
  'seterror',
  'xfer_cancel_with_error',
  'device_set_error',
  'set_error',
  'pkt_init',
  'parserror',
  'fatal_error',
  'chunker_cmd',
  'dumper_cmd',
  'delay_one_dump',
]);
const C_PRINTERS = new Set(['printf', 'g_printf', 'fprintf', 'g_fprintf', 'fdprintf', 'puts', 'fputs']);
const C_FORMATTERS = new Set([
  'g_strdup_printf',
  'g_strdup',
  'vstrallocf',
  'stralloc',
  'stralloc2',
  'vstralloc',
  'g_strconcat',
  'strdup',
]);
const C_REFORMATTERS = new Set(['newvstrallocf', 'newstralloc', 'newstralloc2', 'newvstralloc']);
const ERROR_NAME = /(?:err|mesg|msg|reason|why|errstr|result_error|input_error)\w*$/i;

/** Splits C into strings, names and punctuation; comments and preprocessor lines fall away. */
function tokensOfC(source) {
  const tokens = [];
  const re =
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|^[ \t]*#(?:[^\n\\]|\\[\s\S])*|"((?:[^"\\]|\\[\s\S])*)"|'(?:[^'\\]|\\.)+'|[A-Za-z_]\w*|\d\w*|->|[-+*/%=!<>&|]=|\S/gm;
  for (let match = re.exec(source); match; match = re.exec(source)) {
    const text = match[0];
    if (text.startsWith('/*') || text.startsWith('//')) continue;
    if (/^[ \t]*#/.test(text) && !text.startsWith('"')) continue;
    if (match[1] !== undefined) tokens.push({ kind: 'string', text: unescape(match[1]), at: match.index });
    else tokens.push({ kind: /^[A-Za-z_]/.test(text) ? 'name' : 'other', text, at: match.index });
  }
  return tokens;
}

function unescape(text) {
  return text
    .replace(/\\\n/g, '')
    .replace(/\\(n|t|r|\d{1,3}|.)/g, (_, c) => ({ n: '\n', t: '\t', r: '' })[c] ?? c);
}

/** The tokens between the brackets that open at `open`, and the place behind them. */
function bracketed(tokens, open) {
  let depth = 0;
  for (let i = open; i < tokens.length; i += 1) {
    if (tokens[i].text === '(' && tokens[i].kind === 'other') depth += 1;
    else if (tokens[i].text === ')' && tokens[i].kind === 'other' && (depth -= 1) === 0)
      return { inner: tokens.slice(open + 1, i), end: i };
  }
  return { inner: [], end: open };
}

/** The arguments of a call: lists of tokens. */
function argumentsOf(inner) {
  const args = [[]];
  let depth = 0;
  for (const token of inner) {
    if (token.kind === 'other' && '([{'.includes(token.text)) depth += 1;
    if (token.kind === 'other' && ')]}'.includes(token.text)) depth -= 1;
    if (depth === 0 && token.kind === 'other' && token.text === ',') args.push([]);
    else args[args.length - 1].push(token);
  }
  return args;
}

/** The text of an argument: its adjacent strings, also inside _( ), dgettext, plurals; undefined for a value. */
function literal(arg) {
  const strings = arg.filter((token) => token.kind === 'string');
  if (strings.length === 0) return undefined;
  const nested = arg.findIndex((t, i) => C_FORMATTERS.has(t.text) && arg[i + 1]?.text === '(');
  if (nested >= 0) return formatOf(arg[nested].text, argumentsOf(bracketed(arg, nested + 1).inner));
  return strings.map((token) => token.text).join('');
}

/** The strings of an argument that chooses between them with ?:, each for itself. */
function literals(arg) {
  const found = [];
  let joined;
  for (const token of arg) {
    if (token.kind === 'string') joined = (joined ?? '') + token.text;
    else if (joined !== undefined && '?:)'.includes(token.text)) {
      found.push(joined);
      joined = undefined;
    }
  }
  return joined === undefined ? found : [...found, joined];
}

/** The format of a call of a formatter: of vstralloc the literals with %s between. */
function formatOf(name, args) {
  if (/printf|allocf$/.test(name)) return args.map(literal).find((text) => text !== undefined);
  const parts = args.filter((arg) => !(arg.length === 1 && arg[0].text === 'NULL'));
  if (parts.every((arg) => literal(arg) === undefined)) return undefined;
  return parts.map((arg) => literal(arg)?.replace(/%/g, '%%') ?? '%s').join('');
}

/** The failure messages of a C source: format strings, with the line and the sink that they go to. */
export function messagesOfC(source) {
  const tokens = tokensOfC(source);
  const found = [];
  const lineOf = lineCounter(source);
  const add = (format, token, sink) => {
    if (format !== undefined) found.push({ format, line: lineOf(token.at), sink });
  };
  for (let i = 0; i < tokens.length - 1; i += 1) {
    const token = tokens[i];
    if (token.kind !== 'name') continue;
    if (tokens[i + 1].text === '(' && tokens[i + 1].kind === 'other') {
      const args = argumentsOf(bracketed(tokens, i + 1).inner);
      if (token.text === 'log_add' || token.text === 'log_add_full') {
        const level = args[0]?.[0]?.text ?? '';
        if (/^L_(?:FAIL|ERROR|WARNING|FATAL|STRANGE|PARTIAL|INFO|BOGUS)$/.test(level)) {
          // The format comes first; texts that are filled into it are messages of their own.
          add(first(args.slice(1)), token, level);
          for (const text of args.slice(2).flatMap(literals))
            if (/ /.test(text.trim())) add(text, token, level);
        }
      } else if (C_SINKS.has(token.text)) {
        if (token.text !== 'pkt_init' || args[1]?.[0]?.text === 'P_NAK') add(first(args), token, token.text);
      } else if (C_PRINTERS.has(token.text)) {
        const format = first(args);
        if (format && /^(?:\s|%s|")*(?:ERROR|FAIL|WARNING|sendbackup: error|%s: error|\? )/.test(format))
          add(format, token, token.text);
        else if (format && /ERROR \[|ERROR "|error \[/.test(format)) add(format, token, token.text);
      } else if (C_REFORMATTERS.has(token.text)) {
        if (ERROR_NAME.test(args[0]?.at(-1)?.text ?? ''))
          add(formatOf(token.text, args.slice(1)), token, args[0].map((t) => t.text).join(''));
      }
      if (token.text === 'amanda_msg' || token.text === 'build_message') continue;
    } else if (ERROR_NAME.test(token.text) && (tokens[i + 1].text === '=' || tokens[i + 1].text === ']')) {
      let at = i + 1;
      while (at < tokens.length && tokens[at].text !== '=' && tokens[at].text !== ';') at += 1;
      if (tokens[at]?.text !== '=') continue;
      const name = tokens[at + 1];
      if (name && C_FORMATTERS.has(name.text))
        add(formatOf(name.text, argumentsOf(bracketed(tokens, at + 2).inner)), token, token.text);
      else if (name?.kind === 'string' || name?.text === '_') {
        const end = tokens.findIndex((t, j) => j > at && t.text === ';' && t.kind === 'other');
        add(literal(tokens.slice(at + 1, end)), token, token.text);
      }
    }
  }
  return found;
}

function first(args) {
  for (const arg of args) {
    const text = literal(arg);
    if (text !== undefined) return text;
  }
  return undefined;
}

function lineCounter(source) {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if (starts[mid] <= offset) low = mid;
      else high = mid - 1;
    }
    return low + 1;
  };
}

/** A Perl expression of strings joined by dots, as a format: variables become %s. */
const PERL_STRING = String.raw`"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'`;
const PERL_SINK = new RegExp(
  String.raw`(?:log_add(?:_full)?\s*\(\s*\$L_(?:FAIL|ERROR|WARNING|FATAL|STRANGE|PARTIAL|INFO)\s*,|\b(?:die|confess|warn|fail|abort|print_to_server_and_die|print_to_server|error|log_error|failure|set_message|fatal)\s*\(?|\bmake_error\s*\(|\bmessage\s*=>|\berror\s*=>|\bdumper_error\s*=>|\breason\s*=>|\bresult_err\w*\s*=>|\$\{?\w*(?:err|msg|reason|message|mesg)\w*\}?\s*\.?=|->\{'?\w*(?:err|msg|reason|message|mesg)\w*'?\}\s*\.?=|push\s+@\{?[^;]{0,60}?(?:err|warn)\w*'?\}?\}?\s*,|\breturn\s*\(?|\b\w+_cb->\(|\bmessage_obj\b)\s*`,
  'gi',
);

export function messagesOfPerl(source) {
  // POD and comments fall away; their length stays so that lines are right.
  const blank = (text) => text.replace(/[^\n]/g, ' ');
  const code = source
    .replace(/^=\w[\s\S]*?^=cut[^\n]*/gm, blank)
    .replace(/^__END__[\s\S]*/m, blank)
    .replace(/^\s*#[^\n]*/gm, blank);
  const lineOf = lineCounter(code);
  const found = [];
  PERL_SINK.lastIndex = 0;
  for (let match = PERL_SINK.exec(code); match; match = PERL_SINK.exec(code)) {
    const sink = match[0].trim();
    const returned = /^return/.test(sink);
    let rest = code.slice(match.index + match[0].length, match.index + match[0].length + 700);
    // make_error("failed", $cb, reason => "x", message => ...): its strings come by `message =>`.
    if (/^make_error/.test(sink)) continue;
    rest = rest.replace(/^(?:sprintf\s*\(|join\s*\([^,]*,|\(|\[|qq?\{|_\()\s*/, '');
    const format = perlExpression(rest);
    if (format === undefined) continue;
    if (returned && !/\s/.test(format.trim())) continue;
    // What began inside another string is code, not a text.
    if (/[;{}]\s*\n|=>|->\{|\$self|^[,;)}\]]/.test(format)) continue;
    found.push({ format, line: lineOf(match.index), sink });
  }
  return found;
}

function perlExpression(text) {
  const part = new RegExp(
    String.raw`^\s*(?:(${PERL_STRING})|([$@][\w:>{}\[\]'"$-]+(?:\([^()]*\))?|[\w:>-]+\([^()]*\)|\([^()]*\)))\s*`,
  );
  let rest = text;
  let format = '';
  let literalSeen = false;
  for (;;) {
    const match = part.exec(rest);
    if (!match) break;
    if (match[1] !== undefined) {
      literalSeen = true;
      const raw = match[1].slice(1, -1);
      format += match[1].startsWith('"')
        ? unescape(
            raw
              .replace(/%(?![sdiu])/g, '%%')
              .replace(
                /(?<!\\)(?:\$\w+(?:::\w+)*(?:->)?(?:\[[^\]]*\]|\{[^}]*\}|->[[{]?[\w']+[\]}]?)*|@\{\[[\s\S]*?\]\}|@\{[^}]*\}|\$\{[^}]*\})/g,
                '%s',
              ),
          )
        : raw.replace(/%(?![sdiu])/g, '%%');
    } else format += '%s';
    rest = rest.slice(match[0].length);
    if (!rest.startsWith('.')) break;
    rest = rest.slice(1);
  }
  return literalSeen ? format : undefined;
}

/** The templates of common-src/ammessage.c by their code: what 3.4 and later print instead of format strings. */
export function templatesOfMessages(source) {
  const templates = new Map();
  const re = /(?:message->code|code) == (\d{7})\)[\s\S]*?\{([\s\S]*?)\n {4}\}/g;
  for (let match = re.exec(source); match; match = re.exec(source)) {
    const text = /(?:msg|message)\s*=\s*(?:_\()?\s*((?:"(?:[^"\\]|\\[\s\S])*"\s*)+)/.exec(match[2]);
    if (text)
      templates.set(
        match[1],
        [...text[1].matchAll(/"((?:[^"\\]|\\[\s\S])*)"/g)].map((m) => unescape(m[1])).join(''),
      );
  }
  return templates;
}

/** The codes that a C source reports as errors or warnings through build_message. */
export function codesOf(source) {
  return [...source.matchAll(/build_message\s*\(\s*AMANDA_FILE,\s*__LINE__,\s*(\d{7}),\s*(MSG_\w+)/g)]
    .filter(([, , severity]) => /ERROR|WARNING|CRITICAL|FAILED|STRANGE/.test(severity ?? ''))
    .map((match) => ({ code: match[1], line: source.slice(0, match.index).split('\n').length }));
}

const NAMES = [
  [/host\S*['":=( ]*$/i, 'www.example.com'],
  [/(?:disk|dle)\S*['":=( ]*$/i, '/srv/home'],
  [/(?:pid|port|level|signal|status|code|fd|errno|slot)['":=( ]*$/i, '2'],
];

/** A text as Amanda writes it from a format string; what stands before a place decides what is filled in. */
export function sampleOf(format) {
  return format
    .replace(/^%s(?=[A-Za-z])/, '')
    .replace(/^%s ?\((?:%d|%s)\) %s (returned|got signal) (?:%d|%s)/, 'dump (28074) /bin/tar $1 2')
    .replace(/^(\[?)%s(?= died| pid )/, '$1dumper0')
    .replace(/^Request to %s failed: %s/, 'Request to www.example.com failed: Connection refused')
    .replace(/exited with %s %[du]/, 'exited with signal 9')
    .replace(/^%s (?=exited with status|died on signal)/, '/usr/bin/gpg ')
    .replace(/can ?not %s %s/, 'can not execute /bin/tar')
    .replace(/([Cc]ould not) (?:%s|%\{type\}) /, '$1 access ')
    .replace(/%\{noun\}/, 'execute')
    .replace(/%\{(?:size:)?(?:kb_avail|kb_needed)\}/g, '1024')
    .replace(/\((KB)\)/, '(1024$1)')
    .replace(/%%\{|%\{(?:size:)?(\w[\w-]*)\}/g, (_, name = '') =>
      /host/.test(name)
        ? 'www.example.com'
        : /disk/.test(name)
          ? '/srv/home'
          : /errno|err/.test(name)
            ? 'No such file or directory'
            : '/etc/x',
    )
    .replace(/%(?:\d+\$)?[-+ #0]*[\d.*]*(?:hh|h|ll|l|z|j|t)?([a-zA-Z%])/g, (whole, type, at, all) => {
      if (type === '%') return '%';
      if (/[diuxXop]/.test(type)) return '2';
      if (/[fgGe]/.test(type)) return '2.0';
      if (type === 'c') return '?';
      const before = all.slice(0, at);
      if (/[:(] *$/.test(before) && at + whole.length >= all.trim().length)
        return 'No such file or directory';
      for (const [re, value] of NAMES) if (re.test(before)) return value;
      return '/srv/x';
    })
    .replace(/%%/g, '%')
    .replace(/"\s*(?:PRI|SIZE)\w+\s*"/g, '2')
    .trim();
}
