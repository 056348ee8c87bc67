import { noAnswers } from '../../../lib/changes/guards/ownerAnswers';
import type { CachedFacts, Situation } from '../../../lib/changes/situation';
import {
	at,
	decided,
	guards,
	listing,
	markup13,
	offer,
	soldOut,
	unknown,
} from '../../support/situation';

const memory = (shop: object) => ({ shop: { 'shop/1': shop } });

describe('decide', () => {
	it('should do nothing where the shop is right, and say so', () => {
		expect(decided()).toMatchObject({ edits: {}, kinds: [], risk: 'none', held: null });
		expect(decided().why).toEqual([
			'仕入 1,000円 × 1.3 = 1,300円',
			'手数料を引いた手取り 1,174円、下限 1,115円',
			'BASEはこのままでよい',
		]);
	});

	it('should raise at once, with every step told', () => {
		const decision = decided({ offer: offer({ price: 1200 }) });
		expect(decision).toMatchObject({ edits: { price: 1560 }, kinds: ['raise'], risk: 'lowers' });
		expect(decision.why.at(-1)).toBe('BASEの価格 1,300円 → 1,560円 (+260円)');
	});

	it('should leave a difference of 99 yen and edit one of 100', () => {
		expect(decided({ listing: listing({ price: 1399 }) }).edits).toEqual({});
		expect(decided({ listing: listing({ price: 1400 }) }).edits).toEqual({ price: 1300 });
	});

	it('should edit any difference where the shop is below the floor', () => {
		const decision = decided({ offer: offer({ price: 1180 }), listing: listing({ price: 1290 }) });
		expect(decision).toMatchObject({ floor: 1308, edits: { price: 1530 } });
	});

	it.each([
		['sold out', soldOut()],
		['filtered out', soldOut({ status: 'filtered_out' })],
	])('should hide an item that is %s', (_, amazon) => {
		expect(decided({ offer: amazon })).toMatchObject({
			edits: { visible: false },
			kinds: ['hide'],
			risk: 'lowers',
		});
	});

	it('should leave a hidden item hidden while it is sold out', () => {
		const hidden = listing({ visible: false });
		expect(decided({ offer: soldOut(), listing: hidden }).edits).toEqual({});
	});

	describe('without an answer', () => {
		it('should change nothing', () => {
			const cached = { price: 1000, price_updated_at: at(60) };
			expect(decided({ offer: unknown(), cached })).toMatchObject({ edits: {}, held: null });
			expect(decided({ offer: unknown() }).edits).toEqual({});
		});

		it('should hide once the cost is older than 24 hours', () => {
			const cached = { price: 1000, price_updated_at: at(24 * 60 + 1) };
			const decision = decided({ offer: unknown(), cached });
			expect(decision.edits).toEqual({ visible: false });
			expect(decision.why[0]).toContain('24時間前から価格を確認できていません');
			expect(
				decided({ offer: unknown(), cached: { ...cached, price_updated_at: at(24 * 60) } }).edits,
			).toEqual({});
		});

		it('should never hide for want of an answer what no answer of ours confirmed', () => {
			const imported = at(120 * 24 * 60);
			const never: CachedFacts[] = [
				{},
				{ failing_since: at(25 * 60) },
				{ price: null, in_stock: false, price_updated_at: imported, imported: { price: imported } },
				{ price: 9000, in_stock: true, price_updated_at: imported, imported: { price: imported } },
			];
			for (const cached of never) {
				expect(decided({ offer: unknown(), cached }).edits).toEqual({});
			}
		});

		it('should not hide where most of the run failed', () => {
			const cached = { price: 1000, price_updated_at: at(48 * 60) };
			const decision = decided({ offer: unknown(), cached, runSuccessPercent: 79 });
			expect(decision.edits).toEqual({});
			expect(decision.why[0]).toContain('79%');
			expect(decision.held_moves).toMatchObject([{ kind: 'hide', quiet: false }]);
		});

		it('should still hide what the last answer proved sold out or below cost', () => {
			const sold = { price: null, in_stock: false, price_updated_at: at(60) };
			expect(decided({ offer: unknown(), cached: sold }).edits).toEqual({ visible: false });
			const dear = { price: 1250, in_stock: true, price_updated_at: at(60) };
			expect(decided({ offer: unknown(), cached: dear }).edits).toEqual({ visible: false });
		});

		it('should not hide where that guard is off', () => {
			const cached = { price: 1000, price_updated_at: at(48 * 60) };
			const off = { ...guards, maximumCostAgeMs: null };
			expect(decided({ offer: unknown(), cached, guards: off }).edits).toEqual({});
		});
	});

	describe('when the rule refuses a price', () => {
		const dear = offer({ price: 90_000 });

		it('should hide an item that stands below its floor', () => {
			const decision = decided({ offer: dear, listing: listing({ price: 91_000 }) });
			expect(decision).toMatchObject({ edits: { visible: false }, kinds: ['hide'] });
			expect(decision.why.join()).toContain('原価割れ');
		});

		it('should keep selling an item that stands at or above its floor', () => {
			const decision = decided({ offer: dear, listing: listing({ price: 99_000 }) });
			expect(decision.floor).toBe(96_404);
			expect(decision.edits).toEqual({});
		});
	});

	describe('what adds risk', () => {
		it('should cut, show and refill on a young answer', () => {
			const cached = memory({ hidden_by_sync_at: at(600) });
			const decision = decided({
				cached,
				listing: listing({ price: 1500, visible: false, stock: 0 }),
			});
			expect(decision).toMatchObject({
				edits: { price: 1300, visible: true, stock: 1 },
				kinds: ['cut', 'show', 'refill'],
				risk: 'adds',
			});
		});

		it('should wait where the answer is older than 3 hours, but raise all the same', () => {
			const old = { fetched_at: at(181), source: 'cache' as const };
			const cut = decided({ offer: offer(old), listing: listing({ price: 1500 }) });
			expect(cut.edits).toEqual({});
			expect(cut.held).toContain('3時間以内の確認が必要');
			expect(decided({ offer: offer({ ...old, price: 1200 }) }).edits).toEqual({ price: 1560 });
		});

		it('should wait with a cut over 30% until a later answer agrees', () => {
			const twice = { listing: listing({ price: 2000 }) };
			const first = decided(twice);
			expect(first.edits).toEqual({});
			expect(first.held).toContain('急な値下げ');
			const seen = { price: 1000, seen_at: at(1) };
			expect(first.remember).toEqual({ pending: seen });
			const after = (pending: typeof seen) => ({ cached: { shop: { 'shop/1': { pending } } } });
			const again = { ...twice, offer: offer({ fetched_at: at(0) }) };
			expect(decided({ ...again, ...after(seen) })).toMatchObject({
				edits: { price: 1300 },
				remember: { pending: null },
			});
			expect(decided({ ...again, ...after({ ...seen, price: 1060 }) }).edits).toEqual({});
			expect(decided({ ...twice, ...after(seen) }).edits).toEqual({});
		});

		it('should hold an item that became another product', () => {
			const cached = {
				title_ja: '電動ドライバー 18V',
				brand: 'Bosch',
				identity: { title: '犬用給水器 大容量', brand: 'Petio', at: at(9999) },
			};
			const decision = decided({ cached, listing: listing({ price: 1500 }) });
			expect(decision.held).toContain('別のもの');
			const sameTitle = { ...cached, title_ja: '犬用給水器 大容量 ブルー' };
			expect(decided({ cached: sameTitle, listing: listing({ price: 1500 }) }).held).toBeNull();
		});
	});

	it('should make a cut over 30% in each of two shops that see the same answers', () => {
		const shops = ['one', 'two'].map((account) => listing({ account, price: 2000 }));
		let cached: Situation['cached'] = { shop: {} };
		const cuts = (fetched_at: string) =>
			shops.map((each) => {
				const { edits, remember } = decided({
					cached,
					listing: each,
					offer: offer({ fetched_at }),
				});
				const key = `${each.account}/1`;
				const memory = { ...cached?.shop?.[key], ...remember };
				cached = { shop: { ...cached?.shop, [key]: memory } };
				return edits.price;
			});
		expect(cuts(at(100))).toEqual([undefined, undefined]);
		expect(cuts(at(1))).toEqual([1300, 1300]);
	});

	describe("the owner's hand", () => {
		it('should not take for a price set by hand what another run wrote since this one looked', () => {
			const written = (minutesBefore: number) => ({
				shop: {
					'shop/1': { last_written: { price: 1300, at: at(1), price_at: at(minutesBefore) } },
				},
			});
			const looked = listing({ price: 1400, read_at: at(30) });
			expect(decided({ listing: looked, cached: written(20) }).edits).toEqual({ price: 1300 });
			expect(decided({ listing: looked, cached: written(40) }).held).toContain('手動で変更');
			expect(decided({ listing: looked, cached: written(-240) }).held).toContain('手動で変更');
		});

		it('should leave hidden what the owner hid, without telling it again and again', () => {
			const decision = decided({ listing: listing({ visible: false }) });
			expect(decision.edits).toEqual({});
			expect(decision.held_moves).toEqual([
				{
					kind: 'show',
					field: 'visible',
					to: true,
					reason: expect.stringContaining('手動で非公開') as string,
					guard: 'owners_visibility',
					quiet: true,
				},
			]);
		});

		it.each([
			['hid itself', { hidden_by_sync_at: at(60) }],
			['was about to hide', { hide_intended_at: at(60) }],
			['was given by adoption', { adopted_at: at(60) }],
		])('should show what the sync %s', (_, shop) => {
			const hidden = listing({ visible: false });
			expect(decided({ cached: memory(shop), listing: hidden }).edits).toEqual({ visible: true });
		});

		it('should keep a price set by hand, quietly where version 0.1 told it', () => {
			const cached = memory({ last_written: { price: 1300, at: at(600) } });
			const byHand = listing({ price: 1480 });
			const first = decided({ cached, listing: byHand });
			expect(first.edits).toEqual({});
			expect(first.held_moves).toMatchObject([{ kind: 'cut', quiet: false }]);
			const told = memory({
				last_written: { price: 1300, at: at(600) },
				owner_price_noticed: 1480,
			});
			expect(decided({ cached: told, listing: byHand }).held_moves).toMatchObject([
				{ quiet: true },
			]);
		});

		it('should raise a price set by hand that lies below the floor', () => {
			const cached = memory({ last_written: { price: 1300, at: at(600) } });
			expect(decided({ cached, listing: listing({ price: 900 }) }).edits).toEqual({ price: 1300 });
		});

		it('should know its own lost edit from a hand-set price', () => {
			const cached = memory({
				last_written: { price: 1300, at: at(600) },
				intended: { price: 1560, at: at(60) },
			});
			expect(decided({ cached, listing: listing({ price: 1560 }) }).edits).toEqual({ price: 1300 });
		});

		it('should never touch what the owner excluded', () => {
			const decision = decided({ offer: soldOut(), override: { neverTouch: true } });
			expect(decision).toMatchObject({ edits: {}, held: null });
		});
	});

	it('should forget its marks once the owner shows an item, so that their next hide is theirs', () => {
		const cached = memory({ hidden_by_sync_at: at(600), adopted_at: at(900) });
		expect(decided({ cached }).remember).toMatchObject({
			hidden_by_sync_at: null,
			adopted_at: null,
		});
		// Another run hid it after this one had read the shop: that mark stays.
		const meanwhile = memory({ hidden_by_sync_at: at(2), hidden_by_brake_at: at(2) });
		expect(decided({ cached: meanwhile }).remember).not.toHaveProperty('hidden_by_sync_at');
		const braked = memory({ hidden_by_brake_at: at(600) });
		expect(decided({ cached: braked }).remember).toMatchObject({ hidden_by_brake_at: null });
	});

	it('should not refill what stays hidden', () => {
		expect(decided({ listing: listing({ visible: false, stock: 0 }) }).edits).toEqual({});
	});

	it('should hold a product that became another, quietly where version 0.1 told it', () => {
		const identity = { title: '犬用給水器 大容量', brand: 'Petio', at: at(9999) };
		const cached = { title_ja: '電動ドライバー 18V', brand: 'Bosch', identity };
		const dear = listing({ price: 1500 });
		const first = decided({ cached, listing: dear });
		expect(first.held_moves).toMatchObject([{ guard: 'identity', quiet: false }]);
		const noticed = memory({ identity_noticed: 'Bosch' });
		const told = decided({ cached: { ...cached, ...noticed }, listing: dear });
		expect(told.held_moves).toMatchObject([{ kind: 'cut', quiet: true }]);
	});

	it('should show an item with variations again that it had hidden', () => {
		const cached = memory({ hidden_by_sync_at: at(600) });
		const varied = listing({ variation_count: 3, visible: false });
		expect(decided({ cached, listing: varied }).edits).toEqual({ visible: true });
	});

	it('should never edit price or stock of an item with variations, but hide it', () => {
		const varied = listing({ variation_count: 3, price: 2500, stock: 0 });
		expect(decided({ listing: varied })).toMatchObject({
			edits: {},
			held: expect.stringContaining('バリエーション') as string,
		});
		expect(decided({ listing: varied, offer: soldOut() }).edits).toEqual({ visible: false });
	});

	it('should take a price it agrees with for its own, so that a later one is seen to be set by hand', () => {
		const agreed = decided();
		expect(agreed.edits).toEqual({});
		expect(agreed.remember).toEqual({
			last_written: { price: 1300, at: '2026-11-24T12:00:00.000Z' },
		});
		const cached = memory({ last_written: { price: 1300, at: at(60) } });
		const byHand = decided({ cached, listing: listing({ price: 1500 }) });
		expect(byHand.edits).toEqual({});
		expect(byHand.held).toContain('手動で変更された価格 1,500円');
		// Not yet agreed, hidden, or refused by the rule: nothing is taken for its own.
		expect(decided({ listing: listing({ price: 1700 }) }).remember).toBeUndefined();
		expect(decided({ listing: listing({ visible: false }) }).remember).toBeUndefined();
		expect(
			decided({ listing: listing({ price: 99_000 }), offer: offer({ price: 80_000 }) }).remember,
		).toBeUndefined();
	});

	it('should say which price an item with variations should have, quietly where version 0.1 told it', () => {
		const varied = listing({ variation_count: 3, price: 2500 });
		const first = decided({ listing: varied });
		expect(first.held_moves).toMatchObject([{ kind: 'cut', to: 1300, quiet: false }]);
		expect(first.held).toContain('計算では 1,300円');
		const cached = memory({ variation_noticed: 1300 });
		expect(decided({ listing: varied, cached }).held_moves).toMatchObject([{ quiet: true }]);
		const dearer = decided({ listing: varied, cached, offer: offer({ price: 1200 }) });
		expect(dearer.held_moves).toMatchObject([{ to: 1560, quiet: false }]);
	});

	it('should do no more of a kind that tripped, and hide what may not be raised above its floor', () => {
		const tripped = { raise: { limit: 50, asin: 'B000000000' } };
		const decision = decided({ tripped, offer: offer({ price: 1250 }) });
		expect(decision.edits).toEqual({ visible: false });
		expect(decision.held).toContain('ブレーカー');
		const hides = decided({ tripped: { hide: { limit: 50, asin: 'B0' } }, offer: soldOut() });
		expect(hides).toMatchObject({
			edits: {},
			held: expect.stringContaining('非公開が上限') as string,
		});
	});

	it('should let what tripped through once the owner said yes, as far as they were shown', () => {
		const tripped = { cut: { limit: 50, asin: 'B000000000' } };
		const next = { tripped, listing: listing({ price: 1500 }) };
		const yes = { answers: { ...noAnswers, first_price: 'free' as const, wave: { price: 1300 } } };
		expect(decided(next)).toMatchObject({ edits: {}, approved: false });
		expect(decided({ ...next, ...yes })).toMatchObject({ edits: { price: 1300 }, approved: true });
		const dearer = decided({ ...next, ...yes, offer: offer({ price: 1050 }) });
		expect(dearer.edits).toEqual({ price: 1370 });
		const cheaper = decided({ ...next, ...yes, offer: offer({ price: 940 }) });
		expect(cheaper).toMatchObject({ edits: {}, held_moves: [{ guard: 'breaker' }] });
	});

	it('should leave what the owner is being asked about, but for what lowers risk', () => {
		const free = { ...noAnswers, first_price: 'free' as const };
		const asked = { answers: { ...free, asked: { price: 1300, visible: false } } };
		expect(decided({ ...asked, listing: listing({ price: 1500 }) })).toMatchObject({
			edits: {},
			held_moves: [{ guard: 'asked', kind: 'cut' }],
		});
		expect(decided({ ...asked, offer: soldOut() }).edits).toEqual({ visible: false });
		const refused = { answers: { ...free, refused: { price: 1560, visible: false } } };
		expect(decided({ ...refused, offer: soldOut() }).edits).toEqual({ visible: false });
		expect(decided({ ...refused, offer: offer({ price: 1200 }) }).edits).toEqual({ price: 1560 });
	});

	it('should not do what the owner said no to, unless it would make a loss', () => {
		const no = {
			answers: { ...noAnswers, first_price: 'free' as const, refused: { price: 1300 } },
		};
		expect(decided({ ...no, listing: listing({ price: 1500 }) })).toMatchObject({
			edits: {},
			held_moves: [{ guard: 'refused', quiet: true }],
		});
		expect(decided({ ...no, listing: listing({ price: 900 }) }).edits).toEqual({ price: 1300 });
	});

	it('should compute a price for an item without a listing', () => {
		const decision = decided({ listing: null });
		expect(decision).toMatchObject({
			desired: { price: 1300, visible: true, stock: 1 },
			edits: {},
		});
	});

	it('should name no price in a currency the rule does not know', () => {
		const decision = decided({ offer: offer({ currency: 'USD' }), rule: markup13 });
		expect(decision.edits).toEqual({});
		expect(decision.why[0]).toContain('USD');
	});
});

