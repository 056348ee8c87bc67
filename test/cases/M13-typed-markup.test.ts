import { openStory, PRICE, type SyncStory } from '../support/syncStory';

/** M13: what people type as a markup. A slip is asked back, and only prices wait for the answer. */

/** Above the floor at the shop's price of 2,600 yen: 1.3 would make 2,730 yen of it. */
const DEARER_COST = 2100;
/** Its floor is (2,500 + 40) / 0.934 = 2,720 yen. */
const COST_BELOW_FLOOR = 2500;

const dearer = (story: SyncStory): string => {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { price: DEARER_COST, inStock: true, shipping: 0 });
	return asin;
};

const syncWith = async (story: SyncStory, markup: unknown) => await story.syncLater({ markup });

const slips: Array<[unknown, string]> = [
	['0', '掛け率 (markup)「0」は使えません。'],
	['1.0', '掛け率 (markup)「1.0」は使えません。'],
	['1,3', '「1,3」は入れ間違いではありませんか。1.3 のことなら'],
	['13', '「13」は入れ間違いではありませんか。1.3 のことなら'],
	[13, '「13」は入れ間違いではありませんか。1.3 のことなら'],
	['１３０', '「１３０」は入れ間違いではありませんか。1.3 のことなら'],
	['1.03', '掛け率 (markup) 1.03 では、手数料を引くと赤字になります。1.08 以上にしてください。'],
	['いつもどおり', '掛け率 (markup)「いつもどおり」は使えません。'],
];

describe('before the shop has a rule', () => {
	let story: SyncStory;

	beforeAll(async () => {
		story = await openStory(40, { first: { dry_run: true } });
	}, 120_000);
	afterAll(async () => await story.stop());

	it.each(slips)(
		'should change no price by a markup of %j, ask back, and still hide what is sold out or at a loss',
		async (typed, question) => {
			const risen = dearer(story);
			const [soldOut, atALoss] = [story.nextAsin(), story.nextAsin()];
			story.simulator.world.setOffer(soldOut, { inStock: false });
			story.simulator.world.setOffer(atALoss, { price: COST_BELOW_FLOOR, inStock: true });

			const { message, error } = await syncWith(story, typed);

			expect(error).toBeUndefined();
			expect(message).toContain(question);
			expect(message).toContain('価格の変更と公開は止めています');
			expect(story.shown(risen)).toMatchObject({ price: PRICE, visible: 1 });
			expect(story.shown(soldOut)).toMatchObject({ visible: 0 });
			expect(story.shown(atALoss)).toMatchObject({ price: PRICE, visible: 0 });
		},
	);

	it('should take nothing for 1.3, and say so', async () => {
		const risen = dearer(story);

		const { message } = await syncWith(story, '');

		expect(message).toContain('「設定」の markup が空のため、掛け率 1.3 で計算しています。');
		expect(story.shown(risen)).toMatchObject({ price: 2730, visible: 1 });
	});
});

describe('once the shop has a rule', () => {
	let story: SyncStory;

	beforeAll(async () => {
		story = await openStory(60);
	}, 120_000);
	afterAll(async () => await story.stop());

	it.each(slips)(
		'should go on by its rule where %j is typed, and ask back',
		async (typed, question) => {
			const risen = dearer(story);
			const [soldOut, atALoss] = [story.nextAsin(), story.nextAsin()];
			story.simulator.world.setOffer(soldOut, { inStock: false });
			story.simulator.world.setOffer(atALoss, { price: COST_BELOW_FLOOR, inStock: true });

			const { message, error } = await syncWith(story, typed);

			expect(error).toBeUndefined();
			expect(message).toContain(question);
			expect(message).toContain('これまでのルールのまま続けています');
			expect(story.shown(risen)).toMatchObject({ price: 2730, visible: 1 });
			expect(story.shown(soldOut)).toMatchObject({ visible: 0 });
			expect(story.shown(atALoss)).toMatchObject({ price: 3250, visible: 1 });
		},
	);

	it.each(['１．３', '1.3倍', '130%', ' 1.3 ', 1.3, ''])(
		'should take %j for 1.3',
		async (typed) => {
			const risen = dearer(story);

			const { message } = await syncWith(story, typed);

			expect(story.shown(risen)).toMatchObject({ price: 2730, visible: 1 });
			expect(message).not.toContain('掛け率');
		},
	);

	it.each(['１．４', '1.4倍', '140%'])(
		'should take %j for 1.4, and wait for its approval',
		async (typed) => {
			const risen = dearer(story);

			const { rules } = await syncWith(story, typed);

			expect(story.shown(risen)).toMatchObject({ price: 2730 });
			expect(rules?.proposal?.differences).toEqual([
				{
					field: 'pricing.tiers',
					from: [{ upTo: null, markupPercent: 130 }],
					to: [{ upTo: null, markupPercent: 140 }],
				},
			]);
		},
	);
});
