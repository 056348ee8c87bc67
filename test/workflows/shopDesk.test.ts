import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultValues, type RuleValues } from '../../lib/ledger/rules/ruleValues';
import { readDeskForm, type DeskForm } from '../support/deskForm';
import { openDeskPage, sendDeskForm } from '../support/deskPages';
import { listing } from '../support/situation';
import { openFolder, type Stored } from '../support/stored';

const shop = 'my-shop';

/** The desk as shipped, asked as a browser asks it. */
describe('shop-desk.json', () => {
	let stored: Stored;

	beforeEach(() => {
		const folder = mkdtempSync(join(tmpdir(), 'desk-'));
		process.env.N8N_USER_FOLDER = folder;
		stored = openFolder({
			folder: join(folder, '.n8n/amazon-base-sync/default'),
			now: Date.now,
		});
	});

	const begin = async (values: Partial<RuleValues> = {}): Promise<void> => {
		await stored.rules.save(shop, { ...defaultValues, live: true, ...values }, 'settings');
	};

	const ruling = async () => (await stored.rules.ruling(shop))!;

	const openForm = async (address: string, action: string): Promise<DeskForm> =>
		readDeskForm((await openDeskPage(address)).html, action);

	const sendSettings = async (typed: Record<string, string>) =>
		await sendDeskForm({ ...(await openForm('?page=settings', 'settings')), ...typed });

	it('should open before any shop is known', async () => {
		const { status, html } = await openDeskPage('');
		expect(status).toBe(200);
		expect(html).toContain('まだショップが見つかっていません');
	});

	it('should let the owner choose among several shops', async () => {
		await begin();
		await stored.rules.save('second', defaultValues, 'settings');
		const { html } = await openDeskPage('');
		expect(html).toContain('?account=my-shop');
		expect(html).toContain('?account=second');
	});

	it('should propose a typed markup and let it rule once it is approved', async () => {
		await begin();
		const sent = await sendSettings({ markup: '１．５' });
		expect(sent.status).toBe(303);
		expect((await ruling()).number).toBe(1);
		const page = await openDeskPage(sent.location);
		expect(page.html).toContain('data-name="変更後">1.5</td>');
		const approved = await sendDeskForm(readDeskForm(page.html, 'approve'));
		expect(approved.status).toBe(303);
		expect(await ruling()).toMatchObject({
			...{ number: 2, by: 'owner' },
			values: { live: true, pricing: { tiers: [{ upTo: null, markupPercent: 150 }] } },
		});
	});

	it.each(['1,3', '13', '1.0', '0.3', '', 'abc'])('should ask back about %p', async (typed) => {
		await begin();
		const { status, html } = await sendSettings({ markup: typed, footer: 'kept as typed' });
		expect(status).toBe(422);
		expect(html).toContain('<p class="problem" id="p-markup">掛け率 (markup)');
		expect(html).toContain('kept as typed');
		expect(await stored.rules.openProposals(shop)).toEqual([]);
		expect((await ruling()).number).toBe(1);
	});

	it('should show which entries a change swaps, and sound the alarm where it hides much', async () => {
		const words = ['犬', '鳥', '亀', '魚'].map((word) => `${word}小屋`);
		await begin({ blocked: { ...defaultValues.blocked, words } });
		const titles = Array.from({ length: 20 }, (_, index) => (index < 2 ? '猫の給水器' : '水筒'));
		await stored.items.accept(
			shop,
			titles.map((title, index) => listing({ item_id: index + 1, title })),
			undefined,
		);
		const at = new Date(Date.now() - 60_000).toISOString();
		const stock = { in_stock: true, offer_status: 'in_stock' as const, at };
		const { identifier } = listing();
		await stored.write([
			{ asin: identifier.slice(2, 12), set: { price: { price: 1000, at }, stock } },
		]);
		const typed = [...words.slice(1), '猫の'].join('\r\n');
		const { html } = await openDeskPage((await sendSettings({ blocked_words: typed })).location);
		expect(html).toContain('扱わない言葉: 4行 → 4行');
		expect(html).toContain('追加 1件</p><ul><li>猫の</li></ul>');
		expect(html).toContain('削除 1件</p><ul><li>犬小屋</li></ul>');
		expect(html).toMatch(/role="alert">[^<]*公開中の 20件のうち 2件 \(約10%\)/);
		expect(html.indexOf('公開中の 20件')).toBeLessThan(html.indexOf('value="approve"'));
		expect(html).toContain('出品しない言葉「猫の」');
	});

	it('should ask back about a new entry of one letter', async () => {
		await begin();
		const { status, html } = await sendSettings({ blocked_words: 'a' });
		expect([status, html.includes('「a」は1文字なので')]).toEqual([422, true]);
		expect(await stored.rules.openProposals(shop)).toEqual([]);
	});

	it('should save at once what moves nothing', async () => {
		await begin();
		const { location } = await sendSettings({
			room: 'https://www.chatwork.com/#!rid123',
			quota: '７０％',
		});
		expect(location).toContain('done=saved');
		expect((await ruling()).values).toMatchObject({ room: '123', watch_quota_percent: 70 });
		expect(await stored.rules.openProposals(shop)).toEqual([]);
	});

	it('should find nothing to do in a form that is sent as it was shown', async () => {
		await begin();
		expect((await sendSettings({})).location).toContain('done=unchanged');
		expect(await stored.rules.versions(shop)).toHaveLength(1);
	});

	it('should forget a proposal that the owner gave up, and show it again when proposed anew', async () => {
		await begin();
		const sent = await sendSettings({ markup: '1.5' });
		const withdraw = readDeskForm((await openDeskPage(sent.location)).html, 'withdraw');
		expect((await sendDeskForm(withdraw)).location).toContain('done=withdrawn');
		expect((await openDeskPage('')).html).not.toContain('承認を待っています');
		await sendSettings({ markup: '1.5' });
		expect((await openDeskPage('')).html).toContain('承認を待っています: 掛け率 1.3 → 1.5');
	});

	it('should propose an older version, and leave live or dry as it is', async () => {
		await begin({ live: false });
		const sent = await sendSettings({ markup: '1.5' });
		await sendDeskForm(readDeskForm((await openDeskPage(sent.location)).html, 'approve'));
		await stored.rules.amend(shop, { live: true }, 'owner');
		const form = { ...(await openForm('?page=versions', 'return')) };
		const versions = (await openDeskPage('?page=versions')).html.split('<section').at(-1)!;
		const first = readDeskForm(versions, 'return');
		expect(form.target).not.toBe(first.target);
		const back = await sendDeskForm(first);
		const page = (await openDeskPage(back.location)).html;
		await sendDeskForm(readDeskForm(page, 'approve'));
		expect((await ruling()).values).toMatchObject({
			live: true,
			pricing: { tiers: [{ markupPercent: 130 }] },
		});
	});

	it('should go live and back to dry runs', async () => {
		await begin({ live: false });
		const live = await openForm('?page=live', 'live');
		expect((await sendDeskForm(live)).status).toBe(303);
		expect((await ruling()).values.live).toBe(true);
		await sendDeskForm(await openForm('?page=live', 'dry'));
		expect((await ruling()).values.live).toBe(false);
	});

	it('should make version 1 where no run has saved one', async () => {
		await stored.rules.saveDraft(shop, defaultValues);
		const sent = await sendSettings({ markup: '1.5' });
		await sendDeskForm(readDeskForm((await openDeskPage(sent.location)).html, 'approve'));
		expect(await ruling()).toMatchObject({ number: 1, values: { live: false } });
	});

	describe('the rules of single items', () => {
		const items = { 7: { price: 980 }, 8: { markupPercent: 150 }, 9: { neverTouch: true } };

		const approve = async (location: string) =>
			await sendDeskForm(readDeskForm((await openDeskPage(location)).html, 'approve'));

		it('should be added one by one, once approved', async () => {
			await begin();
			const form = await openForm('?page=items', 'item');
			const sent = await sendDeskForm({ ...form, item_id: '７', price: '９８０円' });
			expect((await ruling()).values.items).toEqual({});
			await approve(sent.location);
			expect((await ruling()).values.items).toEqual({ 7: { price: 980 } });
		});

		it('should keep a slip as it was typed', async () => {
			await begin();
			const form = await openForm('?page=items', 'item');
			const { status, html } = await sendDeskForm({ ...form, item_id: '7', markup: '13' });
			expect(status).toBe(422);
			expect(html).toContain('1.3 のことなら');
			expect(html).toContain('name="markup" value="13"');
		});

		it('should be removed by their boxes, once approved', async () => {
			await begin({ items });
			const form = await openForm('?page=items', 'remove');
			const sent = await sendDeskForm({ ...form, remove: ['7', '9'] });
			expect((await ruling()).values.items).toEqual(items);
			await approve(sent.location);
			expect((await ruling()).values.items).toEqual({ 8: { markupPercent: 150 } });
		});

		it('should be refused where a row was lost on the way', async () => {
			await begin({ items });
			const form = await openForm('?page=items', 'remove');
			const { status } = await sendDeskForm({ ...form, row: ['7', '8'], remove: ['7'] });
			expect(status).toBe(400);
			expect(await stored.rules.openProposals(shop)).toEqual([]);
		});

		it('should be shown 200 on a page', async () => {
			const many = Object.fromEntries(
				Array.from({ length: 450 }, (_, index) => [String(index + 1), { price: 980 }]),
			);
			await begin({ items: many });
			expect((await openForm('?page=items&from=400', 'remove')).row).toHaveLength(50);
			expect((await openForm('?page=items', 'remove')).row).toHaveLength(200);
		});

		it('should be taken from a table, with its bad lines named', async () => {
			await begin();
			const form = await openForm('?page=items', 'csv');
			const csv = '商品ID,価格,掛け率,下限,対象外\r\n7,980,,,\r\nx,<script>,,,\r\n8,,１．５,,';
			const { status, html } = await sendDeskForm({ ...form, csv });
			expect(status).toBe(200);
			expect(html).toContain('追加・変更 2件・自動に戻す 0件・いまと同じ 0件・使えない行 1行');
			expect(html).toContain('3行目: 商品ID「x」を読めません');
			expect(html).toContain('&lt;script&gt;');
			expect((await ruling()).values.items).toEqual({});
			await sendDeskForm(readDeskForm(html, 'approve'));
			expect((await ruling()).values.items).toEqual({
				7: { price: 980 },
				8: { markupPercent: 150 },
			});
		});

		it('should keep what was not typed, and say so at the form', async () => {
			await begin({ items: { 7: { floor: 900, neverTouch: true } } });
			const { html } = await openDeskPage('?page=items');
			expect(html).toContain('空の欄は、いまの値のまま残ります');
			const sent = await sendDeskForm({
				...readDeskForm(html, 'item'),
				item_id: '7',
				price: '1080',
			});
			await approve(sent.location);
			const rule = { price: 1080, floor: 900, neverTouch: true };
			expect((await ruling()).values.items).toEqual({ 7: rule });
		});

		it('should lose a value by the word for it, and the box by its own answer', async () => {
			await begin({ items: { 7: { price: 980, floor: 900, neverTouch: true } } });
			const form = await openForm('?page=items', 'item');
			const typed = { item_id: '7', price: 'なし', never: 'いいえ' };
			await approve((await sendDeskForm({ ...form, ...typed })).location);
			expect((await ruling()).values.items).toEqual({ 7: { floor: 900 } });
		});

		it('should ask back about a form in which nothing was typed but the number', async () => {
			await begin({ items });
			const form = await openForm('?page=items', 'item');
			const { status, html } = await sendDeskForm({ ...form, item_id: '7' });
			expect([status, html.includes('変える値が入っていません')]).toEqual([422, true]);
			expect(await stored.rules.openProposals(shop)).toEqual([]);
		});

		it.each(['item_id', 'price', 'markup', 'floor', 'never'])(
			'should be refused where the field %s was lost or came twice',
			async (name) => {
				await begin({ items });
				const typed = { item_id: '7', price: '1080' };
				const form: DeskForm = { ...(await openForm('?page=items', 'item')), ...typed };
				const { [name]: lost, ...cut } = form;
				expect(lost).toBeDefined();
				expect((await sendDeskForm(cut)).status).toBe(400);
				expect((await sendDeskForm({ ...form, [name]: ['7', '8'] })).status).toBe(400);
				expect(await stored.rules.openProposals(shop)).toEqual([]);
			},
		);

		it('should be refused where the pasted table was lost or came twice', async () => {
			await begin({ items });
			const { csv: _, ...cut } = await openForm('?page=items', 'csv');
			const csv = '商品ID,価格\n7,1080';
			expect((await sendDeskForm(cut)).status).toBe(400);
			expect((await sendDeskForm({ ...cut, csv: [csv, csv] })).status).toBe(400);
			expect(await stored.rules.openProposals(shop)).toEqual([]);
		});

		it('should say how many and which items an old table takes back', async () => {
			await begin({ items: { 7: { price: 980 } } });
			await stored.items.accept(
				shop,
				[listing({ item_id: 7, title: '水筒' }), listing({ item_id: 8, title: '給水器' })],
				undefined,
			);
			const old = (await openDeskPage('?page=template')).html;
			await stored.rules.amend(shop, { items: { 7: { price: 980 }, 8: { floor: 900 } } }, 'owner');
			const form = await openForm('?page=items', 'csv');
			const { status, html } = await sendDeskForm({ ...form, csv: old });
			expect(status).toBe(200);
			expect(html).toContain('追加・変更 0件・自動に戻す 1件・いまと同じ 1件・使えない行 0行');
			expect(html).toContain('自動に戻す商品 1件');
			expect(html).toContain('給水器</td><td data-name="変わるところ">下限 900円 を外す');
			expect((await ruling()).values.items).toHaveProperty('8');
		});

		it('should leave all rules alone for a table with a column that is not known', async () => {
			await begin({ items });
			const form = await openForm('?page=items', 'csv');
			const csv = '商品ID,販売価格,対象外\n7,1080,\n8,1080,';
			const { status, html } = await sendDeskForm({ ...form, csv });
			expect([status, html.includes('「販売価格」という列は分かりません')]).toEqual([422, true]);
			expect(await stored.rules.openProposals(shop)).toEqual([]);
		});

		it('should say how old the list is that lacks an item', async () => {
			await begin();
			await stored.items.accept(shop, [listing({ item_id: 7 })], undefined);
			const form = await openForm('?page=items', 'item');
			const { status, html } = await sendDeskForm({ ...form, item_id: '9', price: '980' });
			expect(status).toBe(422);
			expect(html).toMatch(/商品ID 9 は.*一覧は \d\d\/\d\d \d\d:\d\d 時点。新しい商品は次の同期/);
		});

		it('should become one change where they are typed one after another', async () => {
			await begin({ items: { 7: { price: 980 } } });
			const change = async (id: string, price: string) => {
				const form = await openForm('?page=items', 'item');
				await sendDeskForm({ ...form, item_id: id, price });
			};
			await change('7', '98');
			await change('8', '1080');
			const { html } = await openDeskPage('');
			expect(html).toContain('商品ID 7 価格 980円 → 98円');
			expect(html).toContain('商品ID 8 価格 なし → 1,080円');
			const proposals = await stored.rules.openProposals(shop);
			expect(proposals).toHaveLength(1);
			await sendDeskForm(
				readDeskForm(
					(await openDeskPage(`?page=proposal&code=${proposals[0]!.code}`)).html,
					'approve',
				),
			);
			expect((await ruling()).values.items).toEqual({ 7: { price: 98 }, 8: { price: 1080 } });
		});

		it('should leave no change where the last one takes the others back', async () => {
			await begin({ items: { 7: { price: 980 } } });
			const change = async (price: string) => {
				const form = await openForm('?page=items', 'item');
				return await sendDeskForm({ ...form, item_id: '7', price });
			};
			await change('98');
			expect((await change('980')).location).toContain('done=withdrawn');
			expect(await stored.rules.openProposals(shop)).toEqual([]);
		});

		it('should stand apart from a change of the shop’s rules, and say that one voids the other', async () => {
			await begin();
			const form = await openForm('?page=items', 'item');
			const { location } = await sendDeskForm({ ...form, item_id: '8', price: '1080' });
			await sendSettings({ markup: '1.5' });
			const proposals = await stored.rules.openProposals(shop);
			const home = (await openDeskPage('')).html;
			expect(proposals).toHaveLength(2);
			for (const { code } of proposals) expect(home).toContain(`の案、コード ${code}`);
			const { html } = await openDeskPage(location);
			expect(html).toContain('承認待ちのほかの変更 1件は無効になります');
		});

		it('should keep a table without a usable line as it was pasted', async () => {
			await begin();
			const form = await openForm('?page=items', 'csv');
			const { status, html } = await sendDeskForm({ ...form, csv: '7,980' });
			expect(status).toBe(422);
			expect(html).toContain('1行目に列の名前がありません');
			expect(readDeskForm(html, 'csv').csv).toBe('7,980');
		});

		it('should be offered as a file that can be read back', async () => {
			await begin({ items });
			const file = await openDeskPage('?page=export');
			expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
			expect(file.headers['content-disposition']).toContain('attachment');
			expect(file.html).toContain('7,,980,,,\r\n');
		});
	});

	it('should offer no page of a shop that it does not know', async () => {
		await begin();
		const { html } = await openDeskPage('?account=../other&page=settings');
		expect(html).not.toContain('<form');
	});

	describe('a form that the desk did not make for this moment', () => {
		const nothingChanged = async () => {
			expect(await stored.rules.versions(shop)).toHaveLength(1);
			expect((await ruling()).values.live).toBe(true);
		};

		it('should be refused without a token', async () => {
			await begin();
			const { token: _, ...forged } = await openForm('?page=live', 'dry');
			const { status, html } = await sendDeskForm(forged);
			expect(status).toBe(403);
			expect(html).toContain('この画面から送られたものではないため、何も変更していません。');
			await nothingChanged();
		});

		it('should be refused with the token of another action', async () => {
			await begin();
			const other = await openForm('?page=settings', 'settings');
			expect((await sendDeskForm({ ...other, action: 'dry' })).status).toBe(403);
			await nothingChanged();
		});

		it('should be refused with the token of another shop', async () => {
			await begin();
			await stored.rules.save('second', { ...defaultValues, live: true }, 'settings');
			const other = await openForm('?account=second&page=live', 'dry');
			expect((await sendDeskForm({ ...other, account: shop })).status).toBe(403);
			await nothingChanged();
		});

		it('should be refused with the token of another desk', async () => {
			await begin();
			const here = process.env.N8N_USER_FOLDER;
			const folder = mkdtempSync(join(tmpdir(), 'desk-'));
			process.env.N8N_USER_FOLDER = folder;
			const strange = openFolder({
				folder: join(folder, '.n8n/amazon-base-sync/default'),
				now: Date.now,
			});
			await strange.rules.save(shop, { ...defaultValues, live: true }, 'settings');
			const foreign = await openForm('?page=live', 'dry');
			process.env.N8N_USER_FOLDER = here;
			expect((await sendDeskForm(foreign)).status).toBe(403);
			await nothingChanged();
		});

		it('should be refused when it is sent again', async () => {
			await begin({ live: false });
			const form = await openForm('?page=live', 'live');
			await sendDeskForm(form);
			await sendDeskForm(await openForm('?page=live', 'dry'));
			// The state is that of the form again, but for the number of the version.
			const { status, html } = await sendDeskForm(form);
			expect(status).toBe(409);
			expect(html).toContain('この画面を開いたあとで変わりました');
			expect((await ruling()).values.live).toBe(false);
		});

		it('should be refused when what it proposed was given up since', async () => {
			await begin();
			const form = { ...(await openForm('?page=settings', 'settings')), markup: '1.5' };
			const { location } = await sendDeskForm(form);
			await sendDeskForm(readDeskForm((await openDeskPage(location)).html, 'withdraw'));
			expect((await sendDeskForm(form)).status).toBe(409);
			expect((await openDeskPage('')).html).not.toContain('承認を待っています');
		});

		it('should be refused when the rules have changed since', async () => {
			await begin();
			const form = await openForm('?page=settings', 'settings');
			await stored.rules.amend(shop, { room: '5' }, 'settings');
			expect((await sendDeskForm({ ...form, markup: '1.5' })).status).toBe(409);
			expect(await stored.rules.openProposals(shop)).toEqual([]);
		});

		it('should be refused with fields lost on the way', async () => {
			await begin();
			const { markup: _, ...cut } = await openForm('?page=settings', 'settings');
			expect((await sendDeskForm(cut)).status).toBe(400);
			await nothingChanged();
		});

		it('should be refused with rows lost on the way', async () => {
			await begin();
			const form = await openForm('?page=settings', 'settings');
			expect((await sendDeskForm({ ...form, row: ['1'] })).status).toBe(400);
			await nothingChanged();
		});
	});

	it('should show the secret of its forms on no page', async () => {
		await begin();
		const secret = await stored.desk.readSecret();
		for (const page of ['', 'settings', 'versions', 'live', 'items']) {
			expect((await openDeskPage(`?page=${page}`)).html).not.toContain(secret);
		}
	});

	it('should keep a hostile shop name and hostile words inert', async () => {
		const hostile = '<script>alert(1)</script>"\'';
		await stored.rules.save(
			hostile,
			{ ...defaultValues, footer: `</textarea>${hostile}` },
			'owner',
		);
		for (const page of ['', 'settings', 'versions', 'live', 'items']) {
			const { html } = await openDeskPage(`?page=${page}`);
			expect(html).not.toContain('<script');
			expect(html).toContain('&lt;script&gt;');
		}
	});
});
