import { readFileSync } from 'node:fs';
import type { Oracle } from './oracle';

/** What glibc says, through Amanda's own library: true or false, or the reason why the expression does not compile. */
export type Verdict = boolean | string;

/**
 * Amanda's perl library is asked with match_labelstr_template, which hands its pattern to common-src/match.c, do_match
 * once `$`, `%`, `!` and backslashes are replaced: they are written so that the expression arrives as it is. A pattern
 * that does not compile ends the process, so each has a process of its own.
 */
const SCRIPT = `
use Amanda::Util; $| = 1;
while (<STDIN>) {
  chomp; my ($re, @texts) = map { pack 'H*', $_ } split /,/, $_, -1;
  my $storage = $ARGV[0] // '';
  if ($storage eq '') { $re =~ s/([\\\\%!])/\\\\$1/g; $re =~ s/\\$/\\$\\$/g; }
  pipe my $r, my $w; my $pid = fork;
  if (!$pid) {
    open STDERR, '>&', $w; alarm 5;
    my $out = join '', map { Amanda::Util::match_labelstr_template($re, $_, '', '', $storage) ? 1 : 0 } @texts;
    syswrite $w, "=$out"; POSIX::_exit(0);
  }
  close $w; local $/; my $said = <$r> // ''; waitpid $pid, 0;
  $said =~ s/\\n/ /g; print "$said\\n";
}`;

/**
 * Asks for each expression about all its texts; expressions and texts hold one character for each byte, and no NUL.
 * With the name of a storage the expressions are templates of labelstr, and Amanda makes the expressions.
 */
export function askRegex(
  oracle: Oracle,
  questions: readonly { readonly expression: string; readonly texts: readonly string[] }[],
  storage = '',
): readonly (readonly Verdict[])[] {
  const library = /use lib '([^']*)'/.exec(readFileSync('/usr/sbin/amlabel', 'latin1'))?.[1] ?? '';
  const hex = (text: string) => Buffer.from(text, 'latin1').toString('hex');
  oracle.write({
    'ask.pl': SCRIPT,
    questions: questions
      .map(({ expression, texts }) => `${[expression, ...texts].map(hex).join(',')}\n`)
      .join(''),
  });
  const answer = oracle.run('/bin/sh', ['-c', `perl -MPOSIX -I'${library}' ask.pl ${storage} < questions`]);
  return answer.stdout
    .split('\n')
    .slice(0, questions.length)
    .map((line, n) => {
      if (line.startsWith('=')) return Array.from(line.slice(1), (char) => char === '1');
      const reason = /regex ".*": (.*?)\s*$/.exec(line)?.[1] ?? line;
      return (questions[n]?.texts ?? []).map(() => reason);
    });
}
