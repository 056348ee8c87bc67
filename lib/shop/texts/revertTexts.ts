import type { ItemTexts } from '../ports';
import type { JournalEntry } from '../../ledger/journal';

export interface TextRevert {
	/** Puts back the texts that still read as that run left them; empty = nothing to do. */
	edits: Partial<ItemTexts>;
	/** The same with the present texts, for the journal. */
	changes: JournalEntry['field_edits'];
	/** In the owner's words: what is put back, what is left alone, and why. */
	why: string[];
}

const names = { title: '商品名', detail: '商品説明' };
const textFields = ['title', 'detail'] as const;

/** True if Update Texts wrote it. */
export const isTextEdit = (written: JournalEntry['field_edits']): boolean =>
	['title', 'detail', 'images'].some((field) => Object.hasOwn(written, field));

/**
 * Plans how to put back the texts that a run wrote. A text that somebody changed since then stays as it
 * is.
 */
export function planTextRevert(written: JournalEntry['field_edits'], shown: ItemTexts): TextRevert {
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
	// BASE copies an image to its own address, so the earlier image is unknown.
	if (written.images) revert.why.push('画像は戻せません。必要なら管理画面で入れ替えてください');
	return revert;
}

const SHOWN_SIGNS = 60;

const quoteBriefly = (text: string): string => {
	const line = text.replace(/\s+/g, ' ');
	return line.length > SHOWN_SIGNS ? `${line.slice(0, SHOWN_SIGNS)}…` : line;
};
