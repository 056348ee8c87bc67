import type { Answer } from '../../../ledger/questions/question';
import { formatCount } from '../../../listing/money';
import { markup, type Html } from '../../render/inert';

/** Renders why nothing was done; nothing if all went well. */
export const renderAlarm = (text: string): Html[] =>
	text === '' ? [] : [markup`<p class="alarm" role="alert">${text}</p>`];

export const NOTHING_CHOSEN =
	'商品が選ばれていません。何も変更していません。商品の左の四角を選んでから、もう一度押してください。';

export const QUESTION_MOVED =
	'この画面を開いたあとで、質問の内容が変わりました。何も変更していません。いまの内容をご覧になって、もう一度お答えください。';

/** Says that an answer came too late. @param answer the first one; null = a yes for some items, a no for others */
export function describeLate(answer: Answer | null, count: number): string {
	const of = count > 0 ? ` (商品 ${formatCount(count)}件)` : '';
	const given =
		answer === null
			? '「はい」と「いいえ」に分けて'
			: `「${answer === 'yes' ? 'はい' : 'いいえ'}」と`;
	return `すでに${given}お答えいただいています${of}。今回は何も変更していません。`;
}
