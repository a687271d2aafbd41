// One night, inside of its namespaces: `node inside.mjs KIND FOLDER`, started by scripts/nights.mjs.
import path from 'node:path';
import { collect } from './collect.mjs';
import { kinds } from './kinds.mjs';
import { AGAIN } from './process.mjs';
import { World } from './world.mjs';

// Whoever started this night holds the other end: when that goes away, even by kill -9, the night ends.
process.stdin.on('end', () => process.exit(1)).resume();

const [, , name, dir] = process.argv;
const kind = kinds.find((k) => k.name === name);
const world = new World(dir, kind);
world.build();
kind.setup?.(world);
await world.startClients();
/** A run takes the logs itself while it is under way, or they are taken when it is over. */
let taken = false;
world.collect = async () => {
  taken = true;
  await collect(world, path.join(dir, 'logs'));
};
await kind.run(world);
if (!taken) await world.collect();
// The planner removes empty folders of the holding disk while the driver makes one. When they meet, the driver goes on
// without a holding disk: that is another night than the one that was to be played.
const race = /WARNING driver .*Can't create '.*\/pid': No such file/.test(world.log());
// The first process of the namespace ends with this one, and everything else with it.
process.exit(race ? AGAIN : 0);
