// The notices of third parties whose code is in the bundles: made from what esbuild says went in, so that none is missed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Licences that may be in what we hand out: they ask for no more than their text. */
export const allowed = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
]);

/** The packages behind the inputs of esbuild's metafiles: folder by `name@version`, in the order of the names. */
export function packagesOf(inputs, root) {
  const found = new Map();
  for (const input of inputs) {
    const inside = input.lastIndexOf('node_modules/');
    if (inside < 0) continue;
    let folder = dirname(join(root, input));
    // The nearest package.json with a name: folders inside a package may have one without.
    for (; folder.length > root.length; folder = dirname(folder)) {
      const path = join(folder, 'package.json');
      if (!existsSync(path)) continue;
      const { name, version, license } = JSON.parse(readFileSync(path, 'utf8'));
      if (name === undefined || version === undefined) continue;
      found.set(`${name}@${version}`, { name, version, license, folder });
      break;
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** The text of the notices. Throws for a licence that is not allowed, and for a package without its text. */
export function notices(packages) {
  const parts = packages.map(({ name, version, license, folder }) => {
    if (!allowed.has(license))
      throw new Error(`${name}@${version} has the licence ${String(license)}, which is not allowed.`);
    const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying|thirdparty)/i.test(file));
    if (!files.some((file) => /^(licen[cs]e|copying)/i.test(file)))
      throw new Error(`${name}@${version} comes without the text of its licence.`);
    const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
    return `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`;
  });
  const line = `\n${'-'.repeat(80)}\n\n`;
  return `This extension contains code of others, under the licences below.\n${line}${parts.join(line)}`;
}
