import { markedUp } from '../simulator/world/truth';
import { BrakeWatch } from './brakeInvariants';
import type { Broken, Cycle } from './facts';
import type { Answered, Edited, Happening, Shown } from './happenings';
import { describeChange, ItemHistory, timeOf } from './itemHistory';
import { floorOf } from './shopInvariants';

/**
 * Every edit that reached the shop is explained and current, and a brake means that nothing is on sale. The
 * rules are worked out here, by what the services saw, never with the code that is tried.
 */

const HOUR_MS = 3_600_000;
const MAXIMUM_AGE_MS = 3 * HOUR_MS;
const NO_ANSWER_MS = 24 * HOUR_MS;
/** An answer is on its way for a moment, and the services note the time in the middle of it. */
const LEEWAY_MS = 60_000;
/** The rule lifts any price to this one, yen. */
const LEAST_PRICE = 500;

type Given = Happening & Answered;
type Edit = Happening & Edited;

/** An edit, with what was known when it arrived. */
interface Case {
	edit: Edit;
	/** The newest answer of each operation, the newest first. */
	newest: readonly Given[];
	/** The newest answer of each operation that named a price. */
	priced: readonly Given[];
	history: ItemHistory;
}

export class GateInvariants {
	private readonly answers = new Map<string, Given[]>();
	private readonly histories = new Map<number, ItemHistory>();
	private readonly brake = new BrakeWatch();

	check({ happenings, after }: Cycle): Broken[] {
		const found = happenings.flatMap((happening) => this.hear(happening));
		return [...found, ...this.brake.lookAt([...after.shown.values()])];
	}

	private hear(happening: Happening): Broken[] {
		const broken = this.brake.hear(happening);
		if (happening.kind === 'answer') this.noteAnswer(happening);
		if (happening.kind === 'hand') this.historyOf(happening.before).noteHand(happening);
		if (happening.kind !== 'edit') return broken;
		const { before } = happening;
		const history = this.historyOf(before);
		const given = (before.asin === null ? [] : this.answers.get(before.asin)) ?? [];
		const operations = Map.groupBy(given, ({ operation }) => operation);
		const newestOf = (isMeant: (answer: Given) => boolean) =>
			[...operations.values()]
				.flatMap((answers) => answers.findLast(isMeant) ?? [])
				.sort((left, right) => right.at - left.at);
		const judged: Case = {
			...{ edit: happening, history },
			newest: newestOf(() => true),
			priced: newestOf(({ price }) => price !== null),
		};
		const reasons = [...this.explain(judged), ...this.isCurrent(judged, given)];
		const found = reasons.map((invariant) => ({ invariant, detail: describe(judged) }));
		history.noteEdit(happening, this.brake.underWay('brake'));
		return [...broken, ...found];
	}

	private noteAnswer(answer: Given): void {
		const known = this.answers.get(answer.asin);
		if (known) known.push(answer);
		else this.answers.set(answer.asin, [answer]);
	}

	private historyOf({ item_id }: Shown): ItemHistory {
		const history = this.histories.get(item_id) ?? new ItemHistory();
		this.histories.set(item_id, history);
		return history;
	}

	private explain(judged: Case): string[] {
		const { before, after } = judged.edit;
		const reasons: Array<string | null> = [];
		if (before.price !== after.price) reasons.push(explainPrice(judged));
		if (before.visible && !after.visible) {
			reasons.push(this.brake.underWay('brake') ? null : explainHide(judged));
		}
		if (!before.visible && after.visible) {
			// A sync beside the release may write as soon as the brake has ended, a moment before the release has.
			const isReleased = this.brake.underWay('release') && judged.history.hiddenBy === 'brake';
			reasons.push(isReleased ? null : explainShow(judged));
		}
		return reasons.filter((reason) => reason !== null);
	}

	private isCurrent({ edit }: Case, given: readonly Given[]): string[] {
		const { before, after, at, clock } = edit;
		const isShown = !before.visible && after.visible;
		const isOnlyCut = !isShown && after.stock <= before.stock;
		if (isOnlyCut && after.price >= before.price) return [];
		// The owner may put back on sale what Amazon never confirmed: it may be no product of Amazon's.
		const isKnown = given.some(({ status }) => status !== 'gone');
		if (!isKnown && this.brake.underWay('release')) return [];
		const isYoung = given.some(
			(answer) =>
				answer.status === 'in_stock' &&
				(at - answer.at <= MAXIMUM_AGE_MS + LEEWAY_MS ||
					// Nobody can tell that the clock was wrong when it was asked, or is wrong now.
					isWithin(clock - answer.clock, -LEEWAY_MS, MAXIMUM_AGE_MS + LEEWAY_MS)),
		);
		return isYoung ? [] : ['an edit that adds risk on an answer over 3 hours old'];
	}
}

const isWithin = (value: number, from: number, to: number): boolean => value >= from && value <= to;

const ruledPrice = (cost: number): number => Math.max(markedUp(cost), LEAST_PRICE);

/** A price is the rule's for an answer; another one than we wrote last; and not over the owner's. */
function explainPrice({ edit: { before, after }, priced, history }: Case): string | null {
	const cost = priced.find(({ price }) => ruledPrice(price!) === after.price)?.price;
	if (cost == null) return "a price that is not the rule's for any answer";
	if (history.ourPrice === null || before.price < floorOf(cost)) return null;
	if (before.price !== history.ourPrice) return "a price over the owner's";
	return after.price === history.ourPrice ? 'a price that nothing explains' : null;
}

function explainHide({ edit: { at, clock, after }, newest, priced }: Case): string | null {
	if (newest.some(({ status }) => status !== 'in_stock')) return null;
	if (priced.some(({ price }) => after.price < floorOf(price!))) return null;
	const [last] = newest;
	const isUnanswered =
		last && Math.max(at - last.at, clock - last.clock) >= NO_ANSWER_MS - LEEWAY_MS;
	return isUnanswered ? null : 'a hide that nothing explains';
}

function explainShow({ newest, history }: Case): string | null {
	if (history.hiddenBy !== 'run' && history.hiddenBy !== 'brake')
		return 'shown though not hidden by us';
	return newest.some(({ status }) => status === 'in_stock') ? null : 'a show that nothing explains';
}

function describe({ edit, newest, history }: Case): string {
	const { item_id, asin } = edit.before;
	const answers = newest.map(
		({ operation, status, price, at, clock }) =>
			`${operation} ${price ?? status} at ${timeOf(at)}${clock === at ? '' : ` (clock ${timeOf(clock)})`}`,
	);
	return `item ${item_id} (${asin}) at ${timeOf(edit.at)}: ${describeChange(edit)}; Amazon: ${answers.join(', ') || 'no answer'}; before: ${history.tell()}`;
}
