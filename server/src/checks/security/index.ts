import { decryptOption } from './encryption-options';
import { plainSecrets } from './plain-text-secret';
import { rshAuth } from './rsh-auth';
import { sslKeys } from './ssl-without-keys';

export const securityChecks = [plainSecrets, rshAuth, decryptOption, sslKeys];
