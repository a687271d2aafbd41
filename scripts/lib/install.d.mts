export const root: string;
export function requireNode(): void;
export function dependenciesInstalled(folder?: string): boolean;
export function ensureDependencies(): Promise<void>;
export function seconds(started: number): string;
export function run(
  command: string,
  args: string[],
  options?: {
    cwd?: string;
    env?: NodeJS.ProcessEnv;
    onLine?: (line: string) => void;
    stdin?: 'ignore' | 'inherit';
  },
): Promise<number>;
