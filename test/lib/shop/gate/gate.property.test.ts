import fc from 'fast-check';
import type { CacheDocument } from '../../../../lib/cache/document';
import { offerFromDocument } from '../../../../lib/cache/offerFromDocument';
import { decide } from '../../../../lib/changes/decide';
import { listMoves } from '../../../../lib/changes/decision';
import { wasConfirmed } from '../../../../lib/changes/guards/current';
import type { Situation } from '../../../../lib/changes/situation';
import { defaultValues } from '../../../../lib/ledger/rules/ruleValues';
import type { Edits } from '../../../../lib/listing/memory';
import { newestOf } from '../../../../lib/listing/offer';
import { computeFloor } from '../../../../lib/listing/pricing/pricing';
import type { Intent } from '../../../../lib/shop/gate/intent';
import type { Facts } from '../../../../lib/shop/gate/facts/facts';
import { judge, type Judgement } from '../../../../lib/shop/gate/judge';
import { findStop, type Writer } from '../../../../lib/shop/gate/stopped';
import { casesOf } from '../../../support/cases';
import { guards, markup13, NOW } from '../../../support/situation';
import { anyOffer, anyPrice, anySituation } from '../../../support/situations';

const RUNS = { numRuns: casesOf(10_000) };

const anyEdits: fc.Arbitrary<Edits> = fc.record(
	{
		price: fc.oneof(anyPrice, fc.constantFrom(1000, 1115, 1300, 1400)),
		visible: fc.boolean(),
		stock: fc.integer({ min: 0, max: 2 }),
	},
	{ requiredKeys: [] },
);

/** What the gate reads of a situation: the stored answer may be another than the one at hand. */
const factsOf = (given: Situation, stored: Situation['offer']): Facts => {
	const { fetched_at: at, status, witness } = stored;
	const document: CacheDocument = {
		...(given.cached as Partial<CacheDocument>),
		...{ asin: 'B000000001', price: stored.price, price_updated_at: at, stock_updated_at: at },
		...{ in_stock: status === 'unknown' ? null : status === 'in_stock', offer_status: status },
		...{ currency: 'JPY', points: stored.points, witness: witness ?? null },
	};
	return {
		...{ document, answers: given.answers, now: NOW },
		rules: {
			values: { ...defaultValues, pricing: markup13, guards },
			...{
				version: given.version ?? 0,
				pricedSince: given.pricedSince ?? 0,
				isDry: false,
				typedHours: '',
				typedRoom: '',
			},
		},
		shop: { isBraked: given.isBraked, waves: given.waves, falls: given.falls },
	};
};

const intentOf = ({ listing }: Situation, edits: Edits, writer: Writer): Intent => ({
	...{ asin: 'B000000001', run: 'r', listing: listing!, edits, why: [], writer },
	...{ isLooked: true, decided: null },
});

interface Judged {
	given: Situation;
	facts: Facts;
	judged: Judgement;
	/** The newest answer of those at hand. */
	newest: Situation['offer'];
}

/** A property of every job's edits. */
function ofJobs(holds: (judged: Judged) => boolean): void {
	const anyWriter = fc.constantFrom('undo' as const, 'release' as const);
	fc.assert(
		fc.property(anySituation, anyOffer, anyEdits, anyWriter, (given, stored, edits, writer) => {
			const facts = factsOf(given, stored);
			const judged = judge(intentOf(given, edits, writer), given.listing!, facts);
			return holds({ given, facts, judged, newest: offerFromDocument(facts.document!) });
		}),
		RUNS,
	);
}

const risksOf = ({ judged, given }: Judged) =>
	listMoves(judged.edits, given.listing!)
		.map(({ kind }) => kind)
		.filter((kind) => kind === 'show' || kind === 'cut' || kind === 'refill');

const isYoung = ({ fetched_at }: Situation['offer']): boolean => {
	const age = NOW - Date.parse(fetched_at);
	return age >= -1000 && age <= guards.maximumAnswerAgeMs + 1000;
};

