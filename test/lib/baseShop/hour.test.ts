import { CallBudget, startOfHour } from '../../../lib/baseShop/budget';
import { CALLS_PER_HOUR } from '../../../lib/shop/shopLimits';
import { defaultValues } from '../../../lib/ledger/rules/ruleValues';
import type { Listing } from '../../../lib/listing/listing';
import type { Edits } from '../../../lib/listing/memory';
import { Gate } from '../../../lib/shop/gate/gate';
import { orderBySend } from '../../../lib/shop/gate/order';
import { MemoryStore } from '../../support/memoryStore';
import { runIntent } from '../../support/openGate';
import { guards, listing, markup13, offer, soldOut } from '../../support/situation';
import { openStored } from '../../support/stored';

const START = Date.parse('2026-11-24T21:00:10+09:00');

type Kind = 'hide' | 'raise' | 'cut' | 'show';

/** Amazon's cost, yen: 1,200 makes 1,560, 900 makes 1,170, 1,000 the 1,300 of the shop. null = sold out. */
const costs: Record<Kind, number | null> = { hide: null, raise: 1200, cut: 900, show: 1000 };

/** A shop that counts calls from :00 to :00, and a day of runs against it on a clock of its own. */
async function shopOf(kinds: readonly Kind[]) {
	let now = START;
	const shown = new Map<number, Listing>();
	const callsIn = new Map<number, number>();
	const edits = new Map<number, number>();
	let refused = 0;
	kinds.forEach((kind, index) => {
		const identifier = asinOf(index);
		shown.set(
			index,
			listing({ item_id: index, identifier, price: 1300, visible: kind !== 'show' }),
		);
	});
	const call = () => {
		now += 20;
		const hour = startOfHour(now).startsAt;
		const calls = (callsIn.get(hour) ?? 0) + 1;
		callsIn.set(hour, calls);
		if (calls > CALLS_PER_HOUR) refused++;
	};
	const stored = openStored({ store: new MemoryStore(), now: () => now });
	const values = { ...defaultValues, pricing: markup13, guards, live: true };
	await stored.rules.save('shop', values, 'settings');
	// So many shows and cuts at once are no fault in a shop of this size.
	await stored.lists.accept('shop', { count: 10_772, visible: 10_772, empty: [], emptyHidden: [] });
	const hidden = kinds.flatMap((kind, id) => (kind === 'show' ? [id] : []));
	const hidden_by_sync_at = new Date(START).toISOString();
	await stored.write(
		hidden.map((id) => ({
			asin: asinOf(id),
			set: { shop: { [`shop/${id}`]: { hidden_by_sync_at } } },
		})),
	);
	const budget = new CallBudget({ counts: stored.quotas, account: 'shop', now: () => now });
	const ports = {
		budget,
		client: {
			readList: unused,
			getNewestItems: unused,
			getTexts: unused,
			getItem: async (id: number) => {
				call();
				return shown.get(id)!;
			},
			editItem: async (id: number, fields: Edits) => {
				call();
				edits.set(id, (edits.get(id) ?? 0) + 1);
				shown.set(id, { ...shown.get(id)!, ...fields });
				return shown.get(id)!;
			},
			editVariationStock: unused,
		},
		records: { intend: async () => 'id', settle: async () => undefined },
	};
	const open = () =>
		new Gate({
			data: { cache: stored, ledger: stored },
			...{ portsOf: async () => ports, refused: {}, hides: {}, warn: () => undefined },
			...{ now: () => now, timestamp: () => new Date(now).toISOString() },
		});
	const decideOn = async (id: number) => {
		const cost = costs[kinds[id]!];
		const fetched_at = new Date(now).toISOString();
		const answer = cost === null ? soldOut({ fetched_at }) : offer({ price: cost, fetched_at });
		const cached = (await stored.read([asinOf(id)])).get(asinOf(id)) ?? null;
		const intent = runIntent(shown.get(id)!, { offer: answer, cached, now });
		return { id, intent: { ...intent, asin: asinOf(id) } };
	};
	/** One run: chunks of 100, each in the order of BASE Update. */
	const run = async (): Promise<Record<Kind, number>> => {
		await budget.note(108);
		for (let page = 0; page < 108; page++) call();
		const deferred = { hide: 0, raise: 0, cut: 0, show: 0 };
		for (let from = 0; from < kinds.length; from += 100) {
			const ids = [...shown.keys()].slice(from, from + 100);
			const chunk = (await Promise.all(ids.map(decideOn))).filter(
				({ intent }) => Object.keys(intent.edits).length > 0,
			);
			const gate = open();
			for (const { id, intent } of orderBySend(chunk)) {
				const { action } = await gate.send(intent);
				if (action === 'deferred') deferred[kinds[id]!]++;
				else expect(action).toBe('updated');
			}
			await gate.close();
		}
		return deferred;
	};
	const nextHour = () => void (now = startOfHour(now).startsAt + 3_600_000 + 10_000);
	return { run, nextHour, callsIn, edits, refused: () => refused };
}

const asinOf = (id: number): string => `B0${String(id).padStart(8, '0')}`;

const unused = async (): Promise<never> => {
	throw new Error('not to be called');
};

describe("BASE's 5,000 calls an hour", () => {
	it('should carry out 540 edits of a shop of 10,772 in one run, none refused', async () => {
		const kinds = Array.from({ length: 540 }, (_, index): Kind => (index % 3 ? 'raise' : 'cut'));
		const shop = await shopOf(kinds);
		expect(await shop.run()).toEqual({ hide: 0, raise: 0, cut: 0, show: 0 });
		expect([...shop.callsIn.values()]).toEqual([108 + 540 * 2]);
		expect(shop.refused()).toBe(0);
	});

	it('should spread 6,000 edits over the hours, no call too many and nothing twice', async () => {
		const order: Kind[] = ['cut', 'hide', 'show', 'raise'];
		const kinds = Array.from({ length: 6_000 }, (_, index) => order[index % 4]!);
		const shop = await shopOf(kinds);
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
