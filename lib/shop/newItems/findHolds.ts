import type { Gate } from '../gate/gate';
import type { CreatePorts } from './createListing';

/** Asks the gate whether a new item may go on sale, by what is known once its images are there. */
export const makeFindHolds =
	(gate: Pick<Gate, 'check'>): CreatePorts['findHolds'] =>
	async ({ asin, run, draft, offer, rules }, listing) => {
		const edits = { visible: true, price: draft.price };
		const intent = {
			...{ asin, run, listing, edits, offer },
			why: [],
			isLooked: true,
			pricedBy: rules,
		};
		return (await gate.check({ ...intent, writer: 'run', decided: null })).held;
	};
