import type { IExecuteFunctions } from 'n8n-workflow';
import type { Thresholds } from '../../../listing/thresholds';

/** Reads the smallest difference that is reported to the owner. */
export function readThresholds(context: IExecuteFunctions): Thresholds {
	const { thresholdPercent } = context.getNodeParameter('options', 0, {}) as {
		thresholdPercent?: number;
	};
	return {
		yen: context.getNodeParameter('thresholdYen', 0) as number,
		percent: thresholdPercent ? thresholdPercent : null,
	};
}
