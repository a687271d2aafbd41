import { decryptOption, plainSecrets, rshAuth, sslKeys } from './secrets';

export const securityChecks = [plainSecrets, rshAuth, decryptOption, sslKeys];
