import type { IExecuteFunctions } from 'n8n-workflow';
import { forLog } from '../report/render/inert';

export type LogContext = Pick<IExecuteFunctions, 'logger'>;

/** The only way into n8n's log: names and errors in a text can't begin a line of their own. */
export const logInfo = ({ logger }: LogContext, text: string): void => logger.info(forLog(text));

/** The same, for messages that somebody should look at. */
export const logWarning = ({ logger }: LogContext, text: string): void => logger.warn(forLog(text));
