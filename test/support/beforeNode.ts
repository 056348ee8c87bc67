import type { IExecuteFunctions } from 'n8n-workflow';
import { everyNode } from './n8nEngine';

/**
 * Does some work in the next run, just before a node of ours begins: once, so that a run within the work is
 * not disturbed.
 * @param name of the node's type, e.g. `baseUpdate`
 */
export function beforeNode(name: string, work: () => Promise<void>): void {
	const node = everyNode.find(({ description }) => description.name === name);
	const { execute } = node ?? {};
	if (!node || !execute) throw new Error(`There is no node ${name}`);
	const spy = jest
		.spyOn(node as { execute: typeof execute }, 'execute')
		.mockImplementation(async function (this: IExecuteFunctions) {
			spy.mockRestore();
			await work();
			return await execute.call(this);
		});
}
