import { cacheInvariants } from '../../chaos/cacheInvariants';
import type { Cycle, Document, Snapshot } from '../../chaos/facts';
import type { Happening, Shown } from '../../chaos/happenings';
import type { JobResult } from '../../chaos/job';
import { journalInvariants } from '../../chaos/journalInvariants';
import { changesIn, MessageInvariants } from '../../chaos/messageInvariants';
import { floorOf, shopInvariants } from '../../chaos/shopInvariants';

/** The judge of the chaos harness on cases made by hand: each promise kept, and each broken. */

const ASIN = 'B0CHAOS001';
const ITEM: Shown = {
	asin: ASIN,
	item_id: 7,
	price: 1_560,
	visible: true,
	stock: 1,
	variations: 0,
	isDigital: false,
};
const STAMP = '2026-11-24T12:00:00.000Z';
const NOW = Date.parse(STAMP);
const DOCUMENT: Document = {
	asin: ASIN,
	price: 1_200,
	in_stock: true,
	price_updated_at: STAMP,
	reported: { shop: { price: 1_200, in_stock: true, at: STAMP } },
	legacy: { note: 'theirs' },
};
const RESULT: JobResult = {
	status: 'success',
	error: null,
	lastNode: null,
	isSkipped: false,
	run: 'run-1',
	items: [],
	summary: null,
	reported: [],
	beside: [],
	steps: [],
	endedAt: NOW,
};

const ENTRY: Snapshot['journal'][number] = {
	id: 'a run-1',
	run: 'run-1',
	account: 'shop',
	item_id: 7,
	asin: ASIN,
	field_edits: { price: { from: 1_000, to: 1_560 } },
	why: [],
	at: STAMP,
	answer: { outcome: 'applied', detail: null, at: STAMP },
};

function snapshot(different: Partial<Snapshot> = {}): Snapshot {
	return {
		shown: new Map([[7, ITEM]]),
		documents: new Map([[ASIN, DOCUMENT]]),
		strangers: [],
		journal: [],
		writes: new Map(),
		rejected: { amazon: 0, base: 0, chatwork: 0, throttled: 0 },
		tokens: { amazon: 1, base: 1 },
		faulted: 0,
		messages: [],
		...different,
	};
}

function cycle(different: Partial<Cycle> = {}): Cycle {
	return {
		number: 1,
		workflow: 'sync',
		before: snapshot(),
		after: snapshot(),
		truth: new Map([[ASIN, { status: 'in_stock', price: 1_200 }]]),
		happenings: [],
		result: RESULT,
		isHealthy: true,
		isLiedTo: false,
		mayRepeat: false,
		ownersHidden: new Set(),
		wasSetBack: false,
		latestClock: NOW,
		...different,
	};
}

const shownAs = (different: Partial<Shown>) =>
	snapshot({ shown: new Map([[7, { ...ITEM, ...different }]]) });
const documentAs = (different: Record<string, unknown>) =>
	snapshot({ documents: new Map([[ASIN, { ...DOCUMENT, ...different }]]) });
const names = (found: ReadonlyArray<{ invariant: string }>) =>
	found.map(({ invariant }) => invariant);

