import type { INodeProperties } from 'n8n-workflow';
import { defaultForbiddenWords } from '../../../lib/shop/newItems/forbiddenWords';

/** Settings that a new item's texts and an updated item's must share, or each would undo the other. */
export const wordOptions: INodeProperties[] = [
	{
		displayName: 'Detail Footer',
		name: 'footer',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		description:
			'商品説明の最後に付ける文章。登録 (Create) と更新 (Update Texts) で同じにしてください。',
	},
	{
		displayName: 'Forbidden Words',
		name: 'forbiddenWords',
		type: 'string',
		typeOptions: { rows: 4 },
		default: defaultForbiddenWords.join('\n'),
		description:
			'商品名と説明から取り除く言葉。1行に1つ、またはカンマ・読点で区切ります。全角・半角や大文字・小文字は区別しません。',
	},
];

export interface WordOptions {
	footer?: string;
	forbiddenWords?: string;
}

export const readWordRules = (
	options: WordOptions,
): { footer: string; forbiddenWords: readonly string[] } => ({
	footer: options.footer ?? '',
	forbiddenWords:
		options.forbiddenWords === undefined ? defaultForbiddenWords : wordsIn(options.forbiddenWords),
});

/** Reads a list of words as people write it: one per line, or separated by commas. */
export const wordsIn = (text: string): string[] =>
	text
		.split(/[\r\n,，、]+/)
		.map((word) => word.trim())
		.filter((word) => word !== '');