describe("judge, for any of a job's edits", () => {
	it('should let no show, cut or refill through below the floor', () => {
		ofJobs((all) => {
			const { newest, judged, given } = all;
			if (risksOf(all).length === 0 || newest.price === null) return true;
			const price = judged.edits.price ?? given.listing!.price;
			return price >= computeFloor({ price: newest.price, points: 0 }, markup13);
		});
	});

	it('should neither show nor fill up what Amazon does not sell', () => {
		ofJobs((all) => {
			const isOnSale = risksOf(all).some((kind) => kind !== 'cut');
			return !isOnSale || all.newest.status === 'in_stock';
		});
	});

	it('should add risk on a young, confirmed answer alone', () => {
		ofJobs((all) => risksOf(all).length === 0 || isYoung(all.newest));
	});

	it('should show nothing that somebody changed since without a yes', () => {
		ofJobs(({ given, judged }) => {
			const { own_modified: own, last_written: written } = given.cached?.shop?.['shop/1'] ?? {};
			const { modified, read_at } = given.listing!;
			if (judged.edits.visible !== true || !own || !modified) return true;
			// A stamp before our own is that of an older list.
			if (Date.parse(modified) <= Date.parse(own)) return true;
			const isReadBefore = !!written && Date.parse(read_at) < Date.parse(written.at);
			return isReadBefore || given.answers.hidden_by_hand?.answer === 'yes';
		});
	});

	it('should let every hide and every raise through', () => {
		ofJobs(({ judged: { held } }) => held.every(({ kind }) => kind !== 'hide' && kind !== 'raise'));
	});
});

/** A property of every decision of a run, judged by another stored answer than it was made by. */
function ofRuns(holds: (judged: Judged & { fresh: Situation }) => boolean | void): void {
	fc.assert(
		fc.property(anySituation, anyOffer, (given, stored) => {
			const facts = factsOf(given, stored);
			const cached = facts.document!;
			const version = given.version === null ? null : facts.rules.version;
			const made = { ...given, cached, version };
			const { offer, override } = given;
			const decided = { decision: decide(made), offer, override, ruleProblem: null };
			const { edits } = decided.decision;
			const intent = { ...intentOf(given, edits, 'run'), decided };
			const newest = newestOf(offer, offerFromDocument(cached), NOW);
			const fresh = { ...made, offer: newest };
			holds({ given, facts, newest, fresh, judged: judge(intent, given.listing!, facts) });
		}),
		RUNS,
	);
}

describe("judge, for any of a run's decisions", () => {
	it('should send what the newest answer decides, and nothing else', () => {
		ofRuns(({ judged, fresh, given }) => {
			if (given.version === null) return;
			expect(judged.edits).toEqual(decide(fresh).edits);
		});
	});

	it("should send nothing of a node's own rules on an answer that was overtaken", () => {
		ofRuns(({ judged, given, newest }) => {
			if (given.version !== null || newest === given.offer) return;
			expect(judged.edits).toEqual({});
		});
	});

	it('should add no risk on an answer that is old or from the future', () => {
		ofRuns((all) => {
			if (risksOf(all).length > 0) expect(isYoung(all.newest)).toBe(true);
		});
	});
});

describe('findStop, for any edits', () => {
	const anyPause = fc.option(fc.constantFrom('owner' as const, 'brake' as const, 'undo' as const));
	const anyCase = fc.record({
		edits: fc.option(anyEdits),
		writer: fc.constantFrom<Writer>('run', 'brake', 'release', 'undo'),
		pausedBy: anyPause,
		runs: fc.option(fc.subarray(['one', 'two'], { minLength: 1 })),
		releases: fc.subarray(['one', 'two']),
	});

	it('should let nothing but hides through a brake, nor a run through a pause', async () => {
		await fc.assert(
			fc.asyncProperty(anyCase, async ({ edits, writer, pausedBy, runs, releases }) => {
				const cause = pausedBy && { by: pausedBy, reason: '停止' };
				const pause = cause && { ...cause, since: '', until: null, before: null };
				const brake = runs && { runs, paused_before: null, until: null };
				const ledger = {
					pauses: { get: async () => await Promise.resolve(pause) },
					brakes: { get: async () => await Promise.resolve(brake) },
				} as unknown as Parameters<typeof findStop>[0];
				const stop = await findStop(ledger, 'shop', { edits, writer, releases });
				const { price, stock, visible } = edits ?? {};
				const isHide = edits !== null && price === undefined && stock === undefined && !visible;
				const isReleased = writer === 'release' && runs?.every((run) => releases.includes(run));
				const isBraked = runs !== null && !isReleased && !isHide;
				const isPaused = pause !== null && writer === 'run' && !(pausedBy === 'brake' && isHide);
				expect(stop !== null).toBe(isBraked || isPaused);
			}),
			RUNS,
		);
	});
});

it('should know a confirmed product from one that only the older tools knew', () => {
	fc.assert(
		fc.property(anySituation, ({ cached }) => {
			const stamp = cached?.price_updated_at;
			if (!cached || !stamp) return true;
			return !wasConfirmed({ ...cached, imported: { price: stamp } });
		}),
		RUNS,
	);
});
