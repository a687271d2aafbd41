// Who is who in a night: names and addresses are those that are set aside for documentation.
export const CONFIG = 'DailySet1';
export const SERVER = 'amanda.example.com';

const ADDRESSES = {
  [SERVER]: '192.0.2.1',
  'www.example.com': '192.0.2.11',
  'db.example.com': '192.0.2.12',
  'files.example.com': '192.0.2.13',
  'mail.example.com': '192.0.2.14',
};

export function addressOf(name) {
  const address = ADDRESSES[name];
  if (address === undefined) throw new Error(`no address for ${name}`);
  return address;
}

/** @param other lines that name a host otherwise, by address */
export function etcHosts(names, other = {}) {
  const rows = [SERVER, ...names].map((name) => `${addressOf(name)} ${other[name] ?? name}`);
  return ['127.0.0.1 localhost', ...rows].join('\n') + '\n';
}
