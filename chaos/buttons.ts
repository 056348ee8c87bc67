import type { Chronicle } from './chronicle';
import type { Ended } from './happenings';
import type { RunResult, Start } from './job';
import { eventOf, type Button, type Slot } from './plan';

/** The buttons of the emergency brake at the desk, as the owner presses them, and how their jobs end. */

const DAY_MS = 24 * 3_600_000;
const JAPAN_MS = 9 * 3_600_000;

/** The first moment of the next day in Japan, ms. */
export const nextDayOf = (now: number): number =>
	(Math.floor((now + JAPAN_MS) / DAY_MS) + 1) * DAY_MS - JAPAN_MS;

const dateOf = (at: number): string => new Date(at + JAPAN_MS).toISOString().slice(0, 10);

/** The day of return of a slot's brake, ms; null = until the release. */
const returnOf = (button: Button, slot: Slot): number | null =>
	button === 'brake' && eventOf(slot, 'closed days') ? nextDayOf(Date.now()) : null;

/** The file of the desk, and the node from which its jobs go on. */
const desk = { file: 'shop-desk.json', startNode: 'ショップの操作画面' };

export function pressOf(button: Button, slot: Slot): Omit<Start, 'settings'> {
	// What hid nothing is lifted.
	if (button === 'release') {
		return { ...desk, press: { actions: ['release', 'lift'], typed: { sure: 'yes' } } };
	}
	const until = returnOf(button, slot);
	const day_of_return = until === null ? '' : dateOf(until);
	const typed = { sure: 'yes', reason: 'おためし', day_of_return };
	return { ...desk, press: { actions: ['brake'], typed } };
}

/** The owner lets the writing go on, if no goods wait for a release. */
export const resumePress: Omit<Start, 'settings'> = {
	...desk,
	press: { actions: ['resume', 'lift'], typed: {} },
};

/** A button from its press to the end of its job. */
export class PressedButton {
	private until: number | null = null;
	private isUnderWay = false;

	constructor(
		private readonly button: Button,
		private readonly slot: Slot,
		private readonly chronicle: Chronicle,
	) {}

	begin(): void {
		this.until = returnOf(this.button, this.slot);
		this.isUnderWay = true;
		this.chronicle.press(this.button);
	}

	/** @param result null = it was broken off. @returns how it ended, for the story */
	end(result: RunResult | null): string {
		if (!this.isUnderWay) return '';
		this.isUnderWay = false;
		const end = endOf(result);
		this.chronicle.end({ button: this.button, ...end, until: this.until });
		const why = result?.error ? `: ${result.error}` : '';
		return `the ${this.button} ended ${end.how}, left ${end.left.length}${why}`;
	}
}

export function endOf(result: RunResult | null): Pick<Ended, 'how' | 'left'> {
	const left = (result?.steps ?? [])
		.filter(({ action }) => action !== 'updated' && action !== 'none')
		.flatMap(({ item_id }) => item_id ?? []);
	if (result?.isSkipped || result?.status === 'error') return { how: 'failed', left };
	return { how: result?.status === 'success' ? 'well' : 'broken off', left };
}
