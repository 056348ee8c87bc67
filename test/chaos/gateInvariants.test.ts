import type { Cycle } from '../../chaos/facts';
import { GateInvariants } from '../../chaos/gateInvariants';
import type { Answered, Ended, Event, Happening, Shown } from '../../chaos/happenings';

/** The judge of edits, on histories made by hand. */

const ASIN = 'B0CHAOS001';
const HOUR = 3_600_000;
const NOON = Date.parse('2026-11-24T12:00:00Z');
/** 1,200 yen x 1.3. */
const ITEM: Shown = {
	...{ asin: ASIN, item_id: 7, price: 1_560, visible: true, stock: 1, variations: 0 },
	isDigital: false,
};
/** 1,000 yen x 1.3. */
const CHEAPER = { price: 1_300 };
const HIDDEN = { visible: false };

/** A history that is written down change by change, as hours after noon. */
class Story {
	private readonly happenings: Happening[] = [];
	private shown = ITEM;

	amazon(hour: number, price: number | null, { clock = hour, ...other }: Partial<Told> = {}): this {
		const status = price === null ? 'out_of_stock' : 'in_stock';
		const operation = 'getItemOffersBatch';
		return this.add(
			{ kind: 'answer', asin: ASIN, operation, status, price, ...other },
			hour,
			clock,
		);
	}

	edit(hour: number, change: Partial<Shown>, clock = hour): this {
		const before = this.shown;
		this.shown = { ...before, ...change };
		return this.add({ kind: 'edit', before, after: this.shown }, hour, clock);
	}

	hand(hour: number, change: Partial<Shown>): this {
		const before = this.shown;
		this.shown = { ...before, ...change };
		return this.add({ kind: 'hand', before, after: this.shown }, hour, hour);
	}

	press(hour: number, button: Ended['button']): this {
		return this.add({ kind: 'pressed', button }, hour, hour);
	}

	end(hour: number, button: Ended['button'], other: Partial<Ended> = {}): this {
		const visible = this.shown.visible ? [7] : [];
		const ended = { kind: 'ended', button, how: 'well', left: [], until: null, visible } as const;
		return this.add({ ...ended, ...other }, hour, hour);
	}

	/** The invariants that it breaks. */
	judge(): string[] {
		const after = { shown: new Map([[7, this.shown]]) };
		const cycle = { happenings: this.happenings, after } as unknown as Cycle;
		return new GateInvariants().check(cycle).map(({ invariant }) => invariant);
	}

	private add(event: Event, hour: number, clock: number): this {
		const times = { at: NOON + hour * HOUR, clock: NOON + clock * HOUR };
		this.happenings.push({ ...event, ...times });
		return this;
	}
}

type Told = Pick<Answered, 'status' | 'operation'> & { clock: number };

const story = () => new Story();
/** An item that a run priced at noon. */
const priced = () => story().amazon(0, 1_000).edit(0, CHEAPER);
/** An item that a brake hid. */
const braked = () => story().amazon(0, 1_200).press(1, 'brake').edit(1, HIDDEN).end(1, 'brake');

describe('an explained price', () => {
	it('should pass at first sight, and when Amazon has moved', () => {
		expect(priced().amazon(3, 1_200).edit(3, { price: 1_560 }).judge()).toEqual([]);
	});

	it('should be the rule’s for an answer', () => {
		expect(story().amazon(0, 1_000).edit(0, { price: 1_310 }).judge()).toEqual([
			"a price that is not the rule's for any answer",
		]);
	});

	it('should not be over the owner’s', () => {
		const moved = priced().hand(1, { price: 1_700 }).amazon(2, 1_100).edit(2, { price: 1_430 });
		expect(moved.judge()).toEqual(["a price over the owner's"]);
	});

	it('should be over the owner’s below the floor', () => {
		const cheap = priced().hand(1, { price: 50 }).amazon(2, 1_000).edit(2, CHEAPER);
		expect(cheap.judge()).toEqual([]);
	});
});

describe('an explained hide', () => {
	it('should pass for what is sold out', () => {
		expect(story().amazon(0, null).edit(0, HIDDEN).judge()).toEqual([]);
	});

	it('should be reported for what Amazon has', () => {
		expect(story().amazon(0, 1_200).edit(0, HIDDEN).judge()).toEqual([
			'a hide that nothing explains',
		]);
	});

	it('should pass below the floor', () => {
		// 1,500 yen cost need 1,650 yen.
		expect(story().amazon(0, 1_500).edit(0, HIDDEN).judge()).toEqual([]);
	});

	it('should pass after a day without an answer, by either clock', () => {
		expect(story().amazon(0, 1_200).edit(24, HIDDEN).judge()).toEqual([]);
		expect(story().amazon(0, 1_200).edit(16, HIDDEN, 25).judge()).toEqual([]);
		expect(story().amazon(0, 1_200).edit(23, HIDDEN).judge()).toHaveLength(1);
	});
});

