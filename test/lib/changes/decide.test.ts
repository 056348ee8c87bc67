import { editKinds } from '../../../lib/changes/decision';
import type { CachedFacts } from '../../../lib/changes/situation';
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

	it('should say why a price near the rule stays', () => {
		const { why } = decided({ offer: offer({ price: 1050 }) });
		expect(why.at(-1)).toBe(
			'BASEはこのままでよい (差の 70円 は、更新する最小の差額 100円 より小さいため)',
		);
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
			const cached = { price: 1000, price_updated_at: at(24 * 60 + 1), failing_since: at(60) };
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

		it('should be asked twice before it is hidden, however long nobody asked', () => {
			const old = { price: 1000, price_updated_at: at(30 * 60) };
			expect(decided({ offer: unknown(), cached: old }).edits).toEqual({});
			const first = { ...old, failing_since: unknown().fetched_at };
			expect(decided({ offer: unknown(), cached: first }).edits).toEqual({});
			const before = { ...old, failing_since: at(2) };
			expect(decided({ offer: unknown(), cached: before }).edits).toEqual({ visible: false });
		});

		it('should stay where only old knowledge says sold out or below cost', () => {
			const days = at(5 * 24 * 60);
			const sold = { price: null, in_stock: false, price_updated_at: days };
			const dear = { price: 1250, in_stock: true, price_updated_at: days };
			for (const cached of [sold, dear]) {
				expect(decided({ offer: unknown(), cached }).edits).toEqual({});
			}
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

		it('should wait where neither a second source nor the other operation agrees', () => {
			const silent = {
				buy_box_price: null,
				new_count: 1,
				seen_at: at(1),
				verdict: 'silent' as const,
			};
			const alone = { offer: offer({ witness: silent }) };
			const cut = decided({ ...alone, listing: listing({ price: 1500 }) });
			expect(cut).toMatchObject({ edits: {}, held_moves: [{ guard: 'unproved', kind: 'cut' }] });
			const shown = decided({
				...alone,
				listing: listing({ visible: false, stock: 0 }),
				cached: memory({ hidden_by_sync_at: at(600) }),
			});
			expect(shown.edits).toEqual({});
			const twice = { offer: offer({ witness: { ...silent, agreed: true } }) };
			expect(decided({ ...twice, listing: listing({ price: 1500 }) }).edits).toEqual({
				price: 1300,
			});
		});

		it('should follow the rule at a cost no lower than that of the last price', () => {
			const silent = {
				buy_box_price: null,
				new_count: 1,
				seen_at: at(1),
				verdict: 'silent' as const,
			};
			const written = (price: number) =>
				memory({
					last_written: { price: 1500, at: at(600), cost: { price, points: 0 }, rules: 1 },
				});
			const now = {
				offer: offer({ witness: silent }),
				listing: listing({ price: 1500 }),
				version: 2,
			};
			expect(decided({ ...now, cached: written(1000) }).edits).toEqual({ price: 1300 });
			expect(decided({ ...now, cached: written(1001) }).edits).toEqual({});
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
			cleared: { hidden_by_sync_at: at(600), adopted_at: at(900) },
		});
		// Another run hid it after this one had read the shop: that mark stays.
		const meanwhile = memory({ hidden_by_sync_at: at(2), hidden_by_brake_at: at(2) });
		expect(decided({ cached: meanwhile }).remember).not.toHaveProperty('cleared');
		const braked = memory({ hidden_by_brake_at: at(600) });
		expect(decided({ cached: braked }).remember).toMatchObject({
			cleared: { hidden_by_brake_at: at(600) },
		});
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
			last_written: {
				...{ price: 1300, at: '2026-11-24T12:00:00.000Z' },
				...{ cost: { price: 1000, points: 0 }, rules: null, override: null },
			},
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

	/** Amazon's cost fell since the last written price. */
	const fallen = {
		listing: listing({ price: 1500 }),
		cached: memory({
			last_written: { price: 1500, at: at(600), cost: { price: 1154, points: 0 }, rules: null },
		}),
	};

	it('should stop cuts and shows that are far too many, and never a hide or a raise', () => {
		const waves = { limit: 60, reached: [...editKinds] };
		const cut = decided({ waves, ...fallen });
		expect(cut).toMatchObject({ edits: {}, held_moves: [{ guard: 'wave', limit: 60 }] });
		expect(decided({ waves, offer: offer({ price: 1250 }) }).edits).toEqual({ price: 1630 });
		expect(decided({ waves, offer: soldOut() }).edits).toEqual({ visible: false });
	});

	it('should let a wave through once the owner said yes, as far as they were shown', () => {
		const waves = { limit: 60, reached: ['cut'] as const };
		const next = { waves, ...fallen };
		const answer = { answer: 'yes' as const, proposal: { price: 1300 } };
		const yes = { answers: { wave: answer } };
		expect(decided(next).edits).toEqual({});
		expect(decided({ ...next, ...yes }).edits).toEqual({ price: 1300 });
		const dearer = decided({ ...next, ...yes, offer: offer({ price: 1050 }) });
		expect(dearer.edits).toEqual({ price: 1370 });
		const cheaper = decided({ ...next, ...yes, offer: offer({ price: 940 }) });
		expect(cheaper).toMatchObject({ edits: {}, held_moves: [{ guard: 'wave' }] });
	});

	it('should leave what the owner is being asked about, but for what lowers risk', () => {
		const proposal = { price: 1300, visible: false };
		const asked = { answers: { wave: { answer: null, proposal } } };
		expect(decided({ ...asked, ...fallen })).toMatchObject({
			edits: {},
			held_moves: [{ guard: 'wave', kind: 'cut', quiet: false }],
		});
		expect(decided({ ...asked, offer: soldOut() }).edits).toEqual({ visible: false });
		expect(decided({ ...asked, offer: offer({ price: 1200 }) }).edits).toEqual({ price: 1560 });
	});

	it('should not do what the owner said no to, unless it would make a loss', () => {
		const no = { answers: { wave: { answer: 'no' as const, proposal: { price: 1300 } } } };
		expect(decided({ ...no, ...fallen })).toMatchObject({
			edits: {},
			held_moves: [{ guard: 'wave', quiet: true }],
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
		// Both operations see the same scam.
		agreed: true as const,
	});
	const supported = { price: 1000, at: at(600) };

	it.each<[string, number, 'supports' | 'silent', number | undefined]>([
		['31% below the last supported one is held', 690, 'silent', undefined],
		['30% below it is followed', 700, 'silent', 910],
		['31% below it with support is followed', 690, 'supports', 900],
	])('%s', (_, price, verdict, wanted) => {
		const { edits, held } = decided({
			offer: offer({ price, witness: witness(verdict) }),
			cached: { supported },
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
			});
			shown = edits.price ?? shown;
		}
		expect(shown).toBe(940);
	});

	it('should wait where no second source was asked', () => {
		const cheap = offer({ price: 690, witness: undefined });
		expect(decided({ offer: cheap, cached: { supported } }).edits).toEqual({});
	});

	it('should be followed after a yes, as far as the owner was shown', () => {
		const answers = { unsupported: { answer: 'yes' as const, proposal: { price: 900 } } };
		const alone = { cached: { supported }, answers };
		const at690 = offer({ price: 690, witness: witness('silent') });
		expect(decided({ ...alone, offer: at690 }).edits).toEqual({ price: 900 });
		const at600 = offer({ price: 600, witness: witness('silent') });
		expect(decided({ ...alone, offer: at600 }).held_moves).toMatchObject([
			{ guard: 'unsupported', cost: 600, supported: 1000 },
		]);
	});
});

describe('what this package hid', () => {
	const waves = { limit: 60, reached: ['show' as const] };
	const hidden = {
		waves,
		listing: listing({ visible: false }),
		cached: { in_stock: false, shop: { 'shop/1': { hidden_by_sync_at: at(60) } } },
	};

	it('should come back however many come back, if a second source says so', () => {
		expect(decided(hidden)).toMatchObject({ edits: { visible: true }, counted: [] });
	});

	it('should be counted on its way back where only the other operation agrees', () => {
		const { witness } = offer();
		const agreed = offer({ witness: { ...witness!, verdict: 'silent', agreed: true } });
		const calm = decided({ ...hidden, waves: { limit: 60, reached: [] }, offer: agreed });
		expect(calm).toMatchObject({ edits: { visible: true }, counted: ['show'] });
		expect(decided({ ...hidden, offer: agreed }).held_moves).toMatchObject([{ guard: 'wave' }]);
	});

	it('should be asked about if somebody changed it since', () => {
		const memory = {
			hidden_by_sync_at: at(60),
			own_modified: at(60),
			last_written: { visible: false, at: at(60) },
		};
		const cached = { in_stock: false, shop: { 'shop/1': memory } };
		const back = (modified: string, read_at = at(5)) =>
			decided({ listing: listing({ visible: false, modified, read_at }), cached });
		expect(back(at(60)).edits).toEqual({ visible: true });
		expect(back(at(59))).toMatchObject({
			edits: {},
			held_moves: [{ guard: 'hidden_by_hand', at: at(59), quiet: false }],
		});
		// This list was read before our own edit.
		expect(back(at(90), at(61)).edits).toEqual({ visible: true });
	});
});

describe('a price that nothing explains', () => {
	const written = { price: 1500, at: at(600), cost: { price: 1000, points: 0 }, rules: 3 };
	const now = { listing: listing({ price: 1500 }), version: 3 };

	it('should wait for the owner where cost, version and setting are those of the last write', () => {
		const cached = memory({ last_written: written });
		expect(decided({ ...now, cached })).toMatchObject({
			edits: {},
			held_moves: [{ guard: 'unexplained', kind: 'cut', price: 1500 }],
		});
		const higher = { ...now, listing: listing({ price: 1200 }) };
		const raised = memory({ last_written: { ...written, price: 1200 } });
		expect(decided({ ...higher, cached: raised }).held_moves).toMatchObject([
			{ guard: 'unexplained', kind: 'raise' },
		]);
	});

	it.each<[string, object]>([
		['the cost moved', { cost: { price: 1100, points: 0 } }],
		['the points moved', { cost: { price: 1000, points: 10 } }],
		['another version rules', { rules: 2 }],
		['the owner set the item', { override: '{"markupPercent":150}' }],
		['version 0.1 wrote it', { cost: undefined, rules: undefined }],
	])('should go where %s', (_, change) => {
		const cached = memory({ last_written: { ...written, ...change } });
		expect(decided({ ...now, cached }).edits).toEqual({ price: 1300 });
	});

	it('should be corrected without a word of anybody below its floor', () => {
		const cached = memory({ last_written: { ...written, price: 1050 } });
		const loss = { ...now, listing: listing({ price: 1050 }), cached };
		expect(decided(loss).edits).toEqual({ price: 1300 });
	});

	it('should wait where another rule than the book made it', () => {
		const ruling = { ...markup13, tiers: [{ upTo: null, markupPercent: 120 }] };
		expect(decided({ ruling, listing: listing({ price: 1500 }) }).held_moves).toMatchObject([
			{ guard: 'beside_book', named: 1200 },
		]);
		expect(decided({ ruling: markup13, listing: listing({ price: 1500 }) }).edits).toEqual({
			price: 1300,
		});
	});
});

describe('a stock that fell to 0', () => {
	const empty = { listing: listing({ stock: 0 }) };

	it('should be filled up where it fell alone', () => {
		expect(decided(empty).edits).toEqual({ stock: 1 });
	});

	it('should wait for the owner where it fell with many others', () => {
		const falls = { limit: 10, together: new Set(['1']) };
		expect(decided({ ...empty, falls })).toMatchObject({
			edits: {},
			held_moves: [{ guard: 'refill', limit: 10 }],
		});
		const answers = { refill: { answer: 'yes' as const, proposal: { stock: 1 } } };
		expect(decided({ ...empty, falls, answers }).edits).toEqual({ stock: 1 });
	});

	it('should stay at 0 after a no, as long as it is not filled up by hand', () => {
		const answers = { refill: { answer: 'no' as const, proposal: { stock: 1 } } };
		expect(decided({ ...empty, answers })).toMatchObject({
			edits: {},
			held_moves: [{ guard: 'refill', quiet: true }],
		});
	});
});
