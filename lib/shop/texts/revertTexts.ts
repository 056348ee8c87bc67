import type { ItemTexts } from '../ports';
import type { WrittenFields } from '../edits/revertEdit';

export interface TextRevert {
	/** Puts back what still reads as that run left it; empty = nothing to do. */
	edits: Partial<ItemTexts>;
	/** The same with what stands there now, for the journal. */
	changes: WrittenFields;
	/** In the owner's words: what is put back, and what is left alone and why. */
	why: string[];
}

const names = { title: '商品名', detail: '商品説明' };
const textFields = ['title', 'detail'] as const;

/** True for what Update Texts wrote. */
export const isTextEdit = (written: WrittenFields): boolean =>
	['title', 'detail', 'images'].some((field) => Object.hasOwn(written, field));

/** How to put back the texts that a run wrote. One that somebody changed since then stays as it is. */
export function planTextRevert(written: WrittenFields, shown: ItemTexts): TextRevert {
	const revert: TextRevert = { edits: {}, changes: {}, why: [] };
	for (const field of textFields) {
		const { from, to } = written[field] ?? {};
		if (typeof from !== 'string') continue;
		if (shown[field] === from) revert.why.push(`${names[field]}はすでに元のままです`);
		else if (shown[field] !== to) {
			revert.why.push(`${names[field]}はその後変わったため、そのままにします`);
		} else {
			revert.edits[field] = from;
			revert.changes[field] = { from: shown[field], to: from };
			revert.why.push(`${names[field]}を元の「${quoteBriefly(from)}」に戻します`);
		}
	}
	// BASE copies an image under an address of its own: what stood there before cannot be told.
	if (written.images) revert.why.push('画像は戻せません。必要なら管理画面で入れ替えてください');
	return revert;
}

const SHOWN_SIGNS = 60;

const quoteBriefly = (text: string): string => {
	const line = text.replace(/\s+/g, ' ');
	return line.length > SHOWN_SIGNS ? `${line.slice(0, SHOWN_SIGNS)}…` : line;
};
