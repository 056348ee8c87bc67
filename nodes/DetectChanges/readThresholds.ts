import type { IExecuteFunctions } from 'n8n-workflow';
import type { Thresholds } from '../../lib/changes/detect';

/** From which difference on the owner is told of a change. */
export function readThresholds(context: IExecuteFunctions): Thresholds {
	const { thresholdPercent } = context.getNodeParameter('options', 0, {}) as {
		thresholdPercent?: number;
	};
	return {
		yen: context.getNodeParameter('thresholdYen', 0) as number,
		percent: thresholdPercent ? thresholdPercent : null,
	};
}
