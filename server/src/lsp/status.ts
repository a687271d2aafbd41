import { baseName, canonicalUri, folderOf } from '../text/uri';
import { statusRequest, type Status, type StatusParams } from './protocol';
import { request } from './rows';

/** What the editor's status item says about a file. */
export const statusRows = [
  request<StatusParams, Status | null>({ method: statusRequest }, undefined, async (context, params) => {
    const owners = await context.workspace.ownersOf(canonicalUri(params.uri));
    const [first] = owners;
    if (!first) return null;
    const { config, disklist, settings } = await context.workspace.snapshot(first);
    const limits = [...config.includes, ...disklist.includes]
      .filter((include) => include.status === 'too-large')
      .map((include) => `${include.name} is too large to be read.`);
    return {
      configurations: owners.map(({ root }) => ({ name: baseName(folderOf(root)), root })),
      disklist: config.client ? undefined : disklist.root,
      loose: first.loose ?? false,
      version: settings.version,
      hosts: disklist.hosts.length,
      dles: disklist.dles.length,
      limits,
    };
  }),
];
