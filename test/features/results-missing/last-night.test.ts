import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runChecks } from '../../../server/src/checks/run';
import { lastNightViews } from '../../../server/src/features/results-missing/last-night';
import { detectLog } from '../../../server/src/logs/detect';
import { observe } from '../../../server/src/logs/observe';
import { parseLog } from '../../../server/src/logs/parse';
import { snapshotOf } from '../../support/snapshot';

const NIGHTS = join(import.meta.dirname, '..', '..', 'fixtures', 'nights');

/** The logs of a recorded night that lie in some of its folders, path → text. */
function recorded(night: string, folders: readonly string[]): Record<string, string> {
  const files = readdirSync(join(NIGHTS, night), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(join(NIGHTS, night).length + 1))
    .filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)));
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(NIGHTS, night, path), 'utf8')]));
}

/** What the editor shows of logs beside the configuration of a recorded night. */
function viewsOf(night: string, logs: Readonly<Record<string, string>>) {
  const read = (name: string) => readFileSync(join(NIGHTS, night, name), 'utf8');
  const plain = snapshotOf({ 'amanda.conf': read('amanda.conf'), disklist: read('disklist') });
  const known = plain.disklist.hosts.map(({ name, dles }) => ({ name, disks: dles.map(({ disk }) => disk) }));
  const facts = Object.entries(logs).map(([path, text]) =>
    parseLog(`file:///logs/${path}`, detectLog(path, text) ?? 'debug', text),
  );
  const snapshot = { ...plain, observations: observe(facts, known) };
  return lastNightViews(snapshot, runChecks(snapshot));
}

const shown = (views: ReturnType<typeof viewsOf>) =>
  views.map(({ failed, causes }) => ({
    failed,
    causes: causes.map(({ cause, dles }) => [cause, ...dles.map(({ dle }) => dle.disk)]),
  }));
const titles = (views: ReturnType<typeof viewsOf>) =>
  views[0]?.causes[0]?.remedies.map(({ kind, title }) => `${kind}: ${title}`) ?? [];

describe('last night', () => {
  it('has a cause once: what failed with another DLE of its host stands below that one', () => {
    const views = viewsOf('estimate-late', recorded('estimate-late', ['server']));
    expect(shown(views)).toEqual([
      { failed: 2, causes: [['log/estimate-hung', '/srv/archive', '/srv/home']] },
    ]);
    expect(views[0]?.causes[0]?.message).not.toContain('this DLE failed too');
  });

  it('names the DLEs in the order of the logs', () => {
    const views = viewsOf('no-tape', recorded('no-tape', ['server']));
    const disks = views[0]?.night.hosts.flatMap(({ dles }) => dles.map(({ disk }) => disk)) ?? [];
    expect(disks.length).toBeGreaterThan(1);
    expect(views[0]).toMatchObject({ failed: 0, waiting: disks.length });
    expect(shown(views)[0]?.causes).toEqual([['log/no-tape', ...disks]]);
  });

  it("has the cause that the client's log proves, and what mends it", () => {
    const views = viewsOf('estimate-late', recorded('estimate-late', ['server', 'client']));
    expect(shown(views)).toEqual([
      { failed: 2, causes: [['log/finished-late', '/srv/archive', '/srv/home']] },
    ]);
    expect(titles(views)[0]).toBe('fix: Use `estimate calcsize` for this DLE (www.example.com /srv/archive)');
  });

  it('says what is to be done by hand beside the fixes, and not to leave UDP where there is none', () => {
    const views = viewsOf('estimate-hung', recorded('estimate-hung', ['server', 'client']));
    const all = titles(views);
    expect(all).toContain(
      'advice: Unmount the dead mount on www.example.com, or exclude its mount point from /srv/archive',
    );
    expect(all.some((title) => title.startsWith('fix: Use `estimate calcsize` for this DLE'))).toBe(true);
    expect(all.filter((title) => title.includes('bsdtcp'))).toEqual([]);
  });

  it('has several causes, the one that hit most first', () => {
    expect(shown(viewsOf('three-hosts', recorded('three-hosts', ['server', 'client'])))).toEqual([
      {
        failed: 3,
        causes: [
          ['log/estimate-hung', '/srv/archive', '/srv/home'],
          ['log/refused-by-client', '/srv/db'],
        ],
      },
    ]);
  });

  it('is one run of each program, also where an older log does not name the configuration', () => {
    const older = Object.entries(recorded('three-hosts', ['client'])).map(([path, text]) => [
      `before/${path.replace('20261127', '20261126')}`,
      text.replaceAll('Nov 27', 'Nov 26').replaceAll('20261127', '20261126').replaceAll('DailySet1', ''),
    ]);
    const own = recorded('three-hosts', ['server']);
    const views = viewsOf('three-hosts', { ...own, ...(Object.fromEntries(older) as typeof own) });
    expect(views.map(({ night }) => night.datestamp)).toEqual(['20261127160615']);
  });

  it('has no note that says the cause of a DLE again', () => {
    const [view] = viewsOf('planner-killed', recorded('planner-killed', ['server']));
    expect(view?.causes.map(({ cause }) => cause)).toEqual(['log/planner-died']);
    expect(view?.night.notes.map(({ cause }) => cause)).toContain('log/planner-died');
    expect(view?.notes.map(({ cause }) => cause)).not.toContain('log/planner-died');
  });

  it("is not what the logs of another server's clients tell, however new", () => {
    const strangers = Object.entries(recorded('estimate-late', ['client'])).map(([path, text]) => [
      path.replace('www', 'other'),
      text
        .replaceAll('www.example.com', 'other.example.org')
        .replaceAll('Nov 27', 'Nov 28')
        .replaceAll('20261127', '20261128'),
    ]);
    const own = recorded('three-hosts', ['server']);
    const views = viewsOf('three-hosts', { ...own, ...(Object.fromEntries(strangers) as typeof own) });
    expect(views.map(({ night, failed }) => [night.datestamp, failed])).toEqual([['20261127160615', 3]]);
  });

  it('is not what a client tells whose clock is hours ahead, but what it tells of the day after', () => {
    const own = recorded('estimate-hung', ['server']);
    const sendsize = Object.entries(recorded('estimate-hung', ['client'])).filter(([path]) =>
      path.includes('sendsize'),
    );
    const nights = (shift: (text: string) => string) => {
      const shifted = sendsize.map(([path, text]) => [`copies/${shift(path.slice(-23))}`, shift(text)]);
      return viewsOf('estimate-hung', { ...own, ...(Object.fromEntries(shifted) as typeof own) }).map(
        ({ night }) => night.clientsOnly ?? false,
      );
    };
    const ahead = (text: string) =>
      text.replace(/(Nov 27 )(\d\d)(:)/g, (_, day: string, hour: string) => `${day}${Number(hour) + 5}:`);
    const nextDay = (text: string) => text.replaceAll('Nov 27', 'Nov 28').replaceAll('20261127', '20261128');
    expect(nights(ahead)).toEqual([false]);
    expect(nights(nextDay)).toEqual([true]);
  });
});
