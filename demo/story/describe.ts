import type { OperationCount } from '../../simulator/counters';
import type { Truth } from '../../simulator/world/product';
import type { Listed } from '../../simulator/world/world';
import type { Check } from './checks';
import { simulatedSeconds } from './figures';
import type { Move } from './moves';
import { type Observation, operationsOf } from './observe';

/** What happened, in a newcomer's words. */

const yen = (value: number | null): string =>
	value === null ? 'no price' : `${value.toLocaleString('en-US')} yen`;

const stateOf = ({ status, price }: Truth): string =>
	status === 'in_stock' ? yen(price) : status === 'out_of_stock' ? 'sold out' : status;

const examples = 5;
const secondsACall = 10;

function withExamples(title: string, lines: readonly string[]): string[] {
	const shown = lines.slice(0, examples).map((line) => `    ${line}`);
	const left = lines.length - shown.length;
	return [`  ${title}`, ...shown, ...(left > 0 ? [`    and ${left} more`] : [])];
}

/** Moves at Amazon that a person would notice. */
export function describeMoves(moves: readonly Move[]): string {
	const lines = moves
		.map(({ asin, before, after }) => ({ asin, from: stateOf(before), to: stateOf(after) }))
		.filter(({ from, to }) => from !== to)
		.map(({ asin, from, to }) => `${asin}  ${from} -> ${to}`);
	return withExamples(`Amazon moved ${lines.length} of the shop's products`, lines).join('\n');
}

/** How close the run came to the quota's own pace: nobody can be faster than 1.00 times. */
function describePace(seen: Observation, speed: number): string {
	const calls = seen.counters.services.amazon.getItemOffersBatch?.calls ?? 0;
	const bound = Math.max(0, calls - 1) * secondsACall;
	const spent = simulatedSeconds(seen, speed);
	const total = `    ${spent} s of sped-up time from the first to the last batch call`;
	if (bound === 0) return total;
	const pace = `${total}; the quota itself needs ${bound} s (${(spent / bound).toFixed(2)} times)`;
	if (!seen.isDryRun || speed === 1) return pace;
	return `${pace}:\n    it begins at the published pace, until Amazon's first answer states the faster one`;
}

function describeOperation(name: string, count: OperationCount): string {
	const errors = count.rejected - count.throttled;
	return [
		`    ${name.padEnd(28)} ${String(count.calls).padStart(5)} calls`,
		`${count.throttled} rejected`,
		...(errors > 0 ? [`${errors} to be repeated with a new token or after an error`] : []),
	].join(', ');
}

/** Calls by operation. */
export function describeCalls(seen: Observation, speed: number): string {
	const lines = [...operationsOf(seen)]
		.filter(([key]) => !/token|users\/me/.test(key))
		.map(([key, count]) => describeOperation(key, count));
	return ['  Calls', ...lines, describePace(seen, speed)].join('\n');
}

function differences({ item: before }: Listed, { item: after }: Listed): string[] {
	const found: string[] = [];
	if (before.price !== after.price) found.push(`${yen(before.price)} -> ${yen(after.price)}`);
	if (before.visible !== after.visible) found.push(after.visible === 1 ? 'shown' : 'hidden');
	if (before.stock !== after.stock) found.push(`stock ${before.stock} -> ${after.stock}`);
	return found;
}

/** What differs in the shop between before and after the run. */
export function describeEdits(seen: Observation): string {
	const after = new Map(seen.after.map((listed) => [listed.item.item_id, listed]));
	const lines = seen.before.flatMap((listed) => {
		const now = after.get(listed.item.item_id);
		const found = now ? differences(listed, now) : ['deleted'];
		return found.length === 0 ? [] : [`${listed.asin ?? 'no ASIN'}  ${found.join(', ')}`];
	});
	const title =
		lines.length === 0 ? 'BASE was left as it is' : `In BASE ${lines.length} items changed`;
	return withExamples(title, lines).join('\n');
}

const messageLines = 12;

/** The Chatwork message, shortened: the whole of it stands in --json. */
export function describeMessage({ messages }: Observation): string {
	const [message] = messages;
	if (message === undefined) return '  No Chatwork message: there was nothing to say';
	const lines = message.split('\n');
	const left = lines.length - messageLines;
	const shown = lines.slice(0, messageLines).map((line) => `    | ${line}`);
	return [
		'  Chatwork message',
		...shown,
		...(left > 0 ? [`    | ... ${left} more lines`] : []),
	].join('\n');
}

export const describeHeld = ({ held }: Observation): string | null =>
	held.size === 0
		? null
		: withExamples(
				`${held.size} items were held back on purpose`,
				[...held].map(([itemId, reason]) => `BASE item ${itemId}: ${reason}`),
			).join('\n');

export const describeChecks = (checks: readonly Check[]): string =>
	checks
		.map(({ claim, fault }) => (fault === null ? `  ok    ${claim}` : `  WRONG ${claim}: ${fault}`))
		.join('\n');
