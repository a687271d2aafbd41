import type { Check } from '../check';
import { causes, relatedDles, setBeside } from '../causes';
import { failed, why } from './refusal-text';

export const encryptThenCompress: Check = {
  id: 'trap/client-encrypt-server-compress',
  severity: 'error',
  title: 'Client encryption with server compression',
  doc: `What the client has encrypted cannot be compressed on the server. ${why}

Compress on the client (\`compress client fast\`), or encrypt on the server.`,
  run(snapshot, report) {
    for (const { place, dles } of causes(snapshot, ({ facts }) =>
      facts.encrypt === 'client' && facts.compress.side === 'server'
        ? { parameter: 'encrypt', what: '' }
        : undefined,
    )) {
      report({
        place,
        message: `${failed(dles.length, 'Client encryption with server compression is not supported. See amanda.conf(5) for detail')}. Use \`compress client\` or \`compress none\` with it.`,
        related: relatedDles(dles, 'not backed up'),
        fixes: () => [
          ...setBeside(snapshot, dles[0], 'encrypt', 'compress', 'client fast'),
          ...setBeside(snapshot, dles[0], 'encrypt', 'compress', 'none'),
        ],
      });
    }
  },
};
