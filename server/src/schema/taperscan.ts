import { rows } from './row';

/** The parameters of a taperscan block (conffile.c, taperscan_var). */
export const taperscanParameters = rows('taperscan', [
  {
    name: 'comment',
    kind: 'string',
    default: '""',
    since: '3.3',
    doc: 'Free text for people. Amanda never uses it.',
    syntax: 'comment "TEXT"',
  },
  {
    name: 'plugin',
    kind: 'string',
    default: '""',
    since: '3.3',
    doc: 'Algorithm that chooses the volume: `"traditional"`, `"oldest"` or `"lexical"`.',
    syntax: 'plugin "PROGRAM"',
    example: 'plugin "oldest"',
  },
  {
    name: 'property',
    kind: 'property_visible',
    default: '',
    since: '3.3',
    doc: 'Sets a property: its name and one or more values, all in double quotes. Case and `-`/`_` do not matter in the name; a later line of the same name replaces the values unless `append` stands in front; a name alone removes the property. Which names there are depends on the plugin.',
    syntax: 'property [priority] [append] [hidden|visible] "NAME" ["VALUE" ...]',
  },
]);
