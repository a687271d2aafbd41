import { ExecuteCommandRequest, MessageType } from 'vscode-languageserver';
import type { AfterFix } from './protocol';
import { request } from './rows';

/** Commands that the server runs itself, for editors that do not have those of the extension. */
export const commandRows = [
  request(
    ExecuteCommandRequest.type,
    { executeCommandProvider: { commands: ['amanda.server.afterFix'] } },
    async (context, params): Promise<null> => {
      const argument = (params.arguments?.[0] ?? {}) as Partial<AfterFix>;
      const text = (part: unknown) => (typeof part === 'string' && part !== '' ? [part] : []);
      const message = [...text(argument.note), ...text(argument.copy)].join('\n');
      if (message !== '')
        await context.connection.sendNotification('window/showMessage', { type: MessageType.Info, message });
      return null;
    },
  ),
];
