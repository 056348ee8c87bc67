import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Operation } from '../runOperation';
import { addParts, readPart } from './items';

export const isRound = (item: INodeExecutionData): boolean => readPart(item, 'slice') !== undefined;

/** Lets the rounds of a loop pass a node whose work is with products. */
export const passRounds =
	(operation: Operation): Operation =>
	async (context) => {
		const items = context.getInputData();
		const rounds = items.flatMap((item, index) =>
			isRound(item) ? [addParts(item, index, {})] : [],
		);
		if (rounds.length === 0) return await operation(context);
		if (rounds.length === items.length) return [rounds];
		const products = items.filter((item) => !isRound(item));
		const [first = [], ...others] = await operation(withItems(context, products));
		return [[...first, ...rounds], ...others];
	};

/** A round stands behind its products, so that their places stay the same. */
const withItems = (context: IExecuteFunctions, items: INodeExecutionData[]): IExecuteFunctions =>
	Object.create(context, { getInputData: { value: () => items } }) as IExecuteFunctions;
