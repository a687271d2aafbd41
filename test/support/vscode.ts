// Drives the real VS Code (code-server) in the real Chromium, as a person would: mouse, keyboard and eyes.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import {
  quietSettings,
  startCodeServer,
  writeUserSettings,
  type CodeServer,
} from '../../scripts/lib/code-server.mjs';
import { findChromium } from '../../scripts/lib/needs.mjs';
import { locateText, listSquiggles, visibleText, type Place, type Squiggle } from './vscode-page';
import { serveWebExtension } from './vscode-web';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface VSCodeOptions {
  /** The folder (or .code-workspace file) to open. */
  folder: string;
  /** The extensions folder; leave it out for a VS Code without our extension on the server side. */
  extensionsDir?: string;
  /** Settings of the user on top of the quiet ones. */
  settings?: Record<string, unknown>;
  /** Loads the extension as a web extension into the browser's worker, in place of an installed one. */
  web?: boolean;
  /** Size of the window in pixels; default 1400 × 900. */
  viewport?: { width: number; height: number };
}

const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A page answered by the interceptor counts as public, and may then not talk to the loopback address.
  '--disable-features=LocalNetworkAccessChecks',
];

/** True when something reaches a state within `timeout` milliseconds, so that the caller may try again. */
function comes(what: Locator, timeout: number, state: 'visible' | 'hidden' = 'visible'): Promise<boolean> {
  return what.waitFor({ timeout, state }).then(
    () => true,
    () => false,
  );
}

/** Starts code-server and Chromium and opens a folder; stop it with `stop()`. */
export async function startVSCode(options: VSCodeOptions): Promise<VSCode> {
  const base = await mkdtemp(join(tmpdir(), 'amanda-vscode-run-'));
  const userDataDir = join(base, 'data');
  const extensionsDir = options.extensionsDir ?? join(base, 'extensions');
  await mkdir(extensionsDir, { recursive: true });
  const settings = {
    ...quietSettings,
    'files.autoSave': 'off',
    'editor.hover.delay': 100,
    // What this machine's own Amanda has logged is no part of a test.
    'amanda.ownLogs': false,
    // Hints are drawn as text of the line, which most tests want to read as it is in the file.
    'editor.inlayHints.enabled': 'off',
    ...options.settings,
  };
  await writeUserSettings(userDataDir, settings);
  const server = await startCodeServer({ userDataDir, extensionsDir });
  const executablePath = findChromium();
  if (!executablePath) throw new Error('Chromium is missing');
  const browser = await chromium.launch({ executablePath, args: browserFlags });
  const page = await browser.newPage({ viewport: options.viewport ?? { width: 1400, height: 900 } });
  // Generous, because the machine may be busy with other suites.
  page.setDefaultTimeout(60_000);
  if (options.web) await serveWebExtension(page, server, root);
  const vscode = new VSCode(page, browser, server, base, settings);
  await vscode.load(options.folder);
  // Now and then the workbench gives up on its web extensions before it has read them: a new page reads them.
  for (let attempt = 1; options.web && !(await vscode.hasExtension()); attempt++) {
    if (attempt === 4)
      throw new Error(`the web extension is not loaded: ${vscode.console.slice(-5).join('; ')}`);
    await vscode.load(options.folder);
  }
  return vscode;
}

/** One window of VS Code. Waiting methods throw playwright's timeout error when nothing comes. */
export class VSCode {
  /** What the browser's console said; the last place to look when a test fails. */
  readonly console: string[] = [];
  #folder = '';

  constructor(
    readonly page: Page,
    private readonly browser: Browser,
    readonly server: CodeServer,
    private readonly base: string,
    private readonly settings: Record<string, unknown>,
  ) {
    page.on('console', (message) => this.console.push(message.text()));
  }

  /** Loads the workbench with a folder and waits until it is drawn. */
  async load(folder: string): Promise<void> {
    this.#folder = folder;
    const kind = folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
    await this.page.goto(`${this.server.url}/?${kind}=${encodeURI(folder)}`);
    await this.page.waitForSelector('.monaco-workbench .part.sidebar', { timeout: 120_000 });
    await this.page.waitForSelector('.statusbar-item', { timeout: 120_000 });
  }

