import { readFileSync } from 'node:fs';
import { startSimulator, type Simulator } from '../../simulator/start';
import { runWorkflow, useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { chatworkOf, credentialsFor, submittedForm } from '../support/shopWorld';
import { quickenFirstCalls } from '../support/quickRates';

const SHOP = 'demo-shop';

/** The register form: 50 ASINs pasted, 17 of which must not be listed. */
describe('register-products.json', () => {
	let simulator: Simulator;
	let credentials: Credentials;

	beforeAll(async () => {
		useTemporaryUserFolder();
		quickenFirstCalls();
		simulator = await startSimulator({
			products: 40,
			unlisted: 60,
			plain: true,
			speed: 1e6,
			tokenSpeed: 1,
		});
		credentials = credentialsFor(simulator);
	});
	afterAll(async () => await simulator.stop());

	const register = async (asins: string, todo: string, settings: Record<string, unknown> = {}) => {
		simulator.counters.reset();
		simulator.messages.clear();
		const { workflow, startNode } = submittedForm(
			'register-products.json',
			{ todo, asins },
			{
				...chatworkOf(simulator),
				...settings,
			},
		);
		const run = await runWorkflow(workflow, { credentials, startNode });
		expect(run.error).toBeUndefined();
		expect(run.status).toBe('success');
		const report = run.output('結果をまとめる')[0] as { counts: Record<string, number> };
		return { counts: report.counts, page: String(run.output('結果の画面')[0]?.page), run };
	};
	const listed = () => simulator.world.listings(SHOP).map(({ item }) => item);

	it('should list the right 33 of 50 with images, explain the others, and list nothing twice', async () => {
		const free = simulator.world.unlistedAsins(SHOP);
		const good = free.slice(0, 33);
		const blocked = free.slice(33, 35);
		const soldOut = free.slice(35, 38);
		for (const asin of soldOut) simulator.world.setOffer(asin, { inStock: false });
		const malformed = ['B00', '給水器', 'https://amzn.asia/d/abc', 'B0006L01200', '12345'];
		const unknown = ['B0ZZZZZZZ1', 'B0ZZZZZZZ2', 'B0ZZZZZZZ3'];
		const already = [...simulator.world.products.keys()].slice(0, 4);
		const pasted = [
			...good.slice(0, 10).map((asin) => `https://www.amazon.co.jp/x/dp/${asin}/ref=sr_1_1`),
			...good.slice(10),
			...malformed,
			...unknown,
			...already,
			...blocked,
			...soldOut,
		];
		expect(pasted).toHaveLength(50);
		const text = pasted
			.map((word, index) => `${word}${[' ', '、', '\n', ','][index % 4]}`)
			.join('');
		const before = listed().length;

		const dry = await register(text, '確認だけ (何も登録しません)', {
			blocked_asins: blocked.join(' '),
		});
		expect(dry.counts).toEqual({ dry_run: 33, refused: 14, gone: 3 });
		expect(simulator.counters.of('base', 'items/add').calls).toBe(0);
		// The check leads straight to the form, filled in with what it would register.
		expect(dry.page).toContain('<form method="get" action="../form/amazon-base-register">');
		expect(dry.page).toContain('<input type="hidden" name="todo" value="登録する">');
		const [, filled = ''] = /name="asins" value="([^"]*)"/.exec(dry.page)!;
		expect(filled.split(' ').sort()).toEqual([...good].sort());
		expect(dry.page.match(/<img class="picture"/g)!.length).toBeGreaterThanOrEqual(33);
		expect(dry.page).toContain(`href="https://www.amazon.co.jp/dp/${good[0]}"`);

		const { counts, page } = await register(text, '登録する', { blocked_asins: blocked.join(' ') });
		expect(counts).toEqual({ created: 33, refused: 14, gone: 3 });
		expect(page).not.toContain('<form');
		expect(listed()).toHaveLength(before + 33);
		for (const asin of good) {
			const [item, ...others] = listed().filter(({ identifier }) => identifier.includes(asin));
			expect(others).toEqual([]);
			expect(item).toMatchObject({ visible: 1, stock: 1 });
			expect(item?.images.filter((link) => link !== '').length).toBeGreaterThan(0);
			expect(item?.title).not.toMatch(/amazon|アマゾン/i);
			const { price } = simulator.world.truth(asin);
			expect(item?.price).toBe(Math.max(500, Math.round((price! * 1.3) / 10) * 10));
		}
		for (const line of [
			'登録しました 33件',
			'「B00」はASINの形式',
			'Amazonにこの商品がありません',
			'すでに出品されています',
			'出品しないリストにあるASINです',
		])
			expect(page).toContain(line);
		expect(simulator.messages.list()[0]?.body).toContain('登録しました 33件');

		const again = await register(text, '登録する', { blocked_asins: blocked.join(' ') });
		expect(again.counts).toEqual({ refused: 47, gone: 3 });
		expect(listed()).toHaveLength(before + 33);
	}, 180_000);

	it('should stamp all kinds of data of a new item, so that the sync goes on with it', async () => {
		const [asin] = simulator.world.unlistedAsins(SHOP).slice(45);
		const { run } = await register(asin!, '登録する');
		expect(run.output('BASEに登録')[0]).toMatchObject({ result: { action: 'created' } });
		const folder = `${process.env.N8N_USER_FOLDER}/.n8n/amazon-base-sync/default`;
		const document = JSON.parse(readFileSync(`${folder}/${asin}.json`, 'utf8')) as object;
		expect(document).toMatchObject({
			price_updated_at: expect.any(String) as string,
			stock_updated_at: expect.any(String) as string,
			basic_info_updated_at: expect.any(String) as string,
			creating: { [SHOP]: null },
		});
	}, 60_000);
});
