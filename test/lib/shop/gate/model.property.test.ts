import fc from 'fast-check';
import { casesOf } from '../../../support/cases';
import { anyStep, type Step } from './model/steps';
import { tellStory } from './model/story';

/**
 * Runs, jobs, the owner and Amazon at work in one shop at the same time, in every order that the stories
 * happen to try: what reaches the shop is judged by a small model of its own.
 */

const STORIES = casesOf(2000);

const worthTelling = [
	...['sync cut', 'sync show', 'sync hide', 'sync raise', 'sync refill', 'watch cut', 'watch hide'],
	...['undo cut', 'undo raise', 'release show', 'brakes done', 'yes to first_price'],
];

/**
 * Leaves out of a broken story what its fault does not need: halves, then quarters, then single steps. It goes
 * further, and faster, than the shrinking of arrays.
 */
async function shorten(steps: readonly Step[]): Promise<readonly Step[]> {
	const nameFault = async (story: readonly Step[]) => (await tellStory(story)).fault?.slice(0, 12);
	const name = await nameFault(steps);
	let kept = steps;
	for (let size = Math.ceil(steps.length / 2); size > 0;) {
		let isShorter = false;
		for (let place = kept.length - size; place >= 0; place -= size) {
			const without = kept.toSpliced(place, size);
			if ((await nameFault(without)) !== name) continue;
			kept = without;
			isShorter = true;
		}
		if (size > 1) size = Math.floor(size / 2);
		else if (!isShorter) size = 0;
	}
	return kept;
}

it('should keep every promise of the gate, whatever the order of events', async () => {
	const counts = new Map<string, number>();
	const story = fc.array(anyStep, { minLength: 10, maxLength: 60, size: 'max' });
	const property = fc.asyncProperty(story, async (steps) => {
		const told = await tellStory(steps);
		for (const [what, count] of told.counts) counts.set(what, (counts.get(what) ?? 0) + count);
		if (told.fault !== null) throw new Error(told.fault);
	});
	// The suite tells the same stories each time; FULL_CASES=1 looks for new ones.
	const seed = process.env.STORY_SEED ?? (process.env.FULL_CASES === '1' ? undefined : '22');
	const result = await fc.check(property, {
		...{ numRuns: STORIES, endOnFailure: true },
		...(seed === undefined ? {} : { seed: Number(seed) }),
	});
	if (result.failed) {
		const [steps = []] = result.counterexample ?? [];
		const shortest = await shorten(steps);
		const { fault, lines } = await tellStory(shortest);
		const title = `seed ${result.seed}, story ${result.numRuns}`;
		throw new Error([title, ...lines, fault, JSON.stringify(shortest)].join('\n'));
	}
	// The stories must really be about something.
	expect(worthTelling.filter((what) => !counts.has(what))).toEqual([]);
}, 600_000);
