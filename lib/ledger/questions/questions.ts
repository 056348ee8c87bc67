import type { ListedNames } from '../../listing/listing';
import { DateTime } from 'luxon';
import type { QuestionKind } from '../../listing/guards/questionKinds';
import { SHOP_ZONE, toStamp } from '../../listing/stamp';
import { changeRecord } from '../../stores/changeRecord';
import type { JsonObject, Store } from '../../stores/store';
import { makeCode } from '../rules/ruleCode';
import {
	hasMoved,
	sealMember,
	sealQuestion,
	type Answer,
	type Question,
	type QuestionMember,
} from './question';

/** The result of a code: the question, and whether it was answered before. */
export interface GivenAnswer {
	question: Question;
	/** The first answer counts; a later one changes nothing. */
	isLate: boolean;
	/** true if a late answer was reported before. */
	told: boolean;
}

/**
 * The result of an answer on a page. `late`: so many of the items were answered before; the answer is null if some
 * got a yes and some a no. `moved`: it is not what the owner was shown any more. Both change nothing.
 */
export type PageAnswer =
	| { kind: 'taken'; count: number }
	| { kind: 'late'; count: number; answer: Answer | null }
	| { kind: 'moved' };

/** The answers about one item, by kind of question; null = asked, and not answered yet. */
export type ItemAnswers = Partial<
	Record<
		QuestionKind,
		{
			answer: Answer | null;
			proposal: QuestionMember['proposal'];
			price: number;
			modified?: string;
		}
	>
>;

/** A run's view of the questions. */
export interface SeenQuestions {
	kind: QuestionKind;
	/** Number of the version that ruled the run. */
	version: number;
	/** The moves that wait for the owner. */
	held: readonly QuestionMember[];
	/** Names of the items that need no answer any more: nothing of theirs waits or is left to send. */
	settled: ReadonlySet<string>;
	/** Names of the items for which nothing is held back at all: a no about them has served its turn. */
	free?: ReadonlySet<string>;
	/** A few new moves wait for the next day: the owner was asked about others today. */
	gathers?: boolean;
	/** Names of all items of the shop, if the run saw it whole: questions about others are over. */
	listed?: ListedNames;
}

/** Shortly after midnight is no other day to somebody who was asked shortly before. */
const SHORTEST_REST_MS = 12 * 3_600_000;
/** More new moves than this are asked about at once. */
const FEW = 10;

interface QuestionsRecord {
	questions: Question[];
	/** When a question of each kind was last asked, ISO 8601 with offset: it may be settled and gone since. */
	asked?: Partial<Record<QuestionKind, string>>;
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

	/** Returns the last question about each item and its answer, by the item's name. */
	async answers(account: string): Promise<Map<string, ItemAnswers>> {
		const answers = new Map<string, ItemAnswers>();
		for (const { kind, answer, members } of await this.all(account)) {
			for (const { name, proposal, facts } of members) {
				const { price, modified } = facts;
				const given = { answer, proposal, price, ...(modified ? { modified } : {}) };
				answers.set(name, { ...answers.get(name), [kind]: given });
			}
		}
		return answers;
	}

	/** Returns the numbers of the items where the owner's yes is not carried out yet. */
	async due(account: string): Promise<Set<number>> {
		const yes = (await this.all(account)).filter(({ answer }) => answer === 'yes');
		return new Set(yes.flatMap(({ members }) => members.map(({ item_id }) => item_id)));
	}

