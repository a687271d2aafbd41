import { modernDialect, type Dialect } from '../syntax/dialect';

/**
 * What a release's readers take besides the parameters themselves: one row of facts for each release of the version
 * table. Sources: common-src/conffile.c, server-src/diskfile.c, common-src/file.c and match.c of 2.5.2p1, 2.6.0p2,
 * 2.6.1p2, 3.1.5, 3.2.2, 3.3.9, 3.4.5, 3.5.1 and 3.6. Of the releases before 2.5.2 there is no source at hand but the
 * ChangeLog, NEWS and the manual pages: they are read as 2.5.2 is, without what those call newer.
 */
export interface Grammar {
  readonly dialect: Dialect;
  /** True where keywords may be written with `-` or `_` (conffile.c, lookup_keyword). */
  readonly foldsKeywords: boolean;
  /** The words behind `define`, and what Amanda says when none of them follows (conffile.c, read_confline). */
  readonly define: Definitions;
  /** The same for amanda-client.conf; undefined where it has no `define`. */
  readonly clientDefine: Definitions | undefined;
  /** What a line says that begins with a name, a number, a string or a brace. */
  readonly notKeyword: 'error: not a keyword.' | 'configuration keyword expected';
  /** Keywords of the past that this release refuses by name (conffile.c, handle_invalid_keyword). */
  readonly refused: readonly string[];
  /**
   * Which texts at the start of a line make the release read a number as if it were a pointer to a text, and crash
   * (conffile.c, handle_invalid_keyword): none, characters it does not know, or everything that is no word.
   */
  readonly crashesOn: 'nothing' | 'unknown' | 'anything';
  /** True where a parameter of the top level must not be given twice (conffile.c, ckseen and config_init). */
  readonly once: boolean;
  /** True where a string that the end of its line cuts off is an error; before, it goes on with the next line. */
  readonly wantsClosedStrings: boolean;
  /** True where the names of blocks must not hold blanks and quotes (conffile.c, validate_name). */
  readonly checksNames: boolean;
  /** True where the first name of a block must not stand in quotes: validate_name finds no type in its token. */
  readonly bareFirstName: boolean;
  /** True where application, interactivity, taperscan and policy take a name without quotes. */
  readonly bareReferences: boolean;
  /** True where `holdingdisk NAME` uses a block made with `define`, and no two have the same name. */
  readonly namedHoldingdisks: boolean;
  /** True where an application or script without plugin is refused at its definition, and not when a DLE uses it. */
  readonly pluginAtDefinition: boolean;
  /** True where an empty name (`application ""`, `script ""`) takes the value back; before, no block has that name. */
  readonly emptyNames: boolean;
  /** True where a block that inherits adds to lists and properties, and does not replace them (merge_val_t). */
  readonly mergesLists: boolean;
  /** True where `script` takes several names. */
  readonly scriptLists: boolean;
  /** True where names in a list of storages may be keywords. */
  readonly keywordNames: boolean;
  /** The tapetype that need not be defined, if there is one; `line` where a missing one is reported with its line. */
  readonly missingTapetype: 'line' | 'whole';
  /** True where label-new-tapes and autolabel exclude each other, and how the message spells the former. */
  readonly labelConflict: string | undefined;
  /** True where org must suit labels that hold `$o` (conffile.c, update_derived_values). */
  readonly checksOrg: boolean;
  /** True where /etc/amanda/amanda.conf is read first (conffile.c, config_init_with_global). */
  readonly siteFile: boolean;
  /** True where a file to include that is not there is an error at the line of the includefile. */
  readonly includeAtLine: boolean;
  /** How sizes are read. */
  readonly numbers: Numbers;
  readonly disklist: DisklistGrammar;
  /** True where the values that take part in a range check read as 2.5.2 has them, with its messages. */
  readonly oldRanges: boolean;
  /** The word that begins the message about an execute-on word. */
  readonly executeOn: string;
  /** What Amanda says of a word that is no strategy. */
  readonly strategyExpected: string;
  /** How it calls the blocks of an application and a script in its messages. */
  readonly toolBlocks: boolean;
  /** What Amanda says of a client-port that is neither a number nor a string. */
  readonly portExpected: string;
  /** What Amanda says of a value that is no boolean. */
  readonly booleanExpected: string;
}

