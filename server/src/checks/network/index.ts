import { excludeBytes } from './exclude-bytes';
import { firewallTimeout } from './firewall-timeout';
import { fragments } from './fragments';
import { replyTooLarge } from './reply-too-large';
import { requestTooLarge } from './request-too-large';
import { selfcheckTooLarge } from './selfcheck-too-large';
import { udpAuth } from './udp-auth';

/** The UDP chapters of the Amanda wiki's article "Results missing". */
export const networkChecks = [
  requestTooLarge,
  replyTooLarge,
  selfcheckTooLarge,
  fragments,
  udpAuth,
  firewallTimeout,
  excludeBytes,
];
