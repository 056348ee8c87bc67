import { planOf, type Slot } from '../../chaos/plan';
import { runSeed } from '../../chaos/runSeed';
import { shorten } from '../../chaos/shorten';
import { SHOP, type ChaosWorld } from '../../chaos/world';

/** The whole harness on a small shop: it keeps quiet about what is right, and finds what is not. */

const ITEMS = 40;
const sync = (number: number, events: Slot['events'] = []): Slot => ({
	number,
	workflow: 'sync',
	hours: 2,
	events,
});

describe('planOf', () => {
	it('should give the same days for the same seed, and others for another', () => {
		expect(planOf(3, 2)).toEqual(planOf(3, 2));
		expect(planOf(3, 2)).not.toEqual(planOf(4, 2));
		expect(planOf(3, 2).filter(({ workflow }) => workflow === 'sync')).toHaveLength(16);
	});
});

describe('the owner’s buttons', () => {
	const slots = Array.from({ length: 20 }, (_, seed) => planOf(seed + 1, 3)).flat();
	const pressed = (button: string) =>
		slots.filter(({ events }) => events.some((e) => e.kind === 'press' && e.button === button));

	it('should be pressed at rest and in the middle of runs', () => {
		for (const button of ['brake', 'release'] as const) {
			expect(slots.filter(({ workflow }) => workflow === button).length).toBeGreaterThan(10);
			expect(pressed(button).length).toBeGreaterThan(10);
		}
	});

	it('should end with a release and a resumption where one was disturbed', () => {
		const resumed = slots.flatMap(({ workflow }, index) => (workflow === 'resume' ? [index] : []));
		expect(resumed.length).toBeGreaterThan(10);
		for (const index of resumed) expect(slots[index - 1]?.workflow).toBe('release');
	});

	it('should give each slot a place of its own', () => {
		const places = planOf(1, 3).map(({ number }) => number);
		expect(places).toEqual(places.map((_, index) => index + 1));
	});
});

describe('runSeed', () => {
	it('should keep every promise over a power cut, a stop and a lost answer', async () => {
		const kill = (way: 'power cut' | 'stop') =>
			({ kind: 'kill', way, afterCalls: 4, restarts: true }) as const;
		const plan = [
			sync(1),
			sync(2, [{ kind: 'market', share: 0.2 }, kill('power cut')]),
			sync(3, [{ kind: 'market', share: 0.2 }, kill('stop')]),
			sync(4, [
				{ kind: 'market', share: 0.2 },
				{ kind: 'fault', rule: { kind: 'lostAnswer', operation: 'items/edit', times: 2 } },
			]),
			sync(5),
		];
		const outcome = await runSeed({ seed: 5, items: ITEMS, plan });
		expect(outcome.broken).toEqual([]);
		// Five slots, and a start of n8n after each of the two kills.
		expect(outcome).toMatchObject({ runs: 7, kills: 2 });
		expect(outcome.edits).toBeGreaterThan(0);
	}, 300_000);

	it('should find a field that somebody takes out of a document, and tell the shortest story', async () => {
		const meddle = (world: ChaosWorld, slot: number) => {
			const [asin = ''] = world.simulator.world.products.keys();
			if (slot === 3) world.tamper(asin, (document) => delete document.legacy);
		};
		const plan = [sync(1), sync(2), sync(3, [{ kind: 'sale', pick: 0.5 }])];
		const options = { seed: 5, items: ITEMS, plan, meddle };
		const outcome = await runSeed(options);
		expect(outcome.brokenAt).toBe(3);
		expect(outcome.broken.map(({ invariant }) => invariant)).toContain(
			'a field of the cache was lost',
		);
		// The sale has nothing to do with it: the sixth cut leaves it out.
		const told = await shorten(options, outcome, 6, () => undefined);
		expect(told.brokenAt).toBe(3);
		expect(told.story.join('\n')).not.toContain('sold:');
	}, 300_000);

	it('should keep every promise over a brake in a run, and its release', async () => {
		const plan = [
			sync(1),
			sync(2, [
				{ kind: 'market', share: 0.3 },
				{ kind: 'press', button: 'brake', afterCalls: 3 },
			]),
			{ ...sync(3), workflow: 'release' as const },
			sync(4),
		];
		const outcome = await runSeed({ seed: 5, items: ITEMS, plan });
		expect(outcome.broken).toEqual([]);
		expect(outcome.edits).toBeGreaterThan(ITEMS);
	}, 300_000);

	it('should find an edit that shows an item while the brake holds', async () => {
		const meddle = ({ simulator, chronicle }: ChaosWorld, slot: number) => {
			const [braked] = simulator.world.listings(SHOP).filter(({ asin }) => asin !== null);
			if (slot !== 3) return;
			simulator.world.editListing(SHOP, braked!.item.item_id, { visible: 1 });
			chronicle.wrote(SHOP, braked!.item.item_id);
		};
		const plan = [sync(1), { ...sync(2), workflow: 'brake' as const }, sync(3)];
		const outcome = await runSeed({ seed: 5, items: ITEMS, plan, meddle });
		expect(outcome.broken.map(({ invariant }) => invariant)).toContain(
			'a show while the brake holds',
		);
	}, 300_000);

	it('should find an item of the owner that was shown', async () => {
		const meddle = ({ simulator, owner }: ChaosWorld, slot: number) => {
			const [hidden] = owner.hidden;
			if (slot === 2) simulator.world.editListing(SHOP, hidden!, { visible: 1 });
		};
		const plan = [sync(1), sync(2, [{ kind: 'owner', does: 'hide', pick: 0.5 }])];
		const outcome = await runSeed({ seed: 5, items: ITEMS, plan, meddle });
		expect(outcome.broken.map(({ invariant }) => invariant)).toContain(
			'the owner hid it, it is shown',
		);
	}, 300_000);
});
