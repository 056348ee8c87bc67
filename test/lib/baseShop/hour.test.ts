import { CallBudget, CALLS_PER_HOUR, startOfHour } from '../../../lib/baseShop/budget';
import { updateListing, type EditPlan } from '../../../lib/shop/edits/updateListing';
import { QuotaCounts } from '../../../lib/ledger/quotaCounts';
import { MemoryStore } from '../../support/memoryStore';
import type { Listing } from '../../../lib/listing/listing';
import { listing } from '../../support/situation';

const START = Date.parse('2026-11-24T21:00:10+09:00');

type Kind = 'hide' | 'raise' | 'cut' | 'show';

/** A shop that counts calls from :00 to :00, and a day of runs against it on a clock of its own. */
function shopOf(kinds: readonly Kind[]) {
	let now = START;
	const shown = new Map<number, Listing>();
	const callsIn = new Map<number, number>();
	const edits = new Map<number, number>();
	let refused = 0;
	kinds.forEach((kind, index) => {
		shown.set(index, listing({ item_id: index, price: 1300, visible: kind !== 'show' }));
	});
	const call = () => {
		now += 20;
		const hour = startOfHour(now).startsAt;
		const calls = (callsIn.get(hour) ?? 0) + 1;
		callsIn.set(hour, calls);
		if (calls > CALLS_PER_HOUR) refused++;
	};
	const wanted: Record<Kind, EditPlan['edits']> = {
		hide: { visible: false },
		raise: { price: 1500 },
		cut: { price: 1100 },
		show: { visible: true },
	};
	const budget = new CallBudget({
		counts: new QuotaCounts(new MemoryStore()),
		account: 'shop',
		now: () => now,
	});
	const ports = {
		budget,
		client: {
			getItem: async (id: number) => {
				call();
				return shown.get(id)!;
			},
			editItem: async (id: number, fields: EditPlan['edits']) => {
				call();
				edits.set(id, (edits.get(id) ?? 0) + 1);
				shown.set(id, { ...shown.get(id)!, ...fields });
				return shown.get(id)!;
			},
			editVariationStock: async () => {
				throw new Error('No item of this shop has variations');
			},
		},
		records: { intend: async () => 'id', settle: async () => undefined },
	};
	/** One run: chunks of 100, hides and raises first in each, as BASE Update sends them. */
	const run = async (): Promise<Record<Kind, number>> => {
		await budget.note(108);
		for (let page = 0; page < 108; page++) call();
		const deferred = { hide: 0, raise: 0, cut: 0, show: 0 };
		for (let from = 0; from < kinds.length; from += 100) {
			const chunk = kinds
				.map((kind, id) => ({ kind, id }))
				.slice(from, from + 100)
				.filter(({ kind, id }) =>
					Object.entries(wanted[kind]).some(
						([field, to]) => shown.get(id)![field as keyof Listing] !== to,
					),
				)
				.sort((a, b) => Number(isRisky(a.kind)) - Number(isRisky(b.kind)));
			for (const { kind, id } of chunk) {
				const { action } = await updateListing(
					{
						asin: 'B0006L0120',
						run: 'r',
						listing: shown.get(id)!,
						edits: wanted[kind],
						addsRisk: isRisky(kind),
						offerFetchedAt: null,
						lastWrittenOfferAt: null,
						why: [],
					},
					ports,
				);
				if (action === 'deferred') deferred[kind]++;
				else expect(action).toBe('updated');
			}
		}
		return deferred;
	};
	const nextHour = () => void (now = startOfHour(now).startsAt + 3_600_000 + 10_000);
	return { run, nextHour, callsIn, edits, refused: () => refused };
}

const isRisky = (kind: Kind): boolean => kind === 'cut' || kind === 'show';

describe("BASE's 5,000 calls an hour", () => {
	it('should carry out 540 edits of a shop of 10,772 in one run, none refused', async () => {
		const kinds = Array.from({ length: 540 }, (_, index): Kind => (index % 3 ? 'raise' : 'cut'));
		const shop = shopOf(kinds);
		expect(await shop.run()).toEqual({ hide: 0, raise: 0, cut: 0, show: 0 });
		expect([...shop.callsIn.values()]).toEqual([108 + 540 * 2]);
		expect(shop.refused()).toBe(0);
	});

	it('should spread 6,000 edits over the hours: never one call too many, what lowers risk first, nothing twice', async () => {
		const order: Kind[] = ['cut', 'hide', 'show', 'raise'];
		const kinds = Array.from({ length: 6_000 }, (_, index) => order[index % 4]!);
		const shop = shopOf(kinds);
		let runs = 0;
		for (let open = 1; open > 0; runs++) {
			const deferred = await shop.run();
			open = Object.values(deferred).reduce((sum, count) => sum + count, 0);
			// Cuts and shows stop at 70% of the hour: what is left went to hides and raises.
			if (deferred.hide + deferred.raise > 0) {
				const calls = [...shop.callsIn.values()].at(-1)!;
				expect(calls).toBeGreaterThanOrEqual(CALLS_PER_HOUR - 1);
			}
			shop.nextHour();
		}
		// 12,000 calls and 108 for each run's list fit into three hours, had cuts the whole of each.
		expect(runs).toBeLessThanOrEqual(4);
		for (const calls of shop.callsIn.values()) expect(calls).toBeLessThanOrEqual(CALLS_PER_HOUR);
		expect(shop.refused()).toBe(0);
		expect(shop.edits.size).toBe(6_000);
		expect(new Set(shop.edits.values())).toEqual(new Set([1]));
	});
});
