/** Settings that change what is judged; the table of their rows is tied to package.json by a test. */
export interface Settings {
  /** Amanda version assumed, a row of the version table, e.g. "3.5.1". */
  readonly version: string;
  /** Largest datagram payload in bytes that a client or server lets through; 65507 unless set. */
  readonly maxDatagram: number;
  /** Per client: host pattern (`*` and `?`), largest datagram in bytes (FreeBSD and macOS: 9216). First match wins. */
  readonly clientMaxDatagram: readonly { readonly host: string; readonly bytes: number }[];
  /** Per client: host pattern and the feature string its amandad sends, to choose the request's dialect. */
  readonly clientFeatures: readonly { readonly host: string; readonly features: string }[];
  /** Seconds after which a firewall forgets a UDP connection; 40 unless set. */
  readonly firewallTimeout: number;
  /** Severity by check id, or by category; `off` turns it off. */
  readonly severity: Readonly<Record<string, 'error' | 'warning' | 'info' | 'hint' | 'off'>>;
  /** Folders or files with debug logs, relative to the workspace folder or absolute. */
  readonly logs: readonly string[];
}

export const defaultSettings: Settings = {
  version: '3.5.1',
  maxDatagram: 65507,
  clientMaxDatagram: [],
  clientFeatures: [],
  firewallTimeout: 40,
  severity: {},
  logs: [],
};
