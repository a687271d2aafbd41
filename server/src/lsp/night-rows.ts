import { lastNightViews, type LastNightView } from '../features/results-missing/last-night';
import { explainMessage } from '../features/logs/explain';
import type { Remedy } from '../features/results-missing/remedy';
import type { Snapshot } from '../model/snapshot';
import { baseName } from '../text/uri';
import type { Place } from '../text/span';
import type { Context } from './context';
import { locationOf } from './convert';
import {
  explainRequest,
  lastNightRequest,
  type Explanation,
  type ExplainParams,
  type LastNight,
  type ShownRemedy,
} from './protocol';
import { request } from './rows';

/** DLEs that are named for one cause. */
const MAX_DLES = 500;

/** What the newest runs came to, and what Amanda's texts mean. */
export const nightRows = [
  request<unknown, readonly LastNight[]>(
    { method: lastNightRequest },
    undefined,
    async (context, _, token) => {
      await context.workspace.logs.ready();
      const found: LastNight[] = [];
      for (const configuration of await context.workspace.configurations()) {
        if (token.isCancellationRequested) break;
        const { snapshot, all } = await context.diagnoser.of(configuration);
        if (snapshot.config.client) continue;
        for (const view of lastNightViews(snapshot, all)) found.push(shownNight(context, snapshot, view));
      }
      return found;
    },
  ),
  request<ExplainParams, Explanation>({ method: explainRequest }, undefined, (_, { text }) =>
    explainMessage(text),
  ),
];

function shownNight(context: Context, snapshot: Snapshot, view: LastNightView): LastNight {
  const shown = (place: Place | undefined) => place && locationOf(snapshot, place, context.clientUri);
  const { night, causes, notes, dles, ok, failed, waiting, pending, troubles } = view;
  return {
    folder: snapshot.config.folder,
    config: baseName(snapshot.config.folder),
    program: night.program,
    datestamp: night.datestamp,
    state: night.state,
    dles,
    ok,
    failed,
    waiting,
    pending,
    troubles,
    causes: causes.map((cause) => ({
      cause: cause.cause,
      title: cause.title,
      message: cause.message,
      dles: cause.dles.slice(0, MAX_DLES).map(({ dle, log, entry }) => ({
        host: dle.host,
        disk: dle.disk,
        outcome: dle.outcome,
        message: dle.message,
        log: shown(log),
        entry: shown(entry),
      })),
      remedies: cause.remedies.map((remedy) => shownRemedy(context, snapshot, remedy)),
    })),
    notes: notes.map(({ message, evidence }) => ({
      text: message,
      location: shown(evidence[0]?.place),
    })),
  };
}

/** A remedy as the editor shows it. */
export function shownRemedy(context: Context, snapshot: Snapshot, remedy: Remedy): ShownRemedy {
  if (remedy.kind !== 'fix') return remedy;
  const { kind, title, check, place } = remedy;
  return { kind, title, check, location: locationOf(snapshot, place, context.clientUri) };
}