export interface Definitions {
  readonly words: readonly string[];
  readonly expected: string;
}

export interface Numbers {
  /**
   * True where suffixes multiply by what the parameter counts (conffile.c, get_multiplier: since 3.3). Before, `k` and
   * `bytes` both multiply by 1, `m` by 1,024, whatever the parameter counts.
   */
  readonly byUnit: boolean;
  /** True where there are suffixes for tebibytes. */
  readonly tera: boolean;
  /** True where device-output-buffer-size counts bytes for its suffixes too (conffile.c, get_size_byte: since 3.2). */
  readonly byteSizes: boolean;
}

export interface DisklistGrammar {
  /** True where `includefile` reads another disklist (diskfile.c, parse_diskline). */
  readonly includes: boolean;
  /** True where an empty disk or device name is refused. */
  readonly refusesEmpty: boolean;
  /** True where two hosts whose names make the same file name are refused. */
  readonly hostFileNames: boolean;
  /** True where a disk is compared with the others as amadmin's expressions are, so that `/etc/` is `/etc`. */
  readonly diskExpressions: boolean;
  /** True where a text behind `{` or behind the last column, and errors in an inline dumptype, only print a message. */
  readonly lenient: boolean;
  /** True where program and application must fit together. */
  readonly checksProgram: boolean;
}

const kinds24 = ['dumptype', 'tapetype', 'interface'];
const kinds261 = [...kinds24, 'application-tool', 'script-tool', 'device', 'changer'];
const kinds31 = [...kinds24, 'holdingdisk', 'application', 'application-tool', 'script', 'script-tool'];
const kinds31all = [...kinds31, 'device', 'changer'];
const kinds33 = [...kinds31all, 'interactivity', 'taperscan'];
const clientOld = ['application-tool', 'script-tool'];
const clientNew = ['application', 'application-tool', 'script', 'script-tool'];

const grammar252: Grammar = {
  dialect: { pairsBackslashes: false, octalEscapes: false, cutsComments: false, verticalTab: true },
  foldsKeywords: false,
  define: { words: kinds24, expected: 'DUMPTYPE, INTERFACE or TAPETYPE expected' },
  clientDefine: undefined,
  notKeyword: 'configuration keyword expected',
  refused: [],
  crashesOn: 'nothing',
  once: true,
  wantsClosedStrings: false,
  checksNames: false,
  bareFirstName: false,
  bareReferences: false,
  namedHoldingdisks: false,
  pluginAtDefinition: false,
  emptyNames: false,
  mergesLists: false,
  scriptLists: false,
  keywordNames: false,
  missingTapetype: 'line',
  labelConflict: undefined,
  checksOrg: false,
  siteFile: false,
  includeAtLine: true,
  numbers: { byUnit: false, tera: false, byteSizes: false },
  disklist: {
    includes: false,
    refusesEmpty: false,
    hostFileNames: false,
    diskExpressions: true,
    lenient: true,
    checksProgram: false,
  },
  oldRanges: true,
  executeOn: 'Execute_on',
  strategyExpected: 'STANDARD or NOFULL expected',
  toolBlocks: false,
  portExpected: 'CLIENT or SERVER expected',
  booleanExpected: 'YES, NO, TRUE, FALSE, ON, OFF expected',
};

const grammar260: Grammar = {
  ...grammar252,
  crashesOn: 'anything',
  missingTapetype: 'whole',
  includeAtLine: false,
  disklist: { ...grammar252.disklist, hostFileNames: true },
  oldRanges: false,
};

