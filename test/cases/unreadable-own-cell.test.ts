import { itemsNode, runWorkflow, inARow, type EngineRun } from '../support/n8nEngine';
import { openStory, PRICE, type SyncStory } from '../support/syncStory';

/** A slip in the row of one item in the owner's sheet: its price waits, and it is taken off sale like any other. */

const P = 'n8n-nodes-amazon-base-sync';
const SLIP = { price: '980 1080', floor: '' };

let story: SyncStory;
let ran = 0;
beforeAll(async () => void (story = await openStory(40)), 60_000);
afterAll(async () => await story.stop());

/** A canvas of the owner's own, on which a sheet's cells were joined with the items by their ASIN. */
async function run(
	cells: Readonly<Record<string, object>>,
	rulesFrom = 'book',
): Promise<EngineRun> {
	const { credentials } = story;
	const step = async (name: string, items: object[], type: string, parameters: object = {}) => {
		const node = { name, type: `${P}.${type}`, parameters: { ...parameters } };
		const ended = await runWorkflow(inARow(itemsNode(items as never), node as never), {
			credentials,
		});
		expect(ended.error).toBeUndefined();
		return ended;
	};
	const id = `sheet-${++ran}`;
	const begun = [{ run: { id, dry_run: false, account: 'demo-shop' } }];
	const listed = (await step('it', begun, 'baseListings', { options: {} })).output('it');
	const known = await step('it', listed, 'ttlCache', { operation: 'read' });
	const asked = (
		await step('it', known.output('it'), 'spApiBatchOffers', {
			options: { useSingleOperation: false },
		})
	).output('it');
	const joined = asked.map((item) => ({ ...item, override: cells[String(item.asin)] ?? {} }));
	const decided = (await step('it', joined, 'detectChanges', { rulesFrom })).output('it');
	return await step('it', decided, 'baseUpdate', { operation: 'update', mode: 'live' });
}

describe.each(['book', 'here'])('with the rules from %s', (rulesFrom) => {
	it('should hide a sold-out item all the same', async () => {
		const asin = story.nextAsin();
		story.simulator.world.setOffer(asin, { inStock: false });
		await story.later(async () => await run({ [asin]: SLIP }, rulesFrom));
		expect(story.shown(asin).visible).toBe(0);
	}, 60_000);

	it('should not touch its price, nor keep the other items from theirs', async () => {
		const [asin, other] = [story.nextAsin(), story.nextAsin()];
		for (const each of [asin, other]) {
			story.simulator.world.setOffer(each, { price: 2300, inStock: true, shipping: 0 });
		}
		await story.later(async () => await run({ [asin]: SLIP }, rulesFrom));
		expect(story.shown(asin).price).toBe(PRICE);
		expect(story.shown(other).price).toBe(2990);
	}, 60_000);

	it('should hide it below its floor', async () => {
		const asin = story.nextAsin();
		story.simulator.world.setOffer(asin, { price: 2590, inStock: true, shipping: 0 });
		await story.later(async () => await run({ [asin]: SLIP }, rulesFrom));
		expect(story.shown(asin)).toMatchObject({ price: PRICE, visible: 0 });
	}, 60_000);

	it('should leave it alone where the row says so', async () => {
		const asin = story.nextAsin();
		story.simulator.world.setOffer(asin, { inStock: false });
		await story.later(
			async () => await run({ [asin]: { ...SLIP, never_touch: 'はい' } }, rulesFrom),
		);
		expect(story.shown(asin).visible).toBe(1);
	}, 60_000);
});

it('should be told what is wrong with the cell', async () => {
	const asin = story.nextAsin();
	const ended = await story.later(async () => {
		const done = await run({ [asin]: SLIP });
		const report = { name: 'report', type: `${P}.changeReport`, parameters: {} };
		const items = itemsNode(done.output('it') as never);
		return await runWorkflow(inARow(items, report as never), { credentials: story.credentials });
	});
	expect(ended.error).toBeUndefined();
	const text = String(ended.output('report')[0]?.text);
	expect(text).toContain('確認が必要な商品');
	expect(text).toContain('980 1080');
	expect(story.shown(asin)).toMatchObject({ price: PRICE, visible: 1 });
}, 60_000);
