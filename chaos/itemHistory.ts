import type { ByHand, Edited, Happening } from './happenings';

type Change = Happening & (Edited | ByHand);

/** Changes of an item that a story tells. */
const MOST_TOLD = 6;

/** One item since the days began: who wrote what. */
export class ItemHistory {
	/** The price that an edit wrote last; null = none did. */
	ourPrice: number | null = null;
	/** Who hid it last; null = nobody since the days began. */
	hiddenBy: 'run' | 'brake' | 'hand' | null = null;
	private readonly lines: string[] = [];

	/** @param isBraking a brake is at work, which hides whatever a run hides too */
	noteEdit(edit: Happening & Edited, isBraking: boolean): void {
		const { before, after } = edit;
		if (after.price !== before.price) this.ourPrice = after.price;
		if (before.visible && !after.visible) this.hiddenBy = isBraking ? 'brake' : 'run';
		this.note(edit);
	}

	noteHand(hand: Happening & ByHand): void {
		if (hand.before.visible && hand.after?.visible === false) this.hiddenBy = 'hand';
		this.note(hand);
	}

	tell(): string {
		return this.lines.slice(-MOST_TOLD).join('; ') || 'nothing';
	}

	private note(change: Change): void {
		const who = change.kind === 'hand' ? 'by hand ' : '';
		this.lines.push(`${timeOf(change.at)} ${who}${describeChange(change)}`);
	}
}

export const timeOf = (at: number): string => new Date(at).toISOString().slice(5, 16);

export function describeChange({
	before,
	after,
}: Pick<Edited | ByHand, 'before' | 'after'>): string {
	if (after === null) return 'deleted';
	const fields = ['price', 'visible', 'stock', 'variations'] as const;
	return fields
		.filter((field) => before[field] !== after[field])
		.map((field) => `${field} ${before[field]} → ${after[field]}`)
		.join(', ');
}