const grammar261: Grammar = {
  ...grammar260,
  dialect: { ...modernDialect, cutsComments: false },
  foldsKeywords: true,
  define: {
    words: kinds261,
    expected: 'DUMPTYPE, INTERFACE, TAPETYPE, APPLICATION-TOOL, SCRIPT-TOOL, DEVICE, or CHANGER expected',
  },
  clientDefine: { words: clientOld, expected: 'APPLICATION-TOOL or SCRIPT-TOOL expected' },
  strategyExpected: 'dump strategy expected',
  toolBlocks: true,
  crashesOn: 'nothing',
  pluginAtDefinition: true,
  disklist: {
    ...grammar260.disklist,
    refusesEmpty: true,
    diskExpressions: false,
    lenient: false,
    checksProgram: true,
  },
};

const grammar31: Grammar = {
  ...grammar261,
  define: {
    words: kinds31all,
    expected:
      'DUMPTYPE, INTERFACE, TAPETYPE, HOLDINGDISK, APPLICATION-TOOL, SCRIPT-TOOL, DEVICE, or CHANGER expected',
  },
  clientDefine: { words: clientNew, expected: 'APPLICATION-TOOL or SCRIPT-TOOL expected' },
  refused: ['rawtapedev'],
  crashesOn: 'anything',
  toolBlocks: false,
  namedHoldingdisks: true,
  pluginAtDefinition: false,
  mergesLists: true,
  scriptLists: true,
  labelConflict: 'label_new_tapes',
  numbers: { byUnit: false, tera: true, byteSizes: false },
  booleanExpected: 'YES, NO, TRUE, FALSE, ON, OFF, 0, 1 expected',
};

const grammar32: Grammar = {
  ...grammar31,
  refused: ['rawtapedev', 'tapebufs', 'file-pad'],
  numbers: { byUnit: false, tera: true, byteSizes: true },
  executeOn: 'Execute-on',
};

const grammar33: Grammar = {
  ...grammar32,
  dialect: modernDialect,
  define: {
    words: kinds33,
    expected:
      'DUMPTYPE, INTERFACE, TAPETYPE, HOLDINGDISK, APPLICATION, SCRIPT, DEVICE, CHANGER, INTERACTIVITY or TAPERSCAN expected',
  },
  notKeyword: 'error: not a keyword.',
  crashesOn: 'unknown',
  wantsClosedStrings: true,
  labelConflict: 'label-new-tapes',
  numbers: { byUnit: true, tera: true, byteSizes: true },
  disklist: { ...grammar32.disklist, includes: true },
  portExpected: 'an integer or a quoted string is expected',
};

const grammar34: Grammar = {
  ...grammar33,
  define: {
    words: [...kinds33, 'policy', 'storage'],
    expected:
      'DUMPTYPE, INTERFACE, TAPETYPE, HOLDINGDISK, APPLICATION, SCRIPT, DEVICE, CHANGER, INTERACTIVITY, TAPERSCAN, POLICY or STORAGE expected',
  },
  clientDefine: { words: clientNew, expected: 'APPLICATION or SCRIPT expected' },
  once: false,
  siteFile: true,
};

const grammar35: Grammar = {
  ...grammar34,
  checksNames: true,
  bareFirstName: true,
  emptyNames: true,
  keywordNames: true,
  checksOrg: true,
};

const grammar36: Grammar = { ...grammar35, bareFirstName: false, bareReferences: true };

/** The grammars by the release that began them, oldest first. */
export const grammars: readonly (readonly [since: string, Grammar])[] = [
  ['2.4', grammar252],
  ['2.6.0', grammar260],
  ['2.6.1', grammar261],
  ['3.1', grammar31],
  ['3.2', grammar32],
  ['3.3', grammar33],
  ['3.4', grammar34],
  ['3.5', grammar35],
  ['3.6', grammar36],
];