describe('an explained show', () => {
	const back = () => story().amazon(0, null).edit(0, HIDDEN);

	it('should pass for what a run hid and Amazon has again', () => {
		expect(back().amazon(3, 1_200).edit(3, { visible: true }).judge()).toEqual([]);
	});

	it('should be reported for what the owner hid', () => {
		const shown = story().hand(0, HIDDEN).amazon(1, 1_200).edit(1, { visible: true });
		expect(shown.judge()).toEqual(['shown though not hidden by us']);
	});

	it('should be reported for what Amazon has not', () => {
		expect(back().amazon(1, null).edit(1, { visible: true }).judge()).toContain(
			'a show that nothing explains',
		);
	});
});

describe('a current edit', () => {
	const OLD = 'an edit that adds risk on an answer over 3 hours old';

	it('should rest on an answer of the last 3 hours', () => {
		expect(story().amazon(0, 1_000).edit(3, CHEAPER).judge()).toEqual([]);
		expect(story().amazon(0, 1_000).edit(3.1, CHEAPER).judge()).toEqual([OLD]);
	});

	it('should cover a show and a refill', () => {
		const sold = () => story().amazon(0, 1_200).hand(0, { stock: 0 });
		expect(sold().edit(2, { stock: 1 }).judge()).toEqual([]);
		expect(sold().edit(4, { stock: 1 }).judge()).toEqual([OLD]);
		const hidden = story().amazon(0, null).edit(0, HIDDEN).amazon(1, 1_200);
		expect(hidden.edit(5, { visible: true }).judge()).toEqual([OLD]);
	});

	it('should not cover a raise', () => {
		expect(story().amazon(0, 1_500).edit(9, { price: 1_950 }).judge()).toEqual([]);
	});

	it('should excuse a wrong clock, which nobody can see', () => {
		expect(story().amazon(0, 1_000).edit(9, CHEAPER, 2).judge()).toEqual([]);
		expect(story().amazon(0, 1_000, { clock: 7 }).edit(9, CHEAPER).judge()).toEqual([]);
		expect(story().amazon(0, 1_000, { clock: 12 }).edit(9, CHEAPER).judge()).toEqual([OLD]);
	});
});

describe('a brake', () => {
	const shown = { visible: true };

	it('should explain its hides, and its release the shows', () => {
		const released = braked().press(2, 'release').amazon(2, 1_200).edit(2, shown).end(2, 'release');
		expect(released.judge()).toEqual([]);
	});

	it('should leave nothing on sale at its end', () => {
		expect(story().press(0, 'brake').end(0, 'brake').judge()).toEqual([
			'on sale though the brake has ended',
			'on sale while the brake holds',
		]);
	});

	it('should excuse the items that it named, and one that never ended', () => {
		expect(
			story()
				.press(0, 'brake')
				.end(0, 'brake', { left: [7] })
				.judge(),
		).toEqual([]);
		expect(story().press(0, 'brake').end(0, 'brake', { how: 'broken off' }).judge()).toEqual([]);
	});

	it('should let nothing be shown or refilled while it holds', () => {
		expect(braked().amazon(2, 1_200).edit(2, shown).judge()).toEqual([
			'a show while the brake holds',
			'on sale while the brake holds',
		]);
		expect(braked().amazon(2, 1_200).edit(2, { stock: 2 }).judge()).toEqual([
			'an edit while the brake holds',
		]);
	});

	it('should excuse what the owner shows by hand', () => {
		expect(braked().hand(2, shown).judge()).toEqual([]);
	});

	it('should end on its day of return', () => {
		const closed = (hour: number) =>
			story()
				.press(1, 'brake')
				.edit(1, HIDDEN)
				.end(1, 'brake', { until: NOON + 12 * HOUR })
				.amazon(hour, 1_200)
				.edit(hour, shown)
				.judge();
		expect(closed(12)).toEqual([]);
		expect(closed(11)).toContain('a show while the brake holds');
	});

	it('should hold on after a release that failed, or left something', () => {
		for (const end of [{ how: 'failed' as const }, { left: [8] }]) {
			const held = braked().press(2, 'release').end(2, 'release', end);
			expect(held.amazon(3, 1_200).edit(3, shown).judge()).toContain(
				'a show while the brake holds',
			);
		}
	});

	it('should not be released for what the owner hid', () => {
		const hidden = story().hand(0, HIDDEN).press(1, 'brake').end(1, 'brake').press(2, 'release');
		expect(hidden.amazon(2, 1_200).edit(2, shown).judge()).toEqual([
			'shown though not hidden by us',
		]);
	});
});
