import type { Check, Facts, Outcome } from '../../findings/finding';

/** The words for one outcome. */
export interface Words {
	/** The state of things, as a sentence. */
	text: string;
	/** The next step for the owner, or the consequence; absent = there is nothing to do. */
	todo?: string;
}

export type Describe = (facts: Facts, about: string) => Words;

/** Words for all outcomes of some checks. */
export type WordsOf<C extends Check> = { [Each in C]: Record<Outcome<Each>, Describe> };

export const SEND = '結果の文を開発元に送ってください。';

/** Lists the names of fields, as they stand in the answer. */
export const listFields = ({ fields }: Facts): string =>
	Array.isArray(fields) ? fields.join('、') : '';
