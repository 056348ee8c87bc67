import { openDeskOf, readText } from '../support/deskJobs';
import { readDeskForm, type DeskForm } from '../support/deskForm';
import type { DeskAnswer } from '../support/deskPages';
import type { Stored } from '../support/stored';
import { openStory, type SyncStory } from '../support/syncStory';

/** Stopping a shop from the desk: answered at once, and the rest goes on in n8n. */

const SHOP = 'demo-shop';
const DAY_MS = 86_400_000;

let story: SyncStory;

beforeAll(async () => {
	story = await openStory(20);
}, 120_000);
afterAll(async () => await story.stop());

const visible = (): number => story.asins.filter((asin) => story.shown(asin).visible === 1).length;

const text = readText;

let at: ReturnType<typeof openDeskOf>;
beforeAll(() => {
	at = openDeskOf(story);
});

const open = (): Stored => at.stored();
const openPage = async (address: string): Promise<DeskAnswer> => await at.open(address);
const send = async (form: DeskForm): Promise<DeskAnswer> => await at.send(form);
const press = async (action: string, typed?: Record<string, string>): Promise<DeskAnswer> =>
	await at.press(action, typed);
const stopPage = async (): Promise<string> => await at.text('?page=stop');

/** Lets n8n go on with a job, and gives what Chatwork is told of it. */
async function goOn(sent: DeskAnswer): Promise<string> {
	const run = await at.soon(async () => await at.goOn(sent));
	expect(run.error).toBeUndefined();
	return String(run.output('結果をまとめる')[0]?.chatwork_message ?? '');
}

describe('a pause', () => {
	it('should hold the writing until it is resumed, and start nothing in n8n', async () => {
		const sent = await press('pause', { pause_reason: '棚卸し' });
		expect(sent).toMatchObject({ status: 303, goesOn: undefined });
		expect((await openPage(sent.location)).html).toContain('書き込みを止めました');
		expect(await open().pauses.get(SHOP)).toMatchObject({ by: 'owner', reason: '棚卸し' });
		expect(await stopPage()).toContain('書き込みを停止中です (棚卸し、');
		const asin = story.nextAsin();
		story.simulator.world.setOffer(asin, { price: 5000 });
		await story.syncLater();
		expect(story.shown(asin).price).toBe(2600);
		expect((await press('resume')).location).toContain('done=resumed');
		expect(await open().pauses.get(SHOP)).toBeNull();
		await story.syncLater();
		expect(story.shown(asin).price).toBe(6500);
	}, 60_000);

	it('should be resumed once: the same form again is refused', async () => {
		await press('pause');
		const form = readDeskForm((await openPage('?page=stop')).html, 'resume');
		expect((await send(form)).status).toBe(303);
		await press('pause');
		expect((await send(form)).status).toBe(409);
		await press('resume');
	});
});

describe('a brake', () => {
	it.each([
		['without the tick', {}, '確認の欄にチェックを入れて'],
		['for a day that is over', { sure: 'yes', day_of_return: '2020-01-01' }, '過ぎています'],
		['for a day that is none', { sure: 'yes', day_of_return: '来週' }, '日付として読めません'],
		[
			'for a list with a word in it',
			{ sure: 'yes', item_ids: '1、犬' },
			'商品ID「犬」を番号として',
		],
		[
			'for numbers that the shop does not have',
			{ sure: 'yes', item_ids: '999999、0' },
			'商品ID 999999、0 は、このショップの商品一覧にありません',
		],
	])('should do nothing %s', async (_, typed, why) => {
		const { status, html, goesOn } = await press('brake', { reason: '入力ミス', ...typed });
		expect([status, goesOn]).toEqual([422, undefined]);
		expect(text(html)).toContain(why);
		expect(html).toContain('value="入力ミス"');
		expect(await open().pauses.get(SHOP)).toBeNull();
	});

	it('should say before how many items it hides', async () => {
		expect(await stopPage()).toContain('公開中の 20件 (うち今買える 20件、');
	});

	it('should stop the writing at once, hide everything, tell it, and show how it ended', async () => {
		const sent = await press('brake', { sure: 'yes', reason: '入力ミス' });
		expect(sent.status).toBe(303);
		expect(await open().pauses.get(SHOP)).toMatchObject({
			by: 'brake',
			reason: '緊急停止 (入力ミス)',
		});
		expect(visible()).toBe(20);
		expect(await stopPage()).toContain('非公開にする作業を始めています。');

		expect(await goOn(sent)).toContain('20件');
		expect(visible()).toBe(0);
		const page = await stopPage();
		expect(page).toContain('緊急停止中です。20件を非公開にし、書き込みを止めています。');
		expect(page).toContain('非公開にした商品 20件');
	}, 60_000);

	it('should be released by the same page, and the sync goes on', async () => {
		expect(await stopPage()).toContain('非公開にした 20件を、Amazonで確かめてから公開に戻します');
		const untouched = await press('release');
		expect(untouched).toMatchObject({ status: 422, goesOn: undefined });
		const form = readDeskForm((await openPage('?page=stop')).html, 'release');
		const sent = await send({ ...form, sure: 'yes' });
		expect((await send({ ...form, sure: 'yes' })).status).toBe(409);
		expect(await goOn(sent)).toContain('20件');
		expect(visible()).toBe(20);
		const page = await stopPage();
		expect(page).toContain('いまは止まっていません');
		expect(page).toContain('公開に戻した商品 20件');
	}, 60_000);
});

