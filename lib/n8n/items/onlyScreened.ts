import type { INodeExecutionData } from 'n8n-workflow';
import { readPart } from './items';

/** A screening is a hint, never a reason for a decision: such an item passes unchanged. */
export const isOnlyScreened = (item: INodeExecutionData): boolean =>
	readPart(item, 'offer') === undefined && readPart(item, 'screen') !== undefined;
