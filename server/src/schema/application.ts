import { rows } from './row';

/** The parameters of a application block (conffile.c, application_var). */
export const applicationParameters = rows('application', [
  {
    name: 'comment',
    kind: 'string',
    default: '""',
    since: '2.6.1',
    doc: 'Free text for people. Amanda never uses it.',
    syntax: 'comment "TEXT"',
  },
  {
    name: 'plugin',
    kind: 'string',
    default: '""',
    since: '2.6.1',
    doc: 'Program that makes the dump, such as `"amgtar"`; it stands in Amanda\'s `application` folder on the client. A dumptype whose application has none is refused.',
    syntax: 'plugin "PROGRAM"',
    example: 'plugin "amgtar"',
  },
  {
    name: 'property',
    kind: 'property_visible',
    default: '',
    since: '2.6.1',
    doc: "Sets a property: its name and one or more values, all in double quotes. Case and `-`/`_` do not matter in the name; a later line of the same name replaces the values unless `append` stands in front; a name alone removes the property. With `priority` the client's amanda-client.conf cannot override it. Which names there are depends on the plugin.",
    syntax: 'property [priority] [append] [hidden|visible] "NAME" ["VALUE" ...]',
    example: 'property "ONE-FILE-SYSTEM" "yes"',
  },
  {
    name: 'client-name',
    kind: 'string',
    default: '""',
    since: '3.3',
    doc: "Name of the application block in the client's amanda-client.conf to merge with; an error if the client lacks it. Default empty: the block named like the plugin, if there is one. Since 3.3.",
    syntax: 'client-name "TEXT"',
  },
]);
