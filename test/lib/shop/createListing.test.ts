import { createListing, type CreatePlan } from '../../../lib/shop/newItems/createListing';
import { AnswerLostError } from '../../../lib/shop/errors';

const plan: CreatePlan = {
	asin: 'B0006L0120',
	run: 'r1',
	account: 'shop',
	draft: { title: '給水器', detail: '', price: 1300, stock: 1, images: [], notes: [] },
	offerFetchedAt: '2026-11-24T12:00:00.000+09:00',
	why: [],
	listed: [],
	begun: null,
};
const CODE = 'b-B0006L0120-20261124120000';

describe('a new item whose answer was lost and that cannot be read', () => {
	const left: unknown[] = [];
	let added = 0;
	const unused = async (): Promise<never> => {
		throw new Error('not to be called');
	};
	const create = async () =>
		await createListing(plan, {
			client: {
				addItem: async () => {
					added++;
					throw new AnswerLostError('BASEから応答がありません', 'ECONNRESET');
				},
				getNewestItems: async () => ({
					listings: [],
					unreadable: [
						{
							account: 'shop',
							item_id: 8001,
							title: '給水器',
							identifier: CODE,
							visible: false,
							field: 'stock',
							found: 'null',
							read_at: '2026-11-24T12:00:00.000+09:00',
						},
					],
				}),
				addImage: unused,
				editItem: unused,
				getItem: unused,
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
				complete: unused,
				leave: async (_plan, _id, trouble) => {
					left.push(trouble);
				},
			},
		});

	it('should be told by its number and left as it is', async () => {
		const result = await create();

		expect(result).toMatchObject({ action: 'failed' });
		expect(result.error).toContain('商品ID 8001');
		expect(left).toMatchObject([{ outcome: 'lost' }]);
		expect(added).toBe(1);
	});
});
