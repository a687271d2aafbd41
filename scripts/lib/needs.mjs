// What the suites need from the system beyond Node and npm, and what to install when it is not there.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { userInfo } from 'node:os';
import { codeServerUnsupported } from './code-server.mjs';

/** Full path of a program on PATH or in the given extra places, or undefined. */
function find(names, places = []) {
  const dirs = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...names.flatMap((name) => dirs.map((dir) => join(dir, name))), ...places];
  return candidates.find((path) => existsSync(path));
}

/** A Chromium that playwright can drive: CHROMIUM_PATH, else what the system has. */
export function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  return find(names, [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ]);
}

/** Why the tests in the real VS Code cannot run here, or undefined. */
export function vscodeMissing() {
  const unsupported = codeServerUnsupported();
  if (unsupported) return unsupported;
  return findChromium() ? undefined : 'Chromium is missing, install it (Debian: apt-get install chromium)';
}

const amandaPackages = 'Debian: apt-get install amanda-server amanda-client libencode-locale-perl';

/** Why the tests that ask the real Amanda cannot run here, or undefined. */
export function amandaMissing() {
  if (!find(['amadmin'], ['/usr/sbin/amadmin'])) return `Amanda is missing, install it (${amandaPackages})`;
  const user = process.platform === 'win32' ? '' : userInfo().username;
  if (user !== 'root' && user !== 'backup')
    return 'Amanda\'s programs run as the user "backup" only, run npm test as root';
  // Debian's packages do not pull in a module that amgetconf and amdump load first of all.
  const perl = spawnSync('perl', ['-MEncode::Locale', '-e', '1'], { stdio: 'ignore' });
  if (perl.status !== 0)
    return `Amanda's Perl programs lack the module Encode::Locale, install it (${amandaPackages})`;
  return undefined;
}
