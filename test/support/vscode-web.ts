// The web build in the same VS Code: code-server refuses workers of extensions that are installed on the server,
// so the page is told of a built-in web extension, whose files are answered from the project's folder.
import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import type { Page } from 'playwright-core';
import type { CodeServer } from '../../scripts/lib/code-server.mjs';

const types: Record<string, string> = {
  js: 'text/javascript',
  json: 'application/json',
  svg: 'image/svg+xml',
};

/** Intercepts the workbench's page and the address /_webext/ of this browser page. */
export async function serveWebExtension(page: Page, server: CodeServer, root: string): Promise<void> {
  const { host } = new URL(server.url);
  await page.route(
    (url) => url.host === host && url.pathname === '/',
    async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(
        /(<meta id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/,
        (_, start: string, settings: string) => {
          const configuration = JSON.parse(unescapeHtml(settings)) as Record<string, unknown>;
          configuration.additionalBuiltinExtensions = [{ scheme: 'http', authority: host, path: '/_webext' }];
          return `${start}${escapeHtml(JSON.stringify(configuration))}"`;
        },
      );
      await route.fulfill({ response, body });
    },
  );
  await page.route(`${server.url}/_webext/**`, async (route) => {
    const path = normalize(
      decodeURIComponent(new URL(route.request().url()).pathname.slice('/_webext/'.length)),
    );
    try {
      const body = path === 'package.json' ? await webManifest(root) : await readFile(join(root, path));
      const contentType = types[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
      await route.fulfill({ body, contentType });
    } catch {
      await route.fulfill({ status: 404 });
    }
  });
}

/** Without `main` VS Code has no choice but the worker. */
async function webManifest(root: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
  delete manifest.main;
  return JSON.stringify(manifest);
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