	/**
	 * Brings the questions of a kind up to what a run saw: forgets items that are settled, and asks about
	 * moves that no question is about, or whose facts have moved since they were answered.
	 */
	async update(account: string, seen: SeenQuestions): Promise<void> {
		const { kind, version, held, settled, free, listed, gathers = false } = seen;
		await this.change(account, (questions) => {
			let isChanged = false;
			const kept = questions.map((question) => {
				if (question.kind !== kind) return question;
				// A no stays while the move is wanted: it keeps the owner from being asked again.
				const isOver = ({ name }: QuestionMember) =>
					listed?.has(name) === false ||
					(question.answer === 'no' ? free?.has(name) === true : settled.has(name));
				if (!question.members.some(isOver)) return question;
				isChanged = true;
				return { ...question, members: question.members.filter((each) => !isOver(each)) };
			});
			const known = new Map<string, { question: Question; member: QuestionMember }>();
			for (const question of kept.filter((each) => each.kind === kind)) {
				for (const member of question.members) known.set(member.name, { question, member });
			}
			const touched = new Map(
				held.flatMap((member) => findTouched(known.get(member.name), member)),
			);
			if (touched.size > 0) {
				isChanged = true;
				for (const [index, question] of kept.entries()) {
					if (question.kind !== kind || question.answer !== null) continue;
					const members = question.members.map((each) => touched.get(each.name) ?? each);
					kept[index] = { ...question, members };
				}
			}
			const asked = held.filter((member) => {
				const last = known.get(member.name);
				if (!last) return true;
				return last.question.answer !== null && hasMoved(last.member, member);
			});
			if (asked.length === 0 || (gathers && asked.length <= FEW))
				return isChanged ? kept.filter(isKept) : questions;
			return [...kept.filter(isKept), this.makeQuestion(account, kind, version, asked)];
		});
	}

	/** Takes a code as the owner's answer, unless it stays there from before; null if it belongs to no question. */
	async answer(account: string, code: string, stays = false): Promise<GivenAnswer | null> {
		let given: GivenAnswer | null = null;
		await this.change(account, (questions) => {
			given = null;
			const question = questions.find(({ codes }) => codes.yes === code || codes.no === code);
			if (!question) return questions;
			const isLate = question.answer !== null;
			if (stays && !isLate) {
				given = { question, isLate: true, told: true };
				return questions;
			}
			const told = question.is_answered_again;
			const answer = question.codes.yes === code ? 'yes' : 'no';
			const after: Question = isLate
				? { ...question, is_answered_again: true }
				: { ...question, answer, answered_at: toStamp(this.now()) };
			given = { question: after, isLate, told };
			return isLate && told
				? questions
				: questions.map((each) => (each === question ? after : each));
		});
		return given;
	}

	/**
	 * Takes an answer about a question as a whole, if it is the one that the owner was shown.
	 * @param seal of the question as it was shown
	 */
	async answerWhole(
		account: string,
		id: string,
		seal: string,
		answer: Answer,
	): Promise<PageAnswer> {
		return await this.decide(account, id, (questions, question) => {
			const { members } = question;
			if (question.answer !== null) {
				return { kind: 'late', count: members.length, answer: question.answer };
			}
			if (members.length === 0 || sealQuestion(question) !== seal) return { kind: 'moved' };
			const after = { ...question, answer, answered_at: toStamp(this.now()) };
			return { count: members.length, after: replace(questions, question, [after]) };
		});
	}

	/**
	 * Takes an answer about some items of a question, if each is as the owner was shown it; the others stay open,
	 * with the codes that the owner was sent.
	 * @param shown seals of the chosen members as they were shown, by name
	 */
	async answerMembers(
		account: string,
		id: string,
		shown: ReadonlyMap<string, string>,
		answer: Answer,
	): Promise<PageAnswer> {
		return await this.decide(account, id, (questions, question) => {
			const isShown = (each: QuestionMember) => shown.get(each.name) === sealMember(each);
			const given = question.answer === null ? question.members.filter(isShown) : [];
			if (given.length === 0 || given.length < shown.size) {
				// The same facts may have been asked about before: what waits here was not answered.
				const waiting = new Set(given.map(({ name }) => name));
				const isLate = (each: QuestionMember) => isShown(each) && !waiting.has(each.name);
				return tellLate(findAnswers(questions, question.kind, isLate));
			}
			const answered_at = toStamp(this.now());
			const members = question.members.filter(({ name }) => !shown.has(name));
			if (members.length === 0) {
				const after = { ...question, answer, answered_at };
				return { count: given.length, after: replace(questions, question, [after]) };
			}
			const { kind, version, asked_at } = question;
			const part = this.makeQuestion(account, kind, version, given);
			const parts = [
				{ ...part, asked_at, answer, answered_at },
				{ ...question, members },
			];
			return { count: given.length, after: replace(questions, question, parts) };
		});
	}

