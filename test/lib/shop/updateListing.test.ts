import { AccountRefusedError, AnswerLostError } from '../../../lib/shop/errors';
import { makeRefusal } from '../../../lib/baseShop/errors';
import {
	updateListing,
	type EditPlan,
	type UpdatePorts,
} from '../../../lib/shop/edits/updateListing';
import type { Listing } from '../../../lib/listing/listing';
import { at, listing } from '../../support/situation';

const plan = (changes: Partial<EditPlan> = {}): EditPlan => ({
	asin: 'B0006L0120',
	run: 'r1',
	listing: listing(),
	edits: { price: 1560 },
	addsRisk: false,
	offerFetchedAt: at(1),
	lastWrittenOfferAt: null,
	why: [],
	...changes,
});

/** A shop of one item whose answers can be spoiled, and a notebook of what was asked of it. */
function shop(
	spoil: {
		edit?: Array<(apply: () => Listing) => Listing>;
		shown?: Partial<Listing>;
		calls?: number;
	} = {},
) {
	let item = listing(spoil.shown);
	const log: string[] = [];
	let left = spoil.calls ?? Infinity;
	const edits = [...(spoil.edit ?? [])];
	const ports: UpdatePorts = {
		client: {
			getItem: async () => {
				log.push('get');
				return item;
			},
			editItem: async (_, fields) => {
				log.push(`edit ${JSON.stringify(fields)}`);
				const apply = () => (item = { ...item, ...fields });
				return (edits.shift() ?? ((normal) => normal()))(apply);
			},
			editVariationStock: async () => {
				throw new Error('This item has no variations');
			},
		},
		budget: {
			take: async (calls, urgency) => {
				log.push(`take ${calls} ${urgency ?? ''}`.trim());
				if (left < calls) return false;
				left -= calls;
				return true;
			},
			exhausted: async (window) => void log.push(`exhausted ${window}`),
		},
		records: {
			intend: async () => {
				log.push('intend');
				return 'id';
			},
			settle: async (_, __, outcome) => void log.push(outcome),
		},
	};
	return { ports, log, item: () => item };
}

const lost = (apply: (() => Listing) | null) => {
	apply?.();
	throw new AnswerLostError('lost', 'ECONNRESET');
};

