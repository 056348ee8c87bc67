import { renderChatwork } from '../../../lib/report/render/chatwork';
import {
	composeJobMessage,
	countJob,
	needsLook,
	offerLine,
	type JobItem,
} from '../../../lib/report/job/jobMessage';

const item = (changes: Partial<JobItem> = {}): JobItem => ({
	asin: 'B0006L0120',
	title: '給水器',
	item_id: 7,
	action: 'created',
	lines: ['1,300円、画像 2枚'],
	...changes,
});

describe('composeJobMessage', () => {
	it('should give the item ids of what can be picked out next: the forms ask for them', () => {
		const picked = (['listed', 'dry_run', 'created'] as const).map((action) => item({ action }));
		const { sections } = composeJobMessage(picked, '引き継ぎ');
		expect(sections.map(({ entries }) => entries[0]!.lines)).toEqual([
			['1,300円、画像 2枚'],
			['商品ID 7', '1,300円、画像 2枚'],
			['商品ID 7', '1,300円、画像 2枚'],
		]);
	});

	it.each([
		[2500, null],
		[2501, '約1〜2時間'],
		[10_772, '約3〜5時間'],
	])('should say before a job of %i items how long BASE makes it take', (count, words) => {
		const items = Array.from({ length: count }, () => item({ action: 'dry_run' }));
		const { summary } = composeJobMessage(items, '緊急停止');
		if (words === null) expect(summary).toHaveLength(1);
		else expect(summary[1]).toContain(words);
	});

	it('should say after a long job how long it took', () => {
		const { summary } = composeJobMessage([item({ action: 'updated' })], '緊急停止', [], 8_100_000);
		expect(summary[1]).toBe('所要 2時間');
	});

	it('should group by outcome, what was done first, with a line of counts', () => {
		const items = [
			item({ action: 'refused', asin: 'B0006L0121', lines: ['すでに出品されています (商品ID 8)'] }),
			item(),
			item({ action: 'unknown', asin: 'B0006L0122', lines: ['応答なし'] }),
		];
		const message = composeJobMessage(items, '新しい商品の登録');
		expect(message.title).toBe('新しい商品の登録');
		expect(message.summary).toEqual([
			'3件: 登録しました 1件 / 登録しませんでした 1件 / Amazonで確認できませんでした 1件',
		]);
		expect(message.sections.map(({ heading }) => heading)).toEqual([
			'登録しました 1件',
			'登録しませんでした 1件',
			'Amazonで確認できませんでした。後でもう一度お試しください 1件',
		]);
		expect(renderChatwork(message)).toContain('・給水器 (B0006L0121)');
		expect(countJob(items)).toEqual({ created: 1, refused: 1, unknown: 1 });
		expect(needsLook(countJob(items))).toBe(true);
		expect(needsLook({ created: 3, refused: 1 })).toBe(false);
	});

	it('should say so when it was only tried, or when there was nothing to do', () => {
		expect(composeJobMessage([item({ action: 'dry_run' })], '緊急停止').title).toBe(
			'【テスト実行】緊急停止',
		);
		expect(composeJobMessage([], '緊急停止').summary).toEqual(['対象の商品はありませんでした']);
	});

	it('should name an item without an ASIN by its number in the shop', () => {
		const [section] = composeJobMessage([item({ asin: '', title: '' })], 't').sections;
		expect(section?.entries[0]).toMatchObject({ title: '商品ID 7', asin: '商品ID 7' });
	});

	it.each([
		[{ status: 'in_stock', price: 1200, reason: null }, 'Amazonに在庫があります (1,200円)'],
		[
			{ status: 'filtered_out', price: null, reason: '送料あり' },
			'Amazonで購入できません (送料あり)',
		],
		[{ status: 'unknown', price: null, reason: null }, 'Amazonの状態を確認できません (応答なし)'],
	])('should tell what Amazon says now (%j)', (offer, line) => {
		expect(offerLine(offer)).toBe(line);
	});
});
