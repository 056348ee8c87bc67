import { defaultValues } from '../../lib/ledger/rules/ruleValues';
import { noBlocks } from '../../lib/listing/blocks/blockLists';
import { setItemRule } from '../support/itemRuleAtDesk';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';
import { watchOnce } from '../support/watchOnce';
import { withStoredData } from '../support/withStoredData';

/** What BASE failed to hide is hidden by the next watch, also where an item that the owner took out matches a list. */

shortenWaits();

let story: SyncStory;
beforeEach(async () => void (story = await openStory(12)), 60_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const watch = async () => await story.later(async () => await watchOnce(story), 0.2);

async function hideFailsOnce(): Promise<string> {
	const asin = story.nextAsin();
	story.simulator.world.setOffer(asin, { inStock: false });
	story.simulator.faults.add({ kind: 'status', operation: 'items/edit', status: 500 });
	await watch();
	expect(story.shown(asin).visible).toBe(1);
	story.simulator.faults.clear();
	return asin;
}

const block = async (asin: string): Promise<void> =>
	await withStoredData(async ({ rules }) => {
		const values = (await rules.ruling('demo-shop'))?.values ?? defaultValues;
		await rules.save('demo-shop', { ...values, blocked: { ...noBlocks, asins: [asin] } }, 'owner');
	});

it('control: is hidden by the next watch', async () => {
	const asin = await hideFailsOnce();
	await watch();
	expect(story.shown(asin).visible).toBe(0);
}, 60_000);

it('is hidden by the next watch although another item is blocked and taken out by its owner', async () => {
	const own = story.nextAsin();
	await setItemRule(story.shown(own).item_id, { never: 'はい' });
	await block(own);
	await watch();
	expect(story.shown(own).visible).toBe(1);
	const asin = await hideFailsOnce();
	await watch();
	await watch();
	expect(story.shown(asin).visible).toBe(0);
}, 60_000);
