import type { IExecuteFunctions } from 'n8n-workflow';
import type { HourWindow } from '../../../lib/health/businessHours';

/** The rarer parameters of a start; an absent one was never added. */
export interface StartOptions {
	hours?: { windows?: HourWindow[] };
	hoursText?: string;
	minimumMinutes?: number;
	skipRecent?: boolean;
	takeOver?: boolean;
	runNumber?: string;
}

export const readOptions = (context: IExecuteFunctions): StartOptions =>
	context.getNodeParameter('options', 0, {}) as StartOptions;
