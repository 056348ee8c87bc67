import type { Broken } from './facts';
import type { ByHand, Edited, Ended, Happening, Shown } from './happenings';
import { describeChange, timeOf } from './itemHistory';
import type { Button } from './plan';

/** The promise of a brake that ended well: it holds until the release or the day of return. */
interface Hold {
	at: number;
	/** ms; null = until the release. */
	until: number | null;
}

const isOver = ({ until }: Hold, now: number): boolean => until !== null && now >= until;

/** From the end of a brake to its release nothing is on sale, but for what the owner shows by hand. */
export class BrakeWatch {
	private promise: Hold | null = null;
	/** The promise that a release may have ended. */
	private former: Hold | null = null;
	/** Items that may be on sale: shown by hand, or named as not hidden. */
	private readonly excused = new Set<number>();
	private readonly working = new Set<Button>();
	/** The latest time that anybody took for now, ms. */
	private now = -Infinity;

	underWay(button: Button): boolean {
		return this.working.has(button);
	}

	hear(happening: Happening): Broken[] {
		this.now = Math.max(happening.at, happening.clock);
		switch (happening.kind) {
			case 'pressed':
				this.press(happening.button);
				return [];
			case 'ended':
				return this.end(happening);
			case 'hand':
				this.noteHand(happening);
				return [];
			case 'edit':
				return this.judge(happening);
			case 'answer':
				return [];
		}
	}

	/** Looks at the whole shop at the end of a run. */
	lookAt(items: readonly Shown[]): Broken[] {
		if (this.promise === null || isOver(this.promise, this.now)) return [];
		return items
			.filter(({ visible, item_id }) => visible && !this.excused.has(item_id))
			.map(({ item_id, asin }) => ({
				invariant: 'on sale while the brake holds',
				detail: `item ${item_id} (${asin}), braked at ${timeOf(this.promise!.at)}`,
			}));
	}

	private press(button: Button): void {
		this.working.add(button);
		if (button === 'brake') {
			if (this.promise === null) this.excused.clear();
			return;
		}
		this.former = this.promise;
		this.promise = null;
	}

	private end({ button, how, left, until, visible, at }: Happening & Ended): Broken[] {
		this.working.delete(button);
		if (button === 'release') {
			// A release that leaves items hidden leaves the brake on.
			if (how === 'failed' || (how === 'well' && left.length > 0)) this.promise = this.former;
			return [];
		}
		if (how !== 'well') return [];
		for (const id of left) this.excused.add(id);
		this.promise = { at, until };
		return visible
			.filter((id) => !this.excused.has(id))
			.map((id) => ({ invariant: 'on sale though the brake has ended', detail: `item ${id}` }));
	}

	private noteHand({ before, after }: ByHand): void {
		if (!before.visible && after?.visible) this.excused.add(before.item_id);
		if (before.visible && !after?.visible) this.excused.delete(before.item_id);
	}

	private judge(edit: Happening & Edited): Broken[] {
		const { before, after, at } = edit;
		const { promise } = this;
		if (this.underWay('release') && after.visible) this.excused.add(before.item_id);
		if (promise === null || isOver(promise, this.now)) return [];
		const isSafe =
			after.price === before.price &&
			after.visible <= before.visible &&
			after.stock <= before.stock;
		if (isSafe) return [];
		const what = after.visible && !before.visible ? 'a show' : 'an edit';
		const detail = `item ${before.item_id} (${before.asin}) at ${timeOf(at)}, braked at ${timeOf(promise.at)}: ${describeChange(edit)}`;
		return [{ invariant: `${what} while the brake holds`, detail }];
	}
}
