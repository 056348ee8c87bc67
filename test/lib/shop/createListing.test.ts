import type { HeldMove } from '../../../lib/changes/decision';
import {
	createListing,
	type CreatePlan,
	type CreatePorts,
} from '../../../lib/shop/newItems/createListing';
import { AnswerLostError } from '../../../lib/shop/errors';
import { makeFindHolds } from '../../../lib/shop/newItems/findHolds';
import { answer, openGate } from '../../support/openGate';
import { listing, offer } from '../../support/situation';

const CODE = 'b-B0006L0120-20261124120000';
const LINK = 'https://example.com/1.jpg';

const plan: CreatePlan = {
	asin: 'B0006L0120',
	run: 'r1',
	account: 'shop',
	draft: { title: '給水器', detail: '', price: 1300, stock: 1, images: [[LINK]], notes: [] },
	offer: offer(),
	rules: 1,
	why: [],
	listed: [],
	begun: null,
};

const unused = async (): Promise<never> => {
	throw new Error('not to be called');
};

/** Ports of a shop that takes everything, and what was asked of it. */
function openShop(changes: Partial<CreatePorts> = {}) {
	const log: string[] = [];
	const left: unknown[] = [];
	const item = listing({ visible: false, identifier: CODE });
	const ports: CreatePorts = {
		client: {
			getNewestItems: unused,
			getItem: async () => {
				log.push('look');
				return item;
			},
		},
		writer: {
			add: async ({ visible }) => {
				log.push(`add ${visible ? 'shown' : 'hidden'}`);
				return item;
			},
			putImage: async (_, place) => void log.push(`image ${place}`),
			show: async (_, edits) => {
				log.push(`show ${JSON.stringify(edits)}`);
				return { ...item, ...edits };
			},
		},
		findHolds: async () => {
			log.push('check');
			return [];
		},
		budget: {
			take: async () => true,
			takeNewItem: async () => true,
			giveNewItemBack: unused,
			exhausted: unused,
			newItemsExhausted: unused,
		},
		records: {
			intend: async () => ({ id: 'entry', identifier: CODE }),
			complete: async () => void log.push('complete'),
			leave: async (_plan, _id, trouble) => void left.push(trouble),
		},
		...changes,
	};
	return { ports, log, left };
}

describe('a new item', () => {
	it('should be added hidden, get its image, be checked anew and then be shown', async () => {
		const { ports, log } = openShop();
		expect(await createListing(plan, ports)).toMatchObject({ action: 'created', error: null });
		const shown = ['check', 'show {"visible":true}', 'complete'];
		expect(log).toEqual(['check', 'add hidden', 'image 1', 'look', ...shown]);
	});

	it('should stay hidden where what is known now speaks against it', async () => {
		const held: HeldMove[] = [
			{ kind: 'show', field: 'visible', to: true, guard: 'sold_out', quiet: false },
		];
		const checks = [[], held];
		const { ports, log, left } = openShop({ findHolds: async () => checks.shift()! });
		expect(await createListing(plan, ports)).toMatchObject({
			action: 'hidden',
			images: 1,
			error: expect.stringContaining('Amazonで購入できなくなったため、非公開のまま') as string,
		});
		expect(log).toEqual(['add hidden', 'image 1', 'look']);
		expect(left).toMatchObject([{ outcome: 'failed', item_id: 1 }]);
	});

	it('should not be begun where it may not go on sale', async () => {
		const held: HeldMove[] = [
			{ kind: 'show', field: 'visible', to: true, guard: 'unproved', quiet: false },
		];
		const { ports, log, left } = openShop({ findHolds: async () => held });
		expect(await createListing(plan, ports)).toMatchObject({
			action: 'deferred',
			error: expect.stringContaining('まだ登録していません') as string,
		});
		expect([log, left]).toEqual([[], []]);
	});

	it('should be told by its number where its answer was lost and it is odd', async () => {
		let added = 0;
		const { ports, log, left } = openShop({
			client: {
				getItem: unused,
				getNewestItems: async () => ({ listings: [], unreadable: [odd] }),
			},
			writer: {
				add: async () => {
					added++;
					throw new AnswerLostError('BASEから応答がありません', 'ECONNRESET');
				},
				putImage: unused,
				show: unused,
			},
		});
		const result = await createListing(plan, ports);

		expect(result).toMatchObject({ action: 'failed' });
		expect(result.error).toContain('商品ID 8001');
		expect(left).toMatchObject([{ outcome: 'lost' }]);
		expect([added, log]).toEqual([1, ['check']]);
	});
});

describe('what speaks against a new item once its images are there', () => {
	it.each<[string, number | null | undefined, number, string[]]>([
		['nothing, if nothing has changed', undefined, 0, []],
		['a newer answer that it is sold out', null, 0, ['sold_out']],
		['a newer cost whose floor is above its price', 1300, 0, ['floor', 'floor']],
		['an answer older than 3 hours', undefined, 180, ['answer_age', 'answer_age']],
	])('should be %s', async (_, newer, minutes, guards) => {
		const { gate, place, know, pass } = await openGate();
		const item = place({ visible: false });
		if (newer !== undefined) await know(answer(newer, 0));
		pass(minutes * 60_000);

		const held = await makeFindHolds(gate)(plan, item);
		expect(held.map(({ guard }) => guard)).toEqual(guards);
	});
});

const odd = {
	account: 'shop',
	item_id: 8001,
	title: '給水器',
	identifier: CODE,
	visible: false,
	field: 'stock',
	found: 'null',
	read_at: '2026-11-24T12:00:00.000+09:00',
};
