/**
 * A path without what changes nothing: double slashes, `/.` and a slash at its end. Two slashes at the beginning stay,
 * because they make a Samba share (`//host/share`) of it.
 */
export function directoryOf(path: string): string {
  const share = /^\/\/[^/]/.test(path) ? '/' : '';
  const clean = share + path.replace(/\/+/g, '/').replace(/\/\.(?=\/|$)/g, '');
  return clean.length > 1 ? clean.replace(/\/$/, '') || '/' : clean || '/';
}