describe('what must be true of the shop', () => {
	it('should find nothing wrong with a shop that is right', () => {
		expect(shopInvariants(cycle())).toEqual([]);
	});

	it('should report an item of the owner that was shown, in a disturbed run too', () => {
		const wrong = cycle({
			before: shownAs({ visible: false }),
			ownersHidden: new Set([7]),
			isHealthy: false,
		});
		expect(names(shopInvariants(wrong))).toEqual(['the owner hid it, it is shown']);
	});

	it('should report what is on sale though it is gone, after a healthy sync only', () => {
		const truth: Cycle['truth'] = new Map([[ASIN, { status: 'out_of_stock', price: null }]]);
		expect(names(shopInvariants(cycle({ truth })))).toEqual([
			expect.stringContaining('on sale though out_of_stock'),
		]);
		expect(shopInvariants(cycle({ truth, isHealthy: false }))).toEqual([]);
		expect(shopInvariants(cycle({ truth, after: shownAs({ visible: false }) }))).toEqual([]);
	});

	it('should report a price below the floor, to the yen', () => {
		// 1,200 yen: 1,328 leaves 1,328 - 48 - 40 - 40 = 1,200; 1,327 leaves 1,199. 5% ask for 1,260.
		expect(floorOf(1_200)).toBe(1_328);
		expect(shopInvariants(cycle({ after: shownAs({ price: 1_328 }) }))).toEqual([]);
		expect(names(shopInvariants(cycle({ after: shownAs({ price: 1_327 }) })))).toEqual([
			expect.stringContaining('on sale below its floor of 1328 yen'),
		]);
	});

	it('should report items that came or went', () => {
		const more = new Map([...snapshot().shown, [8, { ...ITEM, item_id: 8 }]]);
		expect(names(shopInvariants(cycle({ after: snapshot({ shown: more }) })))).toEqual([
			'an item was added to the shop',
		]);
		expect(names(shopInvariants(cycle({ before: snapshot({ shown: more }) })))).toEqual([
			'an item vanished from the shop',
		]);
	});

	it('should allow BASE one refused call a renewed token, and Amazon none', () => {
		const rejected = { amazon: 0, base: 1, chatwork: 0, throttled: 0 };
		const renewed = snapshot({ rejected, tokens: { amazon: 1, base: 2 } });
		expect(shopInvariants(cycle({ after: renewed }))).toEqual([]);
		expect(names(shopInvariants(cycle({ after: snapshot({ rejected }) })))).toEqual([
			'calls refused without a fault',
		]);
		const throttled = snapshot({ rejected: { ...rejected, base: 0, amazon: 1, throttled: 1 } });
		expect(names(shopInvariants(cycle({ after: throttled, isHealthy: false })))).toEqual([
			'calls beyond a quota',
		]);
	});
});

describe('what must be true of the cache', () => {
	it('should report a document, a field, another tool’s field or an account that was lost', () => {
		expect(cacheInvariants(cycle())).toEqual([]);
		const lost = (after: Snapshot) => cacheInvariants(cycle({ after })).map(({ detail }) => detail);
		expect(lost(snapshot({ documents: new Map() }))).toEqual([`${ASIN}: the document`]);
		expect(lost(documentAs({ legacy: { note: 'ours' } }))).toEqual([`${ASIN}: legacy (changed)`]);
		expect(lost(documentAs({ reported: {} }))).toEqual([`${ASIN}: reported.shop`]);
		const { in_stock: _, ...withoutStock } = DOCUMENT;
		expect(lost(snapshot({ documents: new Map([[ASIN, withoutStock]]) }))).toEqual([
			`${ASIN}: in_stock`,
		]);
	});

	it('should report a stamp of the future, with five minutes for clocks that differ', () => {
		const at = (ms: number) => documentAs({ cached_at: new Date(NOW + ms).toISOString() });
		expect(cacheInvariants(cycle({ after: at(300_000) }))).toEqual([]);
		expect(names(cacheInvariants(cycle({ after: at(300_001) })))).toEqual([
			'a stamp of the future',
		]);
	});

	describe('a new stamp', () => {
		const price_updated_at = '2026-11-24T12:00:01.000Z';
		const answered: Happening = {
			...{ at: NOW, clock: NOW, kind: 'answer', operation: 'getItemOffersBatch', asin: ASIN },
			...{ status: 'in_stock', price: 1_200 },
		};
		const judge = (document: Record<string, unknown>, more: Partial<Cycle> = {}) => {
			const after = documentAs({ price_updated_at, ...document });
			return names(cacheInvariants(cycle({ after, happenings: [answered], ...more })));
		};

		it('should stand on the true price, unless Amazon lied', () => {
			expect(judge({})).toEqual([]);
			expect(judge({ price: 1_100 })).toEqual(['a new stamp on what is not true']);
			expect(judge({ price: 1_100 }, { isLiedTo: true })).toEqual([]);
		});

		it('should come with an answer, whatever the run says of the item', () => {
			const item = { asin: ASIN, offer_status: 'unknown' } as JobResult['items'][number];
			const result = { ...RESULT, items: [item] };
			expect(judge({}, { result, happenings: [] })).toEqual(['a failed answer refreshed a stamp']);
			expect(judge({}, { result })).toEqual([]);
		});
	});
});

