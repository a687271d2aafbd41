export const budgets: Record<string, number>;
export function packageExtension(vsix: string): Promise<void>;
export function contentHash(): Promise<string>;
export function sizes(vsix: string): { name: string; size: number; budget: number }[];
