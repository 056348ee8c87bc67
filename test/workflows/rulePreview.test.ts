import { join } from 'node:path';
import type { Preview } from '../../lib/ledger/rules/preview';
import type { RunItem } from '../../lib/report/summary';
import { openFolder } from '../support/stored';
import { COST, openStory, PRICE, type SyncStory } from '../support/syncStory';

/**
 * The owner changes the markup of a shop in which not all is ordinary. The preview beside the code says what
 * the shipped sync then does, item by item.
 */

let story: SyncStory;

beforeAll(async () => {
	story = await openStory(60);
	const { world } = story.simulator;
	const byHand = take(5);
	const soldOut = take(4);
	// 70,000 yen by 1.3 are 91,000; by 1.5 they are more than the highest price, 100,000.
	const dear = take(3);
	for (const asin of soldOut) world.setOffer(asin, { price: COST, inStock: false, shipping: 0 });
	for (const asin of dear) world.setOffer(asin, { price: 70_000, inStock: true, shipping: 0 });
	await story.syncLater();
	for (const asin of byHand) {
		world.editListing('demo-shop', story.shown(asin).item_id, { price: PRICE + 500 });
	}
	await story.syncLater();
}, 120_000);

afterAll(async () => await story.stop());

const take = (count: number): string[] => Array.from({ length: count }, () => story.nextAsin());

const openBook = () => {
	const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
	return openFolder({ folder, now: Date.now }).rules;
};

/** Counts a run's edits by the owner's names for them. */
function countEdits(items: readonly RunItem[]): Pick<Preview, 'rise' | 'fall' | 'hide' | 'show'> {
	const edited = items.filter(({ result }) => result?.action === 'updated');
	const count = (test: (item: RunItem) => boolean) => edited.filter(test).length;
	return {
		rise: count(({ result, shop_price }) => (result!.edits.price ?? 0) > shop_price!),
		fall: count(({ result, shop_price }) => (result!.edits.price ?? Infinity) < shop_price!),
		hide: count(({ result }) => result!.edits.visible === false),
		show: count(({ result }) => result!.edits.visible === true),
	};
}

interface Approved {
	preview: Preview;
	items: RunItem[];
}

/** Proposes a markup in one sync, and approves it in the next. */
async function approveMarkup(markup: string): Promise<Approved> {
	const { rules } = await story.syncLater({ markup });
	const { code } = rules!.proposal!;
	const [proposal] = await openBook().openProposals('demo-shop');
	expect(proposal?.code).toBe(code);
	const { items } = await story.syncLater({ markup, approve: code });
	const ruling = await openBook().ruling('demo-shop');
	expect(ruling?.preview).toEqual(proposal?.preview);
	return { preview: ruling!.preview!, items };
}

it('should raise exactly what the preview of a higher markup counts', async () => {
	const { preview, items } = await approveMarkup('1.5');
	expect(preview).toMatchObject({
		...{ total: 60, rise: 48, fall: 0, hide: 0, show: 0, unchanged: 12, unknown: 0 },
		average_yen: 400,
	});
	expect(countEdits(items)).toEqual({ rise: 48, fall: 0, hide: 0, show: 0 });
}, 120_000);

it('should cut exactly what the preview of a lower markup counts', async () => {
	const { preview, items } = await approveMarkup('1.2');
	// The dear ones follow too: 91,000 yen become 84,000.
	expect(preview).toMatchObject({ total: 60, rise: 0, fall: 51, hide: 0, show: 0, unchanged: 9 });
	expect(countEdits(items)).toEqual({ rise: 0, fall: 51, hide: 0, show: 0 });
	expect(preview.examples[0]).toMatchObject({ from: 91_000, to: 84_000 });
}, 120_000);
