// Figures as people read them, with their units.

/** A size for people, from KiB: "4.7 GiB". */
export function sizeText(kib: number): string {
  const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let size = kib;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${Number.isInteger(size) ? size : size.toFixed(1)} ${units[unit] ?? ''}`;
}

/** Bytes with a mark between thousands: "65,503 bytes". */
export function bytesText(bytes: number): string {
  return `${numberText(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`;
}

/** A number with a comma between thousands. */
export function numberText(n: number | bigint): string {
  return n.toLocaleString('en-US');
}

/** A time for people, from seconds: "1 h 30 min", "5 min", "42 s". */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  if (Math.abs(whole) < 60) return `${whole} s`;
  const parts = [
    [Math.floor(whole / 3600), 'h'],
    [Math.floor((whole % 3600) / 60), 'min'],
    [whole % 60, 's'],
  ] as const;
  return parts
    .filter(([n]) => n > 0)
    .slice(0, 2)
    .map(([n, unit]) => `${n} ${unit}`)
    .join(' ');
}

/** A time as measured, in seconds: "257 s", "3.4 s". */
export function secondsText(seconds: number): string {
  return `${numberText(seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds))} s`;
}

/** "1 DLE", "3 DLEs". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${numberText(n)} ${n === 1 ? one : many}`;
}
