import type { CancellationToken } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** Where trouble of the server itself is written: the editor's output channel. */
export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
}

/** Thrown inside a handler whose answer nobody waits for any more. */
export class Cancelled extends Error {}

/** Throws when the request was cancelled. */
export function stopIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) throw new Cancelled('cancelled');
}

/** Gives the event loop a turn, so that edits and cancellations come in while something long runs. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

const MAX_REMEMBERED = 200;

/**
 * The one place that decides what becomes of cancellation and errors in handlers: a cancelled request is answered as
 * the protocol wants it, an unexpected error is logged (the same one once) and answered as "no result".
 */
export class Guard {
  private readonly seen = new Set<string>();

  constructor(private readonly log: Log) {}

  /** Runs the handler of a request. */
  async request<R>(method: string, token: CancellationToken, run: () => Promise<R> | R): Promise<R | null> {
    try {
      stopIfCancelled(token);
      const result = await run();
      stopIfCancelled(token);
      return result;
    } catch (error) {
      if (error instanceof Cancelled) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled');
      if (error instanceof ResponseError) throw error;
      this.report(method, error);
      return null;
    }
  }

  /** Runs the handler of a notification, or work that the server began itself. */
  async run(what: string, run: () => Promise<void> | void): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (!(error instanceof Cancelled)) this.report(what, error);
    }
  }

  /** Logs an error with its stack; the same error only once. */
  report(what: string, error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const key = `${what}\n${text}`;
    if (this.seen.has(key) || this.seen.size > MAX_REMEMBERED) return;
    this.seen.add(key);
    this.log.error(`${what} failed: ${text}`);
  }
}
