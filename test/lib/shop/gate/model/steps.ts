import fc from 'fast-check';
import type { Page } from './amazon';
import { mishaps, type Mishap } from './shop';
import { itemIds } from './world';

/** The steps of a story; each is one line when a story is told. `who` and `which` count in a circle. */
export type Step =
	| { do: 'sync' }
	| { do: 'watch'; items: number[] }
	| { do: 'undo'; which: number; asks: boolean }
	| { do: 'brake'; days: number | null }
	| { do: 'release'; asks: boolean }
	| { do: 'go on'; who: number; points: number }
	| { do: 'finish'; who: number }
	| { do: 'die'; who: number }
	| { do: 'wait'; minutes: number; isAsleep: boolean }
	| { do: 'owner'; item: number; hand: Hand; price: number }
	| { do: 'answer'; which: number; says: 'yes' | 'no' }
	| { do: 'approve'; markup: number }
	| { do: 'set'; yen: number }
	| { do: 'pause' }
	| { do: 'resume' }
	| { do: 'amazon'; item: number; page: Partial<Page> }
	| { do: 'mishap'; kind: Mishap };

const hands = ['price', 'hide', 'show', 'hide again', 'sell', 'title', 'hand over'] as const;
export type Hand = (typeof hands)[number];

const item = fc.constantFrom(...itemIds);
const circle = fc.nat({ max: 5 });

const page: fc.Arbitrary<Partial<Page>> = fc.oneof(
	{
		weight: 3,
		arbitrary: fc.record({ price: fc.constantFrom(900, 1500, 1900, 2000, 2200, 2500, 3200) }),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			stock: fc.constantFrom('in_stock', 'out_of_stock', 'filtered_out', 'gone'),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			witness: fc.constantFrom('supports', 'silent', 'agreed', 'contradicts'),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ answers: fc.boolean() }) },
);

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 5, arbitrary: fc.constant({ do: 'sync' as const }) },
	{
		weight: 4,
		arbitrary: fc.record({
			do: fc.constant('watch' as const),
			items: fc.subarray([...itemIds], { minLength: 1 }),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({ do: fc.constant('undo' as const), which: circle, asks: fc.boolean() }),
	},
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constant('brake' as const), days: fc.constantFrom(null, 1, 2) }),
	},
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('release' as const), asks: fc.boolean() }) },
	{
		weight: 14,
		arbitrary: fc.record({
			do: fc.constant('go on' as const),
			who: circle,
			points: fc.integer({ min: 1, max: 40 }),
		}),
	},
	{ weight: 9, arbitrary: fc.record({ do: fc.constant('finish' as const), who: circle }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('die' as const), who: circle }) },
	{
		weight: 5,
		arbitrary: fc.record({
			do: fc.constant('wait' as const),
			minutes: fc.constantFrom(1, 10, 60, 170, 200, 1500),
			isAsleep: fc.boolean(),
		}),
	},
	{
		weight: 9,
		arbitrary: fc.record({
			do: fc.constant('owner' as const),
			item,
			hand: fc.constantFrom(...hands),
			price: fc.constantFrom(1000, 2300, 2600, 2900, 5000),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constant('answer' as const),
			which: circle,
			says: fc.constantFrom('yes', 'yes', 'no'),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('approve' as const),
			markup: fc.constantFrom(120, 130, 150),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({ do: fc.constant('set' as const), yen: fc.constantFrom(50, 100, 200) }),
	},
	{ weight: 1, arbitrary: fc.constant({ do: 'pause' as const }) },
	{ weight: 2, arbitrary: fc.constant({ do: 'resume' as const }) },
	{ weight: 12, arbitrary: fc.record({ do: fc.constant('amazon' as const), item, page }) },
	{
		weight: 4,
		arbitrary: fc.record({ do: fc.constant('mishap' as const), kind: fc.constantFrom(...mishaps) }),
	},
);
