import { AnswerLostError } from '../../lib/shop/errors';
import { GatedWriter } from '../../lib/shop/gate/gatedWriter';
import { createListing } from '../../lib/shop/newItems/createListing';
import { makeFindHolds } from '../../lib/shop/newItems/findHolds';
import { newItemRecords } from '../../lib/shop/newItems/newItemRecords';
import { unlimited } from '../support/inventedShop';
import { answer, ASIN, openGate } from '../support/openGate';
import { NOW, offer } from '../support/situation';

/**
 * Found by a hostile review: a laptop was closed while a new item was shown. The answer was lost, and 8 hours later the
 * show was sent again at the evening's price, without a look at what is known by then.
 */

const images: Array<[string]> = [['https://example.com/1.jpg']];

async function createAsleep(ms: number): Promise<boolean | undefined> {
	const { gate, shop, stored, know, pass } = await openGate();
	await know(answer(1000, 1));
	const client = Object.create(shop) as typeof shop;
	let calls = 0;
	client.editItem = async (id, edits) => {
		if (calls++ > 0) return await shop.editItem(id, edits);
		pass(ms);
		throw new AnswerLostError('lost', 'ECONNRESET');
	};
	const clock = { now: () => NOW, timestamp: () => new Date(NOW).toISOString() };
	await createListing(
		{
			...{ asin: ASIN, run: 'r1', account: 'shop', offer: offer(), rules: 1 },
			...{ why: [], listed: [], begun: null },
			draft: { title: '給水器', detail: '', price: 1300, stock: 1, images, notes: [] },
		},
		{
			...{ client, findHolds: makeFindHolds(gate), budget: unlimited },
			writer: new GatedWriter({ client, account: 'shop', ledger: stored, writer: 'run' }),
			records: newItemRecords({ cache: stored, ledger: stored }, clock),
		},
	);
	return (await shop.readList()).listings[0]?.visible;
}

it('should not show a new item on an answer of before the machine slept', async () => {
	expect(await createAsleep(8 * 3_600_000)).toBe(false);
});

it('should show a new item whose answer was lost a moment ago', async () => {
	expect(await createAsleep(1000)).toBe(true);
});