describe('what a release explains', () => {
	const released = { at: NOW, clock: NOW, kind: 'pressed', button: 'release' } as const;

	it('should be one refused call for each item that the owner deleted', () => {
		const deleted = { ...ENTRY, item_id: 8 };
		const rejected = { amazon: 0, base: 1, chatwork: 0, throttled: 0 };
		const after = snapshot({ rejected, journal: [deleted] });
		expect(shopInvariants(cycle({ after, happenings: [released] }))).toEqual([]);
		expect(names(shopInvariants(cycle({ after })))).toEqual(['calls refused without a fault']);
	});
});

describe('what must be true of the journal', () => {
	it('should want an intent for each write, a write for each success, an outcome for each intent', () => {
		const after = (journal: Snapshot['journal'], writes: number) =>
			names(
				journalInvariants(cycle({ after: snapshot({ journal, writes: new Map([[7, writes]]) }) })),
			);
		expect(after([ENTRY], 1)).toEqual([]);
		expect(after([ENTRY], 2)).toEqual(['a write that no intent tells of']);
		expect(after([ENTRY], 0)).toEqual(['an outcome that never was']);
		expect(after([{ ...ENTRY, answer: null }], 1)).toEqual(['an intent without an outcome']);
	});

	it('should count an edit once that two runs sent side by side', () => {
		const twice = { ...ENTRY, id: 'b run-2', run: 'run-2' };
		const after = (journal: Snapshot['journal']) =>
			cycle({ after: snapshot({ journal, writes: new Map([[7, 1]]) }) });
		expect(journalInvariants(after([ENTRY, twice]))).toEqual([]);
		const later = { ...twice, at: '2026-11-24T12:06:00.000Z' };
		expect(names(journalInvariants(after([ENTRY, later])))).toEqual(['an outcome that never was']);
	});

	it('should miss an entry that is gone', () => {
		const before = snapshot({ journal: [ENTRY] });
		expect(names(journalInvariants(cycle({ before })))).toEqual([
			'an entry of the journal was lost',
		]);
	});
});

describe('what must be true of the messages', () => {
	const CHANGE = `[info][title]t[/title]s\n[hr]■ 価格の変動 1件\n・品 (${ASIN}) Amazon 1,200円 → 1,400円 (+200円)、BASE 1,560円 → 1,820円[/info]`;
	const told = (price: number) =>
		documentAs({ reported: { shop: { price, in_stock: true, at: STAMP } } });
	const heard = (count: number, after = snapshot()) => ({
		before: snapshot({ messages: Array.from({ length: count - 1 }, () => CHANGE) }),
		after: { ...after, messages: Array.from({ length: count }, () => CHANGE) },
	});

	it('should read prices and stock as the owner reads them', () => {
		expect(changesIn(CHANGE)).toEqual([
			{ asin: ASIN, line: 'Amazon 1,200円 → 1,400円 (+200円)', price: 1_400, inStock: true },
		]);
		const gone = `・品 (${ASIN}) Amazon 在庫あり → 売り切れ、BASE 非公開[/info]`;
		expect(changesIn(gone)).toEqual([
			{ asin: ASIN, line: 'Amazon 在庫あり → 売り切れ', price: null, inStock: false },
		]);
	});

	it('should report a message that comes twice, and forgive it after a run that was killed', () => {
		const judge = new MessageInvariants();
		const quiet = { isHealthy: false };
		expect(judge.check(cycle({ ...quiet, ...heard(1), number: 1 }))).toEqual([]);
		expect(names(judge.check(cycle({ ...quiet, ...heard(2), number: 2 })))).toEqual([
			'a message came twice',
		]);
		expect(judge.check(cycle({ ...quiet, number: 3, mayRepeat: true }))).toEqual([]);
		expect(judge.check(cycle({ ...quiet, ...heard(3), number: 3 }))).toEqual([]);
	});

	it('should report what counts as told though nobody told it, and what was never told', () => {
		const silently = cycle({ after: told(1_400), isHealthy: false });
		expect(names(new MessageInvariants().check(silently))).toEqual([
			'a change that nobody was told of',
		]);
		expect(
			new MessageInvariants().check(cycle({ ...heard(1, told(1_400)), isHealthy: false })),
		).toEqual([]);
		const item = { asin: ASIN, offer_status: 'in_stock' } as JobResult['items'][number];
		const never = cycle({
			truth: new Map([[ASIN, { status: 'in_stock', price: 1_300 }]]),
			result: { ...RESULT, items: [item] },
		});
		expect(names(new MessageInvariants().check(never))).toEqual([
			'a change that nobody was told of',
		]);
	});
});
