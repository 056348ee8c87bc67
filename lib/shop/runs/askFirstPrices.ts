import type { HeldMove } from '../../changes/decision';
import type { Questions, Question, QuestionMember } from '../../ledger/questions';
import type { QuestionNote } from '../../ledger/rules/runRules';

/** A run's item, as far as its first price matters. */
export interface FirstPriceItem {
	asin: string;
	item_id: number | null;
	/** The shop's price before this run, yen. */
	shop_price: number | null;
	decision: { held_moves: HeldMove[]; floor: number | null } | null;
}

export interface Asking {
	questions: Questions;
	account: string;
	/** Number of the version that ruled the run. */
	version: number;
	/** A dry run asks nothing, because nothing would have been done. */
	isDry: boolean;
	/** A run by hand tells what is open each time, and does not count as the day's message. */
	isManual: boolean;
}

/**
 * Asks the owner about prices that the rule would change a lot at first sight.
 * @returns the questions that are open after this run
 */
export async function askFirstPrices(
	items: readonly FirstPriceItem[],
	{ questions, account, version, isDry, isManual }: Asking,
): Promise<QuestionNote[]> {
	const held = items.flatMap(findMember);
	if (!isDry) await questions.ask(account, 'first_price', version, held);
	const waiting = new Set(held.map(({ item_id }) => item_id));
	const seen = new Set(items.map(({ item_id }) => item_id));
	const notes: QuestionNote[] = [];
	for (const question of await questions.all(account)) {
		const count = countWaiting(question, seen, waiting);
		if (question.answer !== null || count === 0) continue;
		const { id, kind, codes } = question;
		const isNews = isManual || (await questions.noteSaid(account, id));
		notes.push({ kind, count, codes, isNews });
	}
	return notes;
}

/** An item that this run did not see still waits; one that it saw may have settled by itself. */
const countWaiting = (
	{ members }: Question,
	seen: ReadonlySet<number | null>,
	waiting: ReadonlySet<number>,
): number => members.filter(({ item_id }) => !seen.has(item_id) || waiting.has(item_id)).length;

function findMember({ asin, item_id, shop_price, decision }: FirstPriceItem): QuestionMember[] {
	const move = decision?.held_moves.find(({ guard }) => guard === 'first_price');
	if (!move || item_id === null || shop_price === null) return [];
	const facts = { price: shop_price, floor: decision?.floor ?? null };
	return [{ item_id, asin, proposal: { price: Number(move.to) }, facts }];
}
