import { ErrorCodes, ExecuteCommandRequest, MessageType, ResponseError } from 'vscode-languageserver';
import { APPLY_ACTION, applyAction, type ActionCommand } from './code-actions';
import { faultOf } from './params';
import type { AfterFix } from './protocol';
import { request } from './rows';

const AFTER_FIX = 'amanda.server.afterFix';

/** Commands that the server runs itself, for editors that do not have those of the extension. */
export const commandRows = [
  request(
    ExecuteCommandRequest.type,
    { executeCommandProvider: { commands: [AFTER_FIX, APPLY_ACTION] } },
    async (context, params): Promise<null> => {
      if (params.command === APPLY_ACTION) {
        const fault = faultOf(APPLY_ACTION, params.arguments?.[0]);
        if (fault !== undefined) throw new ResponseError(ErrorCodes.InvalidParams, fault);
        await applyAction(context, params.arguments?.[0] as ActionCommand);
        return null;
      }
      if (params.command !== AFTER_FIX)
        throw new ResponseError(ErrorCodes.InvalidParams, `There is no command ${params.command}.`);
      const argument = (params.arguments?.[0] ?? {}) as Partial<AfterFix>;
      const text = (part: unknown) => (typeof part === 'string' && part !== '' ? [part] : []);
      const message = [...text(argument.note), ...text(argument.copy)].join('\n');
      if (message !== '')
        await context.connection.sendNotification('window/showMessage', { type: MessageType.Info, message });
      return null;
    },
  ),
];
