import type { Question } from '../../lib/ledger/questions/question';
import { withStoredData } from './withStoredData';

/** The questions that wait for the owner's answer, oldest first. */
export const openQuestions = async (account = 'demo-shop'): Promise<Question[]> =>
	(await withStoredData(async ({ questions }) => await questions.all(account))).filter(
		({ answer, members }) => answer === null && members.length > 0,
	);

/** The open questions that are about one ASIN. */
export const openQuestionsAbout = async (asin: string): Promise<Question[]> =>
	(await openQuestions()).filter(({ members }) => members.some((member) => member.asin === asin));