  /** True when our extension has put its icon into the activity bar, which needs no file of ours to be open. */
  hasExtension(): Promise<boolean> {
    return comes(this.page.locator('.activitybar [aria-label^="Amanda"]').first(), 30_000);
  }

  /** Changes settings of the user, on top of those it started with, and loads the window anew with them. */
  async reloadWith(settings: Record<string, unknown>): Promise<void> {
    Object.assign(this.settings, settings);
    await writeUserSettings(join(this.base, 'data'), this.settings);
    await this.load(this.#folder);
  }

  /** Switches the colour theme and waits until the workbench wears it: `file` is part of its file's name. */
  async setTheme(label: string, file: string): Promise<void> {
    await this.reloadWith({ 'workbench.colorTheme': label, 'window.autoDetectColorScheme': false });
    const theme = `.monaco-workbench[class*="vscode-theme-"][class*="${file}"]`;
    await this.page.locator(theme).waitFor({ timeout: 120_000 });
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    await rm(this.base, { recursive: true, force: true });
  }

  /** Opens a file by its path relative to the opened folder (or absolute) and waits until its text is shown. */
  async openFile(path: string): Promise<void> {
    const absolute = path.startsWith('/') ? path : `${this.#folder}/${path}`;
    const name = absolute.slice(absolute.lastIndexOf('/') + 1);
    const tab = this.page.locator('.tab.active', { hasText: name });
    // The list first shows the recent files, so that Enter may come too early: then it is tried again.
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+P');
      const box = this.page.locator('.quick-input-widget input');
      await box.waitFor();
      await box.fill(absolute);
      await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).waitFor();
      await this.page.waitForTimeout(200 * attempt);
      await this.page.keyboard.press('Enter');
      const opened = await comes(tab, 10_000);
      if (opened) break;
      if (attempt === 5) throw new Error(`${path} did not open; see ${await this.screenshot('failed-open')}`);
    }
    await this.editor().locator('.view-line').first().waitFor();
  }

  /** The editor that has the focus or had it last. */
  editor(): Locator {
    return this.page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
  }

  /** Runs a command by its title in the palette, such as `Problems: Focus on Problems View`. */
  async runCommand(title: string): Promise<void> {
    const box = await this.#quickInput('F1');
    await box.fill(`>${title}`);
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
    await row.waitFor();
    await row.click();
  }

  /** Opens the context menu of what is at `target` and picks the entry whose text contains `title`. */
  async contextMenu(target: Locator, title: string): Promise<void> {
    const entry = this.page.locator('.monaco-menu .action-label', { hasText: title }).first();
    // A menu ignores the mouse for the first tenth of a second after it opens: a click too early leaves it open.
    for (let attempt = 1; ; attempt++) {
      await target.click({ button: 'right' });
      await entry.waitFor();
      await entry.hover();
      await this.page.waitForTimeout(300 * attempt);
      await entry.click();
      const closed = await comes(entry, 5_000, 'hidden');
      if (closed) return;
      if (attempt === 3) throw new Error(`no reaction to the menu's entry ${title}`);
      await this.page.keyboard.press('Escape');
      await entry.waitFor({ state: 'hidden' });
    }
  }

  /** Puts the cursor into line and column (both from 1). */
  async goTo(line: number, column = 1): Promise<void> {
    const box = await this.#quickInput('Control+G');
    await box.fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await box.waitFor({ state: 'hidden' });
  }

  /** Types at the cursor, as keys: on-type features see each of them. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 20 });
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  }

  /** The lines that are drawn, from the top; long files only show a part. */
  editorText(): Promise<string> {
    return this.editor().evaluate(visibleText);
  }

  /** The squiggles that are drawn: severity and line (from 1), from top to bottom. */
  squiggles(): Promise<Squiggle[]> {
    return this.editor().evaluate(listSquiggles);
  }

  /** Waits for a squiggle, of a kind and on a line if given. */
  async waitForSquiggle(kind?: Squiggle['kind'], line?: number, timeout = 60_000): Promise<Squiggle> {
    return this.#until(timeout, `squiggle ${kind ?? ''} ${line ?? ''}`, async () =>
      (await this.squiggles()).find((s) => (!kind || s.kind === kind) && (!line || s.line === line)),
    );
  }

  /** Waits until no squiggle of this kind is left on this line (any line if left out). */
  async waitForNoSquiggle(kind: Squiggle['kind'], line?: number, timeout = 60_000): Promise<void> {
    await this.#until(timeout, `no squiggle ${kind} ${line ?? ''}`, async () =>
      (await this.squiggles()).some((s) => s.kind === kind && (!line || s.line === line)) ? undefined : true,
    );
  }

  /** Where a text is drawn in the editor: a rectangle in pixels and the colour it has. Waits until it is there. */
  locate(text: string, timeout = 30_000): Promise<Place> {
    return this.#until(timeout, `text ${JSON.stringify(text)}`, () =>
      this.editor().evaluate(locateText, text),
    );
  }

  /** Where a text is drawn once it stays there: lenses that arrive late push lines down. */
  async #locateAtRest(text: string): Promise<Place> {
    for (let place = await this.locate(text); ;) {
      await this.page.waitForTimeout(400);
      const again = await this.locate(text);
      if (Math.abs(again.y - place.y) < 2) return again;
      place = again;
    }
  }

  /** The computed style of a text, after themes, grammars and semantic tokens. */
  async tokenStyle(text: string): Promise<Pick<Place, 'color' | 'fontStyle' | 'fontWeight'>> {
    const { color, fontStyle, fontWeight } = await this.locate(text);
    return { color, fontStyle, fontWeight };
  }

  /** Clicks into the middle of a text. */
  async click(text: string): Promise<void> {
    const { x, y, width, height } = await this.#locateAtRest(text);
    await this.page.mouse.click(x + width / 2, y + height / 2);
  }

  /** Rests the mouse on a text and returns what the hover says, once it has said it all. */
  async hover(text: string): Promise<string> {
    const contents = this.page.locator('.monaco-hover:visible .hover-contents:not(.hover-row-actions)');
    // Lines may move while the workbench settles, and a mouse that only jumps is not always noticed.
    for (let attempt = 1; ; attempt++) {
      const { x, y, width, height } = await this.#locateAtRest(text);
      // The title bar: nothing in the editor is hovered on the way.
      await this.page.mouse.move(x + width / 2, 8);
      await this.page.waitForTimeout(100 * attempt);
      await this.page.mouse.move(x + width / 2, y + height / 2, { steps: 5 });
      const shown = await comes(contents.first(), 8_000);
      if (shown && Math.abs((await this.locate(text)).y - y) < 2) break;
      if (attempt === 6) throw new Error(`no hover at ${text}; see ${await this.screenshot('failed-hover')}`);
    }
    await this.page.waitForFunction(
      () => !document.querySelector('.monaco-hover .hover-contents')?.textContent?.includes('Loading...'),
    );
    return (await contents.allInnerTexts()).join('\n').replaceAll('\u00a0', ' ');
  }

  /** Puts the cursor on a text or line and opens the light bulb's menu with the mouse; returns the titles in it. */
  async openLightBulb(at: string | number): Promise<string[]> {
    const bulb = this.page.locator(
      '.editor-group-container.active [class*="lightbulb" i]:visible, .editor-group-container.active .lightBulbWidget:visible',
    );
    // The bulb comes when the cursor moves, so it has to come from elsewhere; lenses that arrive late may let a
    // click miss its line.
    for (let attempt = 1; ; attempt++) {
      if (typeof at === 'number') await this.goTo(at, 2);
      else if (attempt > 1) await this.goTo(1, 1);
      await (typeof at === 'number' ? this.goTo(at, 1) : this.click(at));
      const shown = await comes(bulb.first(), 20_000);
      if (shown) break;
      if (attempt === 3)
        throw new Error(`no light bulb at ${at}; see ${await this.screenshot('failed-bulb')}`);
    }
    await bulb.first().click();
    const rows = this.page.locator('.action-widget .monaco-list-row.action');
    await rows.first().waitFor();
    return (await rows.allInnerTexts()).map((title) => title.trim());
  }

  /** Opens the light bulb at a text or line and picks the fix whose title contains `title`. */
  async applyFix(at: string | number, title: string | RegExp): Promise<void> {
    await this.openLightBulb(at);
    await this.page.locator('.action-widget .monaco-list-row.action', { hasText: title }).first().click();
    await this.page.locator('.action-widget').first().waitFor({ state: 'hidden' });
  }

  /** Opens the completion list at the cursor until it shows `expected`, and returns the labels that are drawn. */
  async suggestions(expected: string): Promise<string[]> {
    const labels = this.page.locator('.suggest-widget.visible .monaco-list-row .label-name');
    return this.#until(60_000, `the suggestion ${expected}`, async () => {
      await this.page.keyboard.press('Control+Space');
      await this.page.waitForTimeout(700);
      const found = await labels.allInnerTexts();
      if (found.includes(expected)) return found;
      await this.page.keyboard.press('Escape');
      return undefined;
    });
  }

  /** Opens the rename box at the cursor and fills it in; Enter renames, Escape does not. */
  async rename(name: string): Promise<void> {
    const box = this.page.locator('.rename-box input');
    await this.#until(60_000, 'the rename box', async () => {
      await this.page.keyboard.press('F2');
      await box.waitFor({ timeout: 3_000 });
      return true;
    });
    await box.fill(name);
  }

  /** The code lenses that are drawn above lines of the editor. */
  async codeLenses(): Promise<string[]> {
    const lenses = this.editor().locator('.codelens-decoration');
    await lenses.filter({ hasText: /\S/ }).first().waitFor();
    return (await lenses.allInnerTexts()).map((text) => text.replaceAll('\u00a0', ' ').trim());
  }

  /** The texts of the status bar, as a screen reader says them. */
  statusBar(): Promise<string[]> {
    return this.page
      .locator('.statusbar-item')
      .evaluateAll((items) => items.map((item) => item.getAttribute('aria-label') ?? item.textContent ?? ''));
  }

  /** The notifications that are shown. */
  async notifications(): Promise<string[]> {
    return this.page.locator('.notification-toast .notification-list-item-message').allInnerTexts();
  }

  /** What the Problems view lists, one text per row (file rows included). */
  async problems(): Promise<string[]> {
    await this.runCommand('Problems: Focus on Problems View');
    const rows = this.page.locator('.markers-panel .monaco-list-row');
    await rows.first().waitFor();
    const texts = (await rows.allInnerTexts()).map((row) => row.replace(/\s+/g, ' ').trim());
    await this.runCommand('View: Hide Panel');
    return texts;
  }

  /** The language that the status bar shows for the active editor. */
  languageName(): Promise<string> {
    return this.page.locator('#status\\.editor\\.mode').innerText();
  }

  /** Writes screenshots/NAME.png (git ignores the folder), or the file PATH when it ends in .png. */
  async screenshot(name: string): Promise<string> {
    const path = name.endsWith('.png') ? name : join(root, 'screenshots', `${name}.png`);
    await mkdir(dirname(path), { recursive: true });
    await this.page.screenshot({ path });
    return path;
  }

  /** Presses the key that opens a box to type in, again if the workbench was busy and missed it. */
  async #quickInput(key: string): Promise<Locator> {
    const box = this.page.locator('.quick-input-widget:visible input[type="text"]');
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press(key);
      const shown = await comes(box, 10_000);
      if (shown) return box;
      if (attempt === 4) throw new Error(`${key} opens nothing; see ${await this.screenshot('failed-key')}`);
      await this.page.keyboard.press('Escape');
    }
  }

  async #until<T>(timeout: number, what: string, probe: () => Promise<T | undefined>): Promise<T> {
    const deadline = Date.now() + timeout;
    for (;;) {
      const found = await probe().catch(() => undefined);
      if (found !== undefined) return found;
      if (Date.now() > deadline) {
        const shot = await this.screenshot(`failed-${Date.now()}`);
        throw new Error(`Waited ${timeout / 1000} s in vain for ${what}; see ${shot}`);
      }
      await this.page.waitForTimeout(100);
    }
  }
}
