import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toStamp } from '../../lib/listing/stamp';
import { waitFor } from '../../realN8n/machine/waiting';
import { requireSuccess } from '../../realN8n/n8n/runWorkflow';
import { type DeskStage, guest, setDesk } from './deskStage';
import { DeskVisit } from './deskVisit';
import { countable, shopName } from './realN8n';
import { openFolder } from '../support/stored';

/** An item that Amazon has not sold for weeks gets another ASIN on the phone, sells again, and is put back. */

const DAY_MS = 86_400_000;
const NEW = 'B0NEWMODEL';
const DEAD = 2;

const shots = process.env.SCREENSHOTS ?? mkdtempSync(join(tmpdir(), 'dead-wood-'));

let desk: DeskStage;
let visit: DeskVisit;
let asin: string;

beforeAll(async () => {
	desk = await setDesk({ products: 12, plain: true, speed: 60 }, { ...countable, dry_run: false });
	visit = await DeskVisit.begin({ address: desk.address, ...guest, shots });
	const { world } = desk.n8n.simulator;
	asin = world.listings(shopName)[DEAD]!.asin!;
	world.setOffer(asin, { inStock: false });
	await answerThen(41, true);
	await answerThen(40, false);
	await run();
});
afterAll(async () => {
	await visit?.end();
	await desk?.n8n.close();
	process.stderr.write(`Screenshots: ${shots}\n`);
});

/** Writes into the cache what Amazon answered so many days ago. */
async function answerThen(daysAgo: number, inStock: boolean): Promise<void> {
	const then = Date.now() - daysAgo * DAY_MS;
	const at = toStamp(then);
	const stock = {
		...{ in_stock: inStock, at },
		offer_status: inStock ? ('in_stock' as const) : ('out_of_stock' as const),
	};
	const price = { price: inStock ? 2000 : null, currency: 'JPY', points: 0, at };
	const cache = openFolder({ folder: desk.n8n.cacheFolder, now: () => then });
	await cache.write([{ asin, set: { stock, price } }]);
	await cache.close();
}

const run = async (): Promise<void> => requireSuccess(await desk.n8n.stage.run());
const item = () => desk.n8n.simulator.world.listings(shopName)[DEAD]!.item;
/** Waits until the job has ended and the page tells of it. */
const waitForJob = async (words: string): Promise<void> =>
	await waitFor(`the page says ${words}`, async () => {
		await visit.page.reload();
		return (await visit.text()).includes(words);
	});

let oldCode: string;

it('should stand in the list of the desk, three taps from the bookmark', async () => {
	oldCode = item().identifier;
	expect(item().visible).toBe(0);
	await visit.openBookmark();
	await visit.tap(visit.link('一覧'));
	await visit.tap(visit.link(/売り切れが続く/));
	expect(await visit.text()).toContain('売り切れが続く商品 1件');
	expect(await visit.text()).toMatch(/売り切れ \((39|40)日前から\)/);
	await visit.look('dead-wood');
	await visit.tap(visit.link('別のASINにする'));
	visit.arrive('give it another ASIN');
	expect(visit.tapsTo.get('give it another ASIN')).toBe(3);
	await visit.look('recode');
});

it('should ask back about a slip, and take the address of Amazon’s page', async () => {
	const { world } = desk.n8n.simulator;
	const field = visit.page.getByLabel(/^新しいASIN/);
	await field.fill('水筒');
	await visit.button('このASINにする').click();
	await visit.page.getByText('ASINを1つ入れてください').waitFor();
	await visit.look('recode-slip');
	world.addStranger(NEW, item().title);
	world.setOffer(NEW, { price: 2000, inStock: true, shipping: 0 });
	await field.fill(`https://www.amazon.co.jp/dp/${NEW}?psc=1`);
	await visit.button('このASINにする').click();
	await waitForJob('変えた商品 1件');
	await visit.look('recoded');
	expect(item().identifier).toBe(oldCode.replace(asin, NEW));
});

it('should be on sale again after the next run', async () => {
	await run();
	expect(item().visible).toBe(1);
	await visit.open('?page=dead_wood');
	expect(await visit.text()).toContain('売り切れが続く商品はありません');
});

it('should be put back by the run’s page, and be hidden by the run after that', async () => {
	await visit.openBookmark();
	await visit.tap(visit.link('実行'));
	await visit.look('runs');
	await visit.tap(visit.page.getByRole('link', { name: /別のASINにする作業/ }));
	expect(await visit.text()).toContain(`商品コード ${oldCode} →`);
	await visit.look('recode-run');
	const form = visit.page.locator('form', { has: visit.button('元に戻す') });
	await form.getByRole('checkbox').check();
	await form.getByRole('button').click();
	await waitForJob('元に戻した商品 1件');
	expect(await visit.text()).toContain('戻せるものはありません。');
	await visit.look('recode-undone');
	expect(item().identifier).toBe(oldCode);
	await visit.link('停止・休業').click();
	await visit.button('再開する').click();
	await visit.page.getByText('いまは止まっていません。').waitFor();
	await run();
	expect(item().visible).toBe(0);
});