describe('a brake of some items', () => {
	it('should hide these alone, stop the writing, and bring them back', async () => {
		const [first, second] = [story.nextAsin(), story.nextAsin()];
		const ids = [first, second].map((asin) => story.shown(asin).item_id).join('、');
		const sent = await press('brake', { sure: 'yes', item_ids: ids });
		await goOn(sent);
		expect(visible()).toBe(18);
		expect(await stopPage()).toContain('非公開にした商品 2件 (選んだ 2件のうち)');
		expect([story.shown(first).visible, story.shown(second).visible]).toEqual([0, 0]);
		expect(await open().pauses.get(SHOP)).toMatchObject({ by: 'brake' });
		await goOn(await press('release', { sure: 'yes' }));
		expect(visible()).toBe(20);
	}, 60_000);

	it('should hide nothing if the list of numbers was lost on the way', async () => {
		const { item_ids: _, ...form } = readDeskForm((await openPage('?page=stop')).html, 'brake');
		expect(await send({ ...form, sure: 'yes' })).toMatchObject({ status: 400, goesOn: undefined });
	});
});

describe('a job that never begins', () => {
	it('should leave the shop stopped, say so, and let the owner go on', async () => {
		await press('brake', { sure: 'yes' });
		expect(await stopPage()).not.toContain('書き込みだけを再開します');
		await story.later(async () => undefined);
		const page = await stopPage();
		expect(page).toContain('始まりませんでした。書き込みは止めたままです');
		expect(page).toContain('非公開にした商品はありません。書き込みだけを再開します');
		expect(visible()).toBe(20);
		expect((await press('lift')).status).toBe(303);
		expect(await open().brakes.last(SHOP)).toBeNull();
		expect(await open().pauses.get(SHOP)).toBeNull();
	});
});

describe('the runs of the shop', () => {
	let run: string;
	let asin: string;

	beforeAll(async () => {
		asin = story.nextAsin();
		story.simulator.world.setOffer(asin, { price: 4000 });
		await story.syncLater();
		expect(story.shown(asin).price).toBe(5200);
		run = (await open().history.ids()).at(-1)!;
	}, 60_000);

	it('should be listed with what they did, and lead to their edits and reasons', async () => {
		const { html } = await openPage('?page=runs');
		expect(html).toContain(`page=run&amp;id=${run}`);
		expect(text(html)).toContain('BASEの変更 1件');
		const page = text((await openPage(`?page=run&id=${run}`)).html);
		expect(page).toContain('2,600円 → 5,200円');
		expect(page).toContain(
			'BASEの最後の一覧では、1件を前の価格・公開・在庫・商品コードに戻せます。',
		);
	});

	it('should know no run of another shop', async () => {
		const { html } = await openPage('?page=run&id=20200101-0000-0000');
		expect(html).toContain('その実行の記録はありません');
	});

	it('should be undone by a tick and a tap, the writing stopped until it is resumed', async () => {
		const form = readDeskForm((await openPage(`?page=run&id=${run}`)).html, 'undo');
		expect((await send(form)).status).toBe(422);
		const sent = await send({ ...form, sure: 'yes' });
		expect((await send({ ...form, sure: 'yes' })).status).toBe(409);
		expect(await open().pauses.get(SHOP)).toMatchObject({ by: 'undo' });
		story.simulator.world.setOffer(asin, { price: 2000 });
		await goOn(sent);
		expect(story.shown(asin).price).toBe(2600);
		expect(text((await openPage(sent.location)).html)).toContain('元に戻した商品 1件');
		expect((await press('resume')).status).toBe(303);
	}, 60_000);
});

describe('closed days', () => {
	it('should end by themselves on the day of return', async () => {
		const day = new Date(Date.now() + 30 * DAY_MS).toISOString().slice(0, 10);
		const sent = await press('brake', { sure: 'yes', reason: '年末年始', day_of_return: day });
		await goOn(sent);
		expect(visible()).toBe(0);
		expect(await stopPage()).toMatch(
			/休業中です。20件を非公開にし、.*から、同期が確かめながら公開に戻します/,
		);
		await story.later(async () => undefined, 31 * 24);
		await story.syncLater();
		expect(visible()).toBe(20);
	}, 90_000);
});
