import { afterIncludefile } from './after-includefile';
import { dumpuser, hostScript, mailto, unmatchedTag } from './amcheck-more';
import { flushThreshold, noChanger, noTapetype, partCache, retention } from './amcheck-storage';
import { clientReference } from './client-block';
import { deviceNamedLikeDumptype } from './device-named-like-dumptype';
import { duplicateParameter } from './duplicate-parameter';
import { escapes } from './escapes';
import { excludeReplaced } from './exclude-replaced';
import { hashInName } from './hash-in-name';
import { hostAuth, hostInterface, hostMaxdumps } from './host-mixed';
import { braceText, unclosedInlineBlock } from './inline-block-text';
import { lateGlobal } from './late-global';
import { lostScripts } from './lost-scripts';
import { nearDuplicate } from './near-duplicate';
import { bomInHost, includeTrailing, quotedHost, uppercaseIncludefile } from './odd-host';
import { portRange, starttime } from './odd-numbers';
import { oddSpindle } from './odd-spindle';
import { oddSuffix } from './odd-suffix';
import { overwrittenByParent } from './overwritten-by-parent';
import {
  clientLacksFeature,
  customCompress,
  directtcp,
  encryptProgram,
  encryptThenCompress,
} from './planner-refuses';
import {
  calcsizeOldClient,
  estimateServerRequest,
  includeOldClient,
  programMarkup,
  star,
} from './request-breakers';
import {
  globalChangerfile,
  includeDirectory,
  includeTooLarge,
  labelstrInQuotes,
  siteWarning,
  swallowedText,
} from './read-silently';
import { scriptOrder } from './script-order';
import { scriptTwice } from './script-twice';
import { silentOverflow } from './silent-overflow';
import { unknownAuth } from './unknown-auth';

/** What Amanda accepts without a word while it reads its files, and which loses something or fails at night. */
export const trapChecks = [
  // The disklist.
  afterIncludefile,
  hashInName,
  deviceNamedLikeDumptype,
  quotedHost,
  bomInHost,
  uppercaseIncludefile,
  includeTrailing,
  braceText,
  unclosedInlineBlock,
  nearDuplicate,
  oddSpindle,
  hostAuth,
  hostMaxdumps,
  hostInterface,
  // amanda.conf.
  siteWarning,
  includeDirectory,
  includeTooLarge,
  labelstrInQuotes,
  swallowedText,
  globalChangerfile,
  clientReference,
  overwrittenByParent,
  lateGlobal,
  lostScripts,
  scriptOrder,
  scriptTwice,
  excludeReplaced,
  duplicateParameter,
  oddSuffix,
  silentOverflow,
  escapes,
  starttime,
  portRange,
  // What the planner finds out at night.
  unknownAuth,
  customCompress,
  encryptProgram,
  encryptThenCompress,
  clientLacksFeature,
  directtcp,
  star,
  programMarkup,
  calcsizeOldClient,
  includeOldClient,
  estimateServerRequest,
  // What amcheck says.
  noTapetype,
  noChanger,
  retention,
  flushThreshold,
  partCache,
  unmatchedTag,
  hostScript,
  dumpuser,
  mailto,
];