	/** Decides on an answer in the same breath as it is written: a run may ask anew at any moment. */
	private async decide(
		account: string,
		id: string,
		judge: (
			questions: readonly Question[],
			question: Question,
		) => Exclude<PageAnswer, { kind: 'taken' }> | { count: number; after: Question[] },
	): Promise<PageAnswer> {
		let result: PageAnswer = { kind: 'moved' };
		await this.change(account, (questions) => {
			result = { kind: 'moved' };
			const question = questions.find((each) => each.id === id);
			if (!question) return questions;
			const judged = judge(questions, question);
			if (!('after' in judged)) {
				result = judged;
				return questions;
			}
			result = { kind: 'taken', count: judged.count };
			return judged.after;
		});
		return result;
	}

	/**
	 * True if the owner was asked a question of one of these kinds on this day in Japan or within 12 hours, even
	 * if it is settled since.
	 */
	async wasAskedToday(account: string, kinds: ReadonlySet<QuestionKind>): Promise<boolean> {
		const found = (await this.store.read('questions', [account])).get(account);
		return Object.entries(readRecord(found).asked ?? {}).some(
			([kind, at]) => kinds.has(kind as QuestionKind) && isSameDay(Date.parse(at), this.now()),
		);
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
			...{ id: codeOf('id'), kind, version, members: [...members], asked: members.length },
			codes: { yes: codeOf('yes'), no: codeOf('no') },
			...{ asked_at, answer: null, answered_at: null, is_answered_again: false },
		};
	}

	/** Changes the questions; `change` returns the array that it was given if there is nothing to write. */
	private async change(
		account: string,
		change: (questions: Question[]) => Question[],
	): Promise<void> {
		await changeRecord<QuestionsRecord>(this.store, 'questions', account, (current) => {
			const { questions, asked = {} } = readRecord(current);
			const after = change(questions);
			if (after === questions) return undefined;
			const latest = after.map(({ kind, asked_at }) => [kind, asked_at] as const);
			return { questions: after, asked: { ...asked, ...Object.fromEntries(latest) } };
		});
	}
}

/**
 * Returns the member with the stamp of the change that the owner will answer about: while a question is open, each
 * later change by hand comes before the answer.
 */
function findTouched(
	last: { question: Question; member: QuestionMember } | undefined,
	{ name, facts: { modified } }: QuestionMember,
): Array<[string, QuestionMember]> {
	if (!last || last.question.answer !== null || last.member.facts.modified === modified) return [];
	return [[name, { ...last.member, facts: { ...last.member.facts, modified } }]];
}

const isSameDay = (at: number, now: number): boolean =>
	Math.abs(now - at) < SHORTEST_REST_MS || dayOf(at) === dayOf(now);

const dayOf = (ms: number): string | null =>
	DateTime.fromMillis(ms, { zone: SHOP_ZONE }).toISODate();

const tellLate = (answers: readonly Answer[]): Exclude<PageAnswer, { kind: 'taken' }> => {
	const [first, ...others] = answers;
	if (first === undefined) return { kind: 'moved' };
	const answer = others.every((each) => each === first) ? first : null;
	return { kind: 'late', count: answers.length, answer };
};

/** Returns the answer about each member of a kind that a test finds and that was answered. */
const findAnswers = (
	questions: readonly Question[],
	kind: QuestionKind,
	isWanted: (member: QuestionMember) => boolean,
): Answer[] =>
	questions
		.filter((each) => each.kind === kind)
		.flatMap(({ answer, members }) =>
			answer === null ? [] : members.filter(isWanted).map(() => answer),
		);

const replace = (
	questions: readonly Question[],
	old: Question,
	by: readonly Question[],
): Question[] => questions.flatMap((each) => (each === old ? by : [each]));

/** An answered question stays, because its codes stay in the settings for a while. */
const isKept = ({ answer, members }: Question): boolean => answer !== null || members.length > 0;

const readRecord = (record: QuestionsRecord | JsonObject | undefined): QuestionsRecord => ({
	questions: (record?.questions ?? []) as Question[],
	asked: record?.asked as QuestionsRecord['asked'],
});
