// Once for all tests in the real VS Code: package the extension and install it as a user would, from the VSIX.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { ensureCodeServer, installExtension } from '../../scripts/lib/code-server.mjs';
import { packageExtension } from '../../scripts/lib/package.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The extensions folder with our VSIX installed. */
    extensionsDir: string;
    /** The VSIX itself. */
    vsix: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Vitest runs this also when the tests are only counted, which must not need what is missing.
  if (process.env.AMANDA_ONLY_LIST) return () => Promise.resolve();
  const base = await mkdtemp(join(tmpdir(), 'amanda-vscode-'));
  const userDataDir = join(base, 'data');
  const extensionsDir = join(base, 'extensions');
  const vsix = join(base, 'extension.vsix');
  await mkdir(userDataDir);
  await ensureCodeServer();
  await packageExtension(vsix);
  await installExtension({ vsix, userDataDir, extensionsDir });
  project.provide('extensionsDir', extensionsDir);
  project.provide('vsix', vsix);
  return () => rm(base, { recursive: true, force: true });
}
