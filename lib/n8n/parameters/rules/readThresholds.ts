import type { IExecuteFunctions } from 'n8n-workflow';
import { defaultThresholds, type Thresholds } from '../../../listing/thresholds';
import { dropUnset } from './dropUnset';

/** The values of the collection Thresholds; a person chose only some of them. */
export interface ThresholdParameters {
	yen?: number;
	percent?: number;
	watchNewsMinutes?: number;
}

/** Reads the smallest difference that is reported to the owner. */
export function readThresholds(context: IExecuteFunctions): Thresholds {
	const { thresholdPercent } = context.getNodeParameter('options', 0, {}) as {
		thresholdPercent?: number;
	};
	const yen = context.getNodeParameter('thresholdYen', 0, defaultThresholds.yen) as number;
	return { ...defaultThresholds, ...readThresholdChanges({ yen, percent: thresholdPercent }) };
}

/** Returns the chosen thresholds. */
export const readThresholdChanges = ({
	yen,
	percent,
	watchNewsMinutes,
}: ThresholdParameters): Partial<Thresholds> =>
	dropUnset({
		yen,
		percent: percent === undefined ? undefined : percent || null,
		watchNewsMinutes,
	});