describe('updateListing', () => {
	it('should look, write down the intent, send, and write down what came of it', async () => {
		const { ports, log, item } = shop();
		const result = await updateListing(plan(), ports);
		expect(result).toMatchObject({ action: 'updated', error: null, after: { price: 1560 } });
		expect(log).toEqual(['take 2 lowers_risk', 'get', 'intend', 'edit {"price":1560}', 'applied']);
		expect(item().price).toBe(1560);
	});

	it('should look before a risky edit and leave what the owner changed meanwhile', async () => {
		const { ports, log } = shop({ shown: { price: 1400 } });
		const result = await updateListing(plan({ edits: { price: 1000 }, addsRisk: true }), ports);
		expect(result).toMatchObject({
			action: 'held',
			error: expect.stringContaining('価格が変わったため') as string,
		});
		expect(log).toEqual(['take 2 adds_risk', 'get']);
	});

	it('should not raise over a price that the owner set meanwhile', async () => {
		const { ports, item } = shop({ shown: { price: 5000 } });
		expect((await updateListing(plan(), ports)).action).toBe('held');
		expect(item().price).toBe(5000);
	});

	it('should hide whatever else moved, but not take for its own what the owner hid meanwhile', async () => {
		const hide = plan({ edits: { visible: false } });
		const sold = shop({ shown: { stock: 0, price: 1400 } });
		expect((await updateListing(hide, sold.ports)).action).toBe('updated');
		const hidden = shop({ shown: { visible: false } });
		expect((await updateListing(hide, hidden.ports)).action).toBe('none');
		expect(hidden.log).not.toContain('intend');
	});

	it('should leave it open when the look after a lost answer is refused', async () => {
		const { ports, log } = shop({ edit: [(apply) => lost(apply)] });
		let looks = 0;
		const getItem = ports.client.getItem;
		ports.client.getItem = async (id) => {
			looks++;
			if (looks > 1) throw makeRefusal('hour_api_limit', '上限');
			return await getItem(id);
		};
		await expect(updateListing(plan(), ports)).rejects.toBeInstanceOf(AccountRefusedError);
		expect(log).toContain('lost');
	});

	it('should drop a decision that a newer one has overtaken', async () => {
		const { ports, log } = shop();
		const result = await updateListing(plan({ lastWrittenOfferAt: at(0) }), ports);
		expect(result.action).toBe('none');
		expect(log).toEqual([]);
	});

	it('should defer without a call when the budget is used up', async () => {
		const { ports, log } = shop({ calls: 0 });
		expect((await updateListing(plan(), ports)).action).toBe('deferred');
		expect(log).toEqual(['take 2 lowers_risk']);
	});

	it('should not send twice an edit whose answer was lost after it was carried out', async () => {
		const { ports, log } = shop({ edit: [(apply) => lost(apply)] });
		expect((await updateListing(plan(), ports)).action).toBe('updated');
		expect(log.filter((line) => line.startsWith('edit'))).toHaveLength(1);
		expect(log.at(-1)).toBe('applied');
	});

	it('should send again an edit whose loss left the item as it was', async () => {
		const { ports, log, item } = shop({ edit: [() => lost(null)] });
		expect((await updateListing(plan(), ports)).action).toBe('updated');
		expect(log.filter((line) => line.startsWith('edit'))).toHaveLength(2);
		expect(item().price).toBe(1560);
	});

	it('should leave it at "lost" when both attempts were', async () => {
		const { ports, log } = shop({ edit: [() => lost(null), () => lost(null)] });
		expect((await updateListing(plan(), ports)).action).toBe('failed');
		expect(log.at(-1)).toBe('lost');
	});

	it('should not believe an answer that shows something else than was meant', async () => {
		const { ports, log } = shop({ edit: [(apply) => ({ ...apply(), price: 1300 })] });
		expect(await updateListing(plan(), ports)).toMatchObject({
			action: 'failed',
			error: expect.stringContaining('反映されていません') as string,
		});
		expect(log.at(-1)).toBe('failed');
	});

	it('should send an edit no second time where BASE says db_error although it is done', async () => {
		const doneAndRefused = (apply: () => Listing) => {
			apply();
			throw makeRefusal('db_error', 'DBエラーです。');
		};
		const { ports, log } = shop({ edit: [doneAndRefused] });
		const result = await updateListing(plan(), ports);

		expect(result.action).toBe('updated');
		expect(log.filter((line) => line.startsWith('edit'))).toHaveLength(1);
	});

	it('should give BASE’s words where it never edits the item', async () => {
		const refuse = () => {
			throw makeRefusal('invalid_request', 'ClubTの商品は編集できません。');
		};
		const result = await updateListing(plan(), shop({ edit: [refuse] }).ports);

		expect(result).toMatchObject({
			action: 'failed',
			refusedForGood: 'invalid_request: ClubTの商品は編集できません。',
		});
	});

	it.each([
		['hour_api_limit', 'exhausted hour'],
		['day_api_limit', 'exhausted day'],
	])('should stop the account on %s and remember it', async (code, noted) => {
		const refuse = () => {
			throw makeRefusal(code, '上限');
		};
		const { ports, log } = shop({ edit: [refuse] });
		await expect(updateListing(plan(), ports)).rejects.toBeInstanceOf(AccountRefusedError);
		expect(log).toContain(noted);
	});

	it.each([
		['access_denied', 'このショップは現在ご利用いただけません。', '利用制限'],
		['invalid_request', 'アクセストークンが無効です。', 'Connect'],
	])('should stop the account on %s', async (code, description, told) => {
		const refuse = () => {
			throw makeRefusal(code, description);
		};
		await expect(updateListing(plan(), shop({ edit: [refuse] }).ports)).rejects.toThrow(told);
	});

	it('should call an item deleted only by BASE’s own word, and go on with the others', async () => {
		const refuse = () => {
			throw makeRefusal('bad_item_id', '不正な商品IDです。');
		};
		const result = await updateListing(plan(), shop({ edit: [refuse] }).ports);
		expect(result).toMatchObject({
			action: 'failed',
			error: expect.stringContaining('削除された商品') as string,
		});
	});
});
