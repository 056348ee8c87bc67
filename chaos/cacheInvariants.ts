import { isSettled } from '../simulator/world/truth';
import type { Broken, Cycle, Document } from './facts';

/** What must be true of the documents that the sync keeps. */

/** Clocks of two machines differ by moments. */
const LEEWAY_MS = 5 * 60_000;

export function cacheInvariants(cycle: Cycle): Broken[] {
	return [...nothingLost(cycle), ...stampsOfPast(cycle), ...stampsEarned(cycle)];
}

/** A field that was known once stays, whoever wrote it. */
function nothingLost({ before, after }: Cycle): Broken[] {
	const found: Broken[] = after.strangers.map((name) => ({
		invariant: 'a broken or unknown file in the cache',
		detail: name,
	}));
	for (const [asin, document] of before.documents) {
		const now = after.documents.get(asin);
		for (const path of now ? lostPaths(document, now) : ['the document']) {
			found.push({ invariant: 'a field of the cache was lost', detail: `${asin}: ${path}` });
		}
	}
	return found;
}

function lostPaths(before: Document, now: Document): string[] {
	const inside = (name: 'shop' | 'reported') =>
		Object.keys(before[name] ?? {})
			.filter((key) => !Object.hasOwn(now[name] ?? {}, key))
			.map((key) => `${name}.${key}`);
	return [
		...Object.keys(before).filter((name) => !Object.hasOwn(now, name)),
		...inside('shop'),
		...inside('reported'),
		// What other tools keep in a document is nobody's business here.
		...(JSON.stringify(before.legacy) === JSON.stringify(now.legacy) ? [] : ['legacy (changed)']),
	];
}

const STAMPS = ['price_updated_at', 'stock_updated_at', 'basic_info_updated_at', 'cached_at'];

function stampsOfPast({ after, latestClock }: Cycle): Broken[] {
	return [...after.documents].flatMap(([asin, document]) =>
		STAMPS.filter((name) => Date.parse(String(document[name])) > latestClock + LEEWAY_MS).map(
			(name) => ({
				invariant: 'a stamp of the future',
				detail: `${asin}: ${name} ${String(document[name])}`,
			}),
		),
	);
}

/** A stamp moves only with an answer that held the price; and then the price is the true one. */
function stampsEarned({ before, after, truth, isLiedTo, happenings }: Cycle): Broken[] {
	const answered = new Set(
		happenings.flatMap((happening) => (happening.kind === 'answer' ? [happening.asin] : [])),
	);
	return [...after.documents].flatMap(([asin, document]) => {
		const old = before.documents.get(asin);
		if (document.price_updated_at === old?.price_updated_at) return [];
		const real = truth.get(asin);
		const state = `${asin}: price ${String(document.price)}, in_stock ${String(document.in_stock)}, ${String(document.price_updated_at)}, truth ${JSON.stringify(real)}`;
		if (!answered.has(asin)) {
			return [{ invariant: 'a failed answer refreshed a stamp', detail: state }];
		}
		if (isLiedTo || !real) return [];
		const isTrue =
			isSettled(real) &&
			document.price === real.price &&
			document.in_stock === (real.status === 'in_stock');
		return isTrue ? [] : [{ invariant: 'a new stamp on what is not true', detail: state }];
	});
}
