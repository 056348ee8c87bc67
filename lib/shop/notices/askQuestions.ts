import type { HeldMove } from '../../changes/decision';
import type { Ledger } from '../../ledger/ledger';
import type { NewNotice } from '../../ledger/notices/notice';
import type { QuestionMember } from '../../ledger/questions/question';
import type { QuestionNote } from '../../ledger/rules/runRules';
import { questionKinds, type QuestionKind } from '../../listing/guards/questionKinds';
import { nameOfItem, type ListedNames } from '../../listing/listing';
import type { Edits } from '../../listing/memory';
import type { StopCause } from '../../listing/offer';

/** Questions of these kinds arise one at a time. The owner is asked about all of a day together. */
const gatheredKinds: ReadonlySet<QuestionKind> = new Set([
	'first_price',
	'unexplained',
	'unsupported',
	'hidden_by_hand',
]);

/** A run's item, as far as questions about it matter. */
export interface AskedItem {
	asin: string;
	item_id: number | null;
	/** The row that it is about; absent if it is about the whole item. */
	row?: { variation_id: number };
	/** The shop's price before this run, yen. */
	shop_price: number | null;
	/** Whether the shop had it on sale before this run; null = unknown. */
	shop_visible: boolean | null;
	decision: { held_moves: HeldMove[]; floor: number | null; stop: StopCause | null } | null;
	result: { action: string } | null;
	/** Amazon's answer; null = it was not asked. */
	offer_status: string | null;
}

export interface Asking {
	account: string;
	/** Number of the version that ruled the run. */
	version: number;
	/** Number of the run. */
	run: string;
	/** A dry run asks nothing, because nothing would have been done. */
	isDry: boolean;
	/** All that the shop has; null if the run saw only a part of it. */
	listed: ListedNames | null;
}

/** Guards whose holds are told as a question: each asks a question of its own name. */
export const askedGuards: ReadonlySet<string> = new Set(questionKinds);

/**
 * Asks the owner what only they can decide about the items of a run, and notes each open question for
 * the next message.
 */
export async function askQuestions(
	items: readonly AskedItem[],
	{ questions, notices }: Pick<Ledger, 'questions' | 'notices'>,
	{ account, version, run, isDry, listed }: Asking,
): Promise<void> {
	if (!isDry) {
		const answered = items.filter(isAnswered);
		const wasAsked = await questions.wasAskedToday(account, gatheredKinds);
		const whole = listed === null ? {} : { listed };
		for (const kind of questionKinds) {
			const held = items.flatMap((item) => findMember(item, kind));
			const waiting = new Set(held.map(({ name }) => name));
			const over = lastingKinds.has(kind) ? answered.filter((item) => !isOffSale(item)) : answered;
			const free = over.filter(({ decision }) => decision?.held_moves.length === 0);
			const settled = over.filter((item) => isSettled(item) && !waiting.has(nameItem(item)));
			const gathers = wasAsked && gatheredKinds.has(kind);
			await questions.update(account, {
				...{ kind, version, held, gathers, ...whole },
				settled: new Set(settled.map(nameItem)),
				free: new Set(free.map(nameItem)),
			});
		}
	}
	const open = (await questions.all(account)).filter(({ answer }) => answer === null);
	const found = open.map(({ id, kind, members, codes }): NewNotice => {
		const facts = { kind, count: members.length, codes, examples: findExamples(members) };
		return { key: `question ${id}`, kind: 'question', item: null, run, facts };
	});
	await notices.endOthers(account, new Set(['question']), found);
	if (found.length > 0) await notices.note(account, { found });
}

/** The owner is shown this many of the moves, those with the largest differences of price. */
const MOST_EXAMPLES = 3;

const findExamples = (members: readonly QuestionMember[]): QuestionNote['examples'] =>
	members
		.map(({ asin, facts: { price }, proposal }) => ({ asin, price, ...pickShown(proposal) }))
		.sort((a, b) => Math.abs((b.to ?? b.price) - b.price) - Math.abs((a.to ?? a.price) - a.price))
		.slice(0, MOST_EXAMPLES);

const pickShown = ({ price, visible }: Edits) => ({ to: price ?? null, visible: visible ?? null });

const nameItem = ({ item_id, row }: AskedItem): string =>
	item_id === null ? '' : nameOfItem(item_id, row);

/** An answer that proves nothing settles nothing. */
const isAnswered = ({ decision, offer_status }: AskedItem): boolean =>
	decision !== null && offer_status !== null && offer_status !== 'unknown';

/**
 * A question about an empty stock, and its answer, outlast a time in which Amazon sold the item out: it comes back as
 * it was. Items of other questions may be hidden because they wait for the answer.
 */
const lastingKinds: ReadonlySet<QuestionKind> = new Set(['refill']);

const isOffSale = ({ decision, shop_visible }: AskedItem): boolean =>
	shop_visible === false || (decision !== null && decision.stop !== null);

/** The run has decided about the item, and nothing of it is left to send. */
const isSettled = ({ result }: AskedItem): boolean =>
	result?.action === 'updated' || result?.action === 'none';

function findMember(item: AskedItem, kind: QuestionKind): QuestionMember[] {
	const { asin, item_id, shop_price, decision } = item;
	const moves = decision?.held_moves.filter((move) => move.guard === kind) ?? [];
	if (moves.length === 0 || item_id === null || shop_price === null) return [];
	const proposal: Edits = Object.fromEntries(moves.map(({ field, to }) => [field, to]));
	const change = moves.find((move) => move.guard === 'hidden_by_hand');
	const facts = {
		...{ price: shop_price, floor: decision?.floor ?? null },
		...(change?.at ? { modified: change.at } : {}),
	};
	return [{ name: nameItem(item), item_id, asin, proposal, facts }];
}
