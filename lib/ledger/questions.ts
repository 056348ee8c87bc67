import { toStamp } from '../listing/stamp';
import { changeRecord } from '../stores/changeRecord';
import type { JsonObject, Store } from '../stores/store';
import { makeCode } from './rules/ruleCode';
import { isToSayAgain } from './sayAgain';

/**
 * `first_price`: an item that was never written to shows a price far from the rule's. Yes = the rule
 * makes its price; no = the owner's price stays.
 */
export type QuestionKind = 'first_price';

/** One item that a question is about. */
export interface QuestionMember {
	item_id: number;
	asin: string;
	/** The values after a yes. Yen. */
	proposal: { price: number };
	/** The values that the owner was shown. Yen. */
	facts: { price: number; floor: number | null };
}

/** A decision that only the owner can make. Without an answer things stay as they are. */
export interface Question {
	/** Unique within the account. */
	id: string;
	kind: QuestionKind;
	/** Number of the rule version that raised it. */
	version: number;
	members: QuestionMember[];
	/** For the owner to type. */
	codes: { yes: string; no: string };
	/** ISO 8601 with offset. */
	asked_at: string;
	/** When a scheduled run last told the owner of it; null = not yet. */
	said_at: string | null;
	answer: 'yes' | 'no' | null;
	answered_at: string | null;
	/** true once the owner was told that the code has no effect any more. */
	is_answered_again: boolean;
}

/** The result of a code: the question, and whether it was answered before. */
export interface GivenAnswer {
	question: Question;
	/** The first answer counts; a later one changes nothing. */
	isLate: boolean;
	/** true if a late answer was reported before. */
	told: boolean;
}

interface QuestionsRecord {
	questions: Question[];
}

/** The questions to the owner of each shop account, and their answers. */
export class Questions {
	constructor(
		private readonly store: Store,
		/** Milliseconds since 1970. */
		private readonly now: () => number,
	) {}

	/** Oldest first. */
	async all(account: string): Promise<Question[]> {
		return readRecord((await this.store.read('questions', [account])).get(account)).questions;
	}

	/** Asks about the items that no question of this kind is about yet. */
	async ask(
		account: string,
		kind: QuestionKind,
		version: number,
		members: readonly QuestionMember[],
	): Promise<void> {
		if (members.length === 0) return;
		await this.change(account, (questions) => {
			const known = new Set(
				questions
					.filter((question) => question.kind === kind)
					.flatMap((question) => question.members.map(({ item_id }) => item_id)),
			);
			const added = members.filter(({ item_id }) => !known.has(item_id));
			if (added.length === 0) return questions;
			return [...questions, this.makeQuestion(account, kind, version, added)];
		});
	}

	/** Takes a code as the owner's answer; null if it belongs to no question. */
	async answer(account: string, code: string): Promise<GivenAnswer | null> {
		let given: GivenAnswer | null = null;
		await this.change(account, (questions) => {
			const question = questions.find(({ codes }) => codes.yes === code || codes.no === code);
			if (!question) return questions;
			const isLate = question.answer !== null;
			const told = question.is_answered_again;
			const answer = question.codes.yes === code ? 'yes' : 'no';
			const after: Question = isLate
				? { ...question, is_answered_again: true }
				: { ...question, answer, answered_at: toStamp(this.now()) };
			given = { question: after, isLate, told };
			return isLate && told ? questions : replace(questions, question, after);
		});
		return given;
	}

	/**
	 * Notes that a scheduled run tells the owner of an open question.
	 * @returns false if one did so within the last day
	 */
	async noteSaid(account: string, id: string): Promise<boolean> {
		let isNews = false;
		await this.change(account, (questions) => {
			const question = questions.find((each) => each.id === id);
			isNews = isToSayAgain(question?.said_at, this.now());
			if (!question || !isNews) return questions;
			return replace(questions, question, { ...question, said_at: toStamp(this.now()) });
		});
		return isNews;
	}

	private makeQuestion(
		account: string,
		kind: QuestionKind,
		version: number,
		members: readonly QuestionMember[],
	): Question {
		const asked_at = toStamp(this.now());
		const codeOf = (answer: string) => makeCode(account, { kind, members, asked_at, answer });
		return {
			...{ id: codeOf('id'), kind, version, members: [...members], asked_at },
			codes: { yes: codeOf('yes'), no: codeOf('no') },
			...{ said_at: null, answer: null, answered_at: null, is_answered_again: false },
		};
	}

	/** Changes the questions; `change` returns the array that it was given if there is nothing to write. */
	private async change(
		account: string,
		change: (questions: Question[]) => Question[],
	): Promise<void> {
		await changeRecord<QuestionsRecord>(this.store, 'questions', account, (current) => {
			const { questions } = readRecord(current);
			const after = change(questions);
			return after === questions ? undefined : { questions: after };
		});
	}
}

const replace = (questions: Question[], old: Question, by: Question): Question[] =>
	questions.map((each) => (each === old ? by : each));

const readRecord = (record: QuestionsRecord | JsonObject | undefined): QuestionsRecord => ({
	questions: (record?.questions ?? []) as Question[],
});
