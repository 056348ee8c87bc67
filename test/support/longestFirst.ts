import Sequencer from '@jest/test-sequencer';

type Tests = Parameters<Sequencer['sort']>[0];

/**
 * They take long for the size of their files, by which Jest goes until it has seen them once: it would begin
 * with them near the end, and have one core wait for the other.
 */
const LONG = [
	'sharedQuota',
	'runSeed',
	'W7-W8-old-shop',
	'dayInTheShop',
	'M2-real-wave',
	'dryWeek',
	'ordinaryWeek',
];
/** The limiter's wait of ten seconds outlives it: near the end, Jest would take that for a leak. */
const LASTING = ['nodes/stop'];

export default class LongestFirst extends Sequencer {
	override async sort(tests: Tests): Promise<Tests> {
		const sorted = await super.sort(tests);
		const isEarly = ({ path }: Tests[number]) =>
			[...LONG, ...LASTING].some((name) => path.includes(name));
		return [...sorted.filter(isEarly), ...sorted.filter((test) => !isEarly(test))];
	}
}
