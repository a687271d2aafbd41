import { parseArgs } from 'node:util';
import { fuzz } from './fuzz-run';

/** `npm run fuzz:amanda -- --n 20000 --seed 7`: prints every disagreement, exits with 1 when there is one. */
const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '2000' },
    seed: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    only: { type: 'string' },
    show: { type: 'string', default: '20' },
  },
});
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
const n = Number(values.n);
console.log(`${String(n)} cases, seed ${String(seed)}`);
let shown = 0;
const wrong = await fuzz(seed, n, {
  jobs: Number(values.jobs),
  ...(values.only === undefined ? {} : { only: values.only }),
  found: (each) => {
    if (++shown > Number(values.show)) return;
    console.log(`\n#${String(each.number)} ${each.what}\n--- Amanda\n${each.amanda}\n--- ours\n${each.ours}`);
    for (const [name, text] of Object.entries(each.files))
      if (text.length < 1500) console.log(`--- ${name}\n${text.replaceAll('\0', '<NUL>')}`);
  },
  progress: (done, found) => {
    if (done % 1000 === 0) console.log(`${String(done)} cases, ${String(found)} disagreements`);
  },
});
console.log(`\n${String(n)} cases, seed ${String(seed)}: ${String(wrong.length)} disagreements`);
process.exitCode = wrong.length > 0 ? 1 : 0;