describe('a cost that falls without support', () => {
	const witness = (verdict: 'supports' | 'silent') => ({
		buy_box_price: null,
		new_count: 1,
		seen_at: at(1),
		verdict,
	});
	const supported = { price: 1000, at: at(600) };
	const noSpikes = { ...guards, spikePercent: null };

	it.each<[string, number, 'supports' | 'silent', number | undefined]>([
		['31% below the last supported one is held', 690, 'silent', undefined],
		['30% below it is followed', 700, 'silent', 910],
		['31% below it with support is followed', 690, 'supports', 900],
	])('%s', (_, price, verdict, wanted) => {
		const { edits, held } = decided({
			offer: offer({ price, witness: witness(verdict) }),
			cached: { supported },
			guards: noSpikes,
		});
		expect(edits.price).toBe(wanted);
		expect(held === null).toBe(wanted !== undefined);
	});

	it('should not add up over many runs to what no second source supports', () => {
		let shown = 1300;
		for (const price of [720, 520, 370, 270]) {
			const { edits } = decided({
				listing: listing({ price: shown }),
				offer: offer({ price, witness: witness('silent') }),
				cached: { supported },
				guards: noSpikes,
			});
			shown = edits.price ?? shown;
		}
		expect(shown).toBe(940);
	});

	it('should be followed as before where no second source was asked', () => {
		const { edits } = decided({
			offer: offer({ price: 690 }),
			cached: { supported },
			guards: noSpikes,
		});
		expect(edits.price).toBe(900);
	});
});

describe('a wave that both sources prove', () => {
	const witness = {
		buy_box_price: null,
		new_count: 0,
		seen_at: at(1),
		verdict: 'supports' as const,
	};
	const tripped = {
		hide: { limit: 50, asin: 'B000000001' },
		show: { limit: 50, asin: 'B000000001' },
	};

	it('should pass a breaker that has tripped', () => {
		const { kinds, proved } = decided({ offer: soldOut({ witness }), tripped });
		expect(kinds).toEqual(['hide']);
		expect(proved).toEqual(['hide']);
	});

	it('should not pass it where the filter refused the offers', () => {
		const refused = soldOut({ status: 'filtered_out', witness });
		expect(decided({ offer: refused, tripped }).kinds).toEqual([]);
	});

	it.each([
		['out_of_stock', ['show']],
		['filtered_out', []],
	] as const)('should come back through it after being %s', (offer_status, kinds) => {
		const { kinds: allowed } = decided({
			listing: listing({ visible: false }),
			offer: offer({ witness: { ...witness, buy_box_price: 1000 } }),
			cached: { in_stock: false, offer_status, shop: { 'shop/1': { hidden_by_sync_at: at(60) } } },
			tripped,
		});
		expect(allowed).toEqual(kinds);
	});
});
