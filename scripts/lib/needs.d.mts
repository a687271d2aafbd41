export function findChromium(): string | undefined;
export function amandaMissing(): string | undefined;
export function vscodeMissing(): string | undefined;
