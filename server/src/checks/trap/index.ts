import { afterIncludefile } from './after-includefile';
import { bomInHost } from './bom-in-host';
import { braceText } from './brace-text';
import { calcsizeOldClient } from './calcsize-old-client';
import { clientReference } from './client-reference';
import { encryptThenCompress } from './client-encrypt-server-compress';
import { clientLacksFeature } from './client-lacks-feature';
import { customCompress } from './custom-compress-without-program';
import { deviceNamedLikeDumptype } from './device-named-like-dumptype';
import { directtcp } from './directtcp';
import { disklistNotFollowed } from './disklist-not-followed';
import { dumpuser } from './dumpuser';
import { duplicateParameter } from './duplicate-parameter';
import { encryptProgram } from './encrypt-without-program';
import { errorIgnored } from './error-ignored';
import { escapes } from './escape';
import { estimateServerRequest } from './estimate-server-request';
import { excludeReplaced } from './exclude-replaced';
import { flushThreshold } from './flush-threshold';
import { hashInName } from './hash-in-name';
import { hostAuth } from './host-auth';
import { hostInterface } from './host-interface';
import { hostMaxdumps } from './host-maxdumps';
import { hostScript } from './host-script-on-client';
import { includeDirectory } from './include-directory';
import { includeOldClient } from './include-old-client';
import { includeNotFollowed } from './include-not-followed';
import { includeTooLarge } from './include-too-large';
import { includeTrailing } from './include-trailing-text';
import { labelstrInQuotes } from './labelstr-in-quotes';
import { lateGlobal } from './late-global';
import { listNotFollowed } from './list-not-followed';
import { lostScripts } from './lost-scripts';
import { mailto } from './mailto';
import { nearDuplicate } from './near-duplicate';
import { negativeSize } from './negative-size';
import { nulByte } from './nul-byte';
import { neverSeveralStorages } from './never-several-storages';
import { noChanger } from './no-changer';
import { noTapetype } from './no-tapetype';
import { oddSpindle } from './odd-spindle';
import { oddSuffix } from './odd-suffix';
import { overwrittenByParent } from './overwritten-by-parent';
import { oldChangerScript } from './old-changer-script';
import { partCache } from './part-cache';
import { patternsWithoutEffect } from './patterns-without-effect';
import { portRange } from './port-range';
import { programMarkup } from './program-markup';
import { quotedHost } from './quoted-host';
import { retention } from './runtapes-retention';
import { scriptOrder } from './script-order';
import { scriptTwice } from './script-twice';
import { silentOverflow } from './silent-overflow';
import { siteWarning } from './site-warning';
import { star } from './star';
import { starttime } from './starttime';
import { swallowedText } from './swallowed-text';
import { tagReplaced } from './tag-replaced';
import { unclosedInlineBlock } from './unclosed-inline-block';
import { unknownAuth } from './unknown-auth';
import { unmatchedTag } from './unmatched-tag';
import { tookTooLong } from './took-too-long';
import { uppercaseIncludefile } from './uppercase-includefile';

/** What Amanda accepts without a word while it reads its files, and which loses something or fails at night. */
export const trapChecks = [
  disklistNotFollowed,
  // The disklist.
  afterIncludefile,
  hashInName,
  errorIgnored,
  deviceNamedLikeDumptype,
  quotedHost,
  bomInHost,
  nulByte,
  tookTooLong,
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
  includeNotFollowed,
  includeTooLarge,
  labelstrInQuotes,
  swallowedText,
  clientReference,
  overwrittenByParent,
  lateGlobal,
  listNotFollowed,
  lostScripts,
  scriptOrder,
  scriptTwice,
  excludeReplaced,
  tagReplaced,
  duplicateParameter,
  oddSuffix,
  silentOverflow,
  escapes,
  starttime,
  negativeSize,
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
  patternsWithoutEffect,
  estimateServerRequest,
  // What amcheck says.
  noTapetype,
  noChanger,
  oldChangerScript,
  retention,
  flushThreshold,
  partCache,
  unmatchedTag,
  neverSeveralStorages,
  hostScript,
  dumpuser,
  mailto,
];
