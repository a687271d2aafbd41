import type { ChildProcess } from 'node:child_process';

type Log = (line: string) => void;
export interface CodeServer {
  /** http://127.0.0.1:PORT, without a slash at the end. */
  url: string;
  port: number;
  /** The exit code, once the process ended. */
  ended: Promise<ChildProcess['exitCode']>;
  stop(): Promise<void>;
}
export const quietSettings: Record<string, unknown>;
export function codeServerDir(): string;
export function codeServerUnsupported(): string | undefined;
export function ensureCodeServer(log?: Log): Promise<{ nodeHome: string; node: string; entry: string }>;
export function freePort(wanted?: number): Promise<number>;
export function installExtension(
  options: { vsix: string; userDataDir: string; extensionsDir: string },
  log?: Log,
): Promise<void>;
export function startCodeServer(
  options: { userDataDir: string; extensionsDir: string; port?: number; onLine?: Log },
  log?: Log,
): Promise<CodeServer>;
export function writeUserSettings(userDataDir: string, settings: Record<string, unknown>): Promise<void>;
