import { isSettled } from '../simulator/world/truth';
import type { Truth } from '../simulator/world/product';
import { seemedFresh, type Broken, type Cycle, type Document } from './facts';

/** Differences below this many yen are told to nobody; the shipped workflows' threshold. */
const THRESHOLD_YEN = 100;

interface Told {
	price: number | null;
	inStock: boolean;
	line: string;
	number: number;
}

/** What the owner has been told, run after run: nothing twice without a reason, nothing never. */
export class MessageInvariants {
	private readonly told = new Map<string, Told>();
	/** The last run after which a message may come again. */
	private lastTrouble = -Infinity;
	/** The last message only counted some of the changes. */
	private isCounted = false;

	check(cycle: Cycle): Broken[] {
		if (cycle.mayRepeat) this.lastTrouble = cycle.number;
		const fresh = cycle.after.messages.slice(cycle.before.messages.length);
		this.isCounted = fresh.some((body) => /他 [\d,]+ 件/.test(body));
		const found = fresh.flatMap((body) => this.hear(body, cycle));
		return [...found, ...this.movedSilently(cycle), ...untold(cycle)];
	}

	private hear(body: string, { number }: Cycle): Broken[] {
		return changesIn(body).flatMap(({ asin, ...change }) => {
			const last = this.told.get(asin);
			this.told.set(asin, { ...change, number });
			// Two items of one ASIN stand in one message with one line each.
			if (last?.line !== change.line || last.number === number) return [];
			if (this.lastTrouble >= last.number) return [];
			const detail = `${asin}: ${change.line} (runs ${last.number} and ${number})`;
			return [{ invariant: 'a message came twice', detail }];
		});
	}

	/** What counts as told has been told, but for the first sight of an item. */
	private movedSilently({ before, after }: Cycle): Broken[] {
		if (this.isCounted) return [];
		return [...after.documents].flatMap(([asin, document]) => {
			const old = baselineOf(before.documents.get(asin) ?? {});
			const now = baselineOf(document);
			if (!old || !now || (old.price === now.price && old.in_stock === now.in_stock)) return [];
			const told = this.told.get(asin);
			if (told?.price === now.price && told.inStock === now.in_stock) return [];
			return [lost(asin, `counts as told: ${JSON.stringify(now)}, last told: ${told?.line}`)];
		});
	}
}

/** After a run in which nothing went wrong there is nothing left to tell. */
function untold(cycle: Cycle): Broken[] {
	const { after, truth, result, isHealthy, workflow } = cycle;
	if (!isHealthy || workflow !== 'sync') return [];
	return (result?.items ?? []).flatMap((item) => {
		const { asin, offer_status } = item;
		if (seemedFresh(cycle, item)) return [];
		const state = baselineOf(after.documents.get(asin) ?? {});
		const real = truth.get(asin);
		if (!state || !real || isUnanswered(offer_status) || !isUntold(state, real)) return [];
		return [lost(asin, `counts as told: ${JSON.stringify(state)}, truth: ${JSON.stringify(real)}`)];
	});
}

const lost = (asin: string, detail: string): Broken => ({
	invariant: 'a change that nobody was told of',
	detail: `${asin}: ${detail}`,
});

const isUnanswered = (status: string | null): boolean => status === 'unknown' || status === 'gone';

const baselineOf = (document: Document) => Object.values(document.reported ?? {})[0];

function isUntold(state: { price: number | null; in_stock: boolean | null }, real: Truth): boolean {
	if (!isSettled(real)) return false;
	if (state.in_stock !== (real.status === 'in_stock')) return true;
	if (state.price === null || real.price === null) return false;
	return Math.abs(state.price - real.price) >= THRESHOLD_YEN;
}

/** The changes of Amazon that a message tells, read as the owner reads them. */
export function changesIn(body: string): Array<Omit<Told, 'number'> & { asin: string }> {
	const entries = body.matchAll(/\(([A-Z0-9]{10})\) (Amazon [^\n、[]*)/g);
	return [...entries].flatMap(([, asin = '', line = '']) => {
		const prices = /→ ([\d,]+)円/.exec(line);
		const stock =
			/→ (在庫あり|売り切れ|条件に合う出品がありません|Amazonに商品がありません)(?: ([\d,]+)円)?/.exec(
				line,
			);
		if (prices) return [{ asin, line, price: yen(prices[1]), inStock: true }];
		if (stock) return [{ asin, line, price: yen(stock[2]), inStock: stock[1] === '在庫あり' }];
		return [];
	});
}

const yen = (text: string | undefined): number | null =>
	text === undefined ? null : Number(text.replaceAll(',', ''));
