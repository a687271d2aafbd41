import type { FileResult } from '../model/types';
import { isWithin } from '../text/uri';
import type { FileHost } from './host';

const MARK = '\ufeff';

/** What is known of files now: open documents first, else what was last read from the disk. */
export class Files {
  private readonly opened = new Map<string, string>();
  private readonly disk = new Map<string, FileResult>();
  private readonly reading = new Map<string, Promise<FileResult>>();
  /** Open files that have a byte order mark on disk: editors hide it and write it again, and Amanda crashes on it. */
  private readonly marked = new Set<string>();

  constructor(private readonly host: FileHost) {}

  /** Open documents, by URI. */
  open(): Iterable<string> {
    return this.opened.keys();
  }

  /** The text of an open document, with the byte order mark that the editor hides. */
  openText(uri: string): string | undefined {
    const text = this.opened.get(uri);
    return text !== undefined && this.marked.has(uri) && !text.startsWith(MARK) ? MARK + text : text;
  }

  /** Looks on disk whether an open document has a byte order mark; true when that is news. */
  async lookForMark(uri: string): Promise<boolean> {
    const result = await this.host.read(uri).catch(() => undefined);
    const marked = result?.kind === 'text' && result.text.startsWith(MARK);
    if (!this.opened.has(uri) || marked === this.marked.has(uri)) return false;
    if (marked) this.marked.add(uri);
    else this.marked.delete(uri);
    return true;
  }

  /** What is known of a file; undefined when it has not been read yet. */
  get(uri: string): FileResult | undefined {
    const text = this.openText(uri);
    return text === undefined ? this.disk.get(uri) : { kind: 'text', text };
  }

  /** Reads a file; reads of the same file at the same time are one. The disk may change meanwhile: then it is read again. */
  async fetch(uri: string): Promise<FileResult> {
    for (;;) {
      let reading = this.reading.get(uri);
      if (!reading) {
        reading = this.host
          .read(uri)
          .catch((error: unknown) => ({ kind: 'unreadable', reason: String(error) }));
        this.reading.set(uri, reading);
      }
      const result = await reading;
      if (this.reading.get(uri) === reading) {
        this.reading.delete(uri);
        this.disk.set(uri, result);
        return result;
      }
      const known = this.get(uri);
      if (known) return known;
    }
  }

  /** True when the text is not what was known before. */
  setOpen(uri: string, text: string): boolean {
    const before = this.get(uri);
    this.opened.set(uri, text);
    return before?.kind !== 'text' || before.text !== this.openText(uri);
  }

  /** The editor may have written the file just before it closed it, so the disk is read again. */
  close(uri: string): void {
    this.opened.delete(uri);
    this.marked.delete(uri);
    this.forget([uri]);
  }

  /** These files, or what is in these folders, changed on disk. */
  forget(uris: readonly string[]): void {
    for (const uri of uris) {
      this.disk.delete(uri);
      this.reading.delete(uri);
    }
    // An event may name a folder that came or went as a whole.
    for (const known of [...this.disk.keys()])
      if (uris.some((uri) => isWithin(uri, known))) this.disk.delete(known);
  }

  /** Forgets the disk; returns the files that were known. */
  forgetAll(): readonly string[] {
    const known = [...this.disk.keys()];
    this.disk.clear();
    this.reading.clear();
    return known;
  }
}
