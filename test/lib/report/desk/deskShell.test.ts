import {
	addressOf,
	renderDesk,
	renderForm,
	type DeskView,
	type Sign,
} from '../../../../lib/report/desk/deskShell';
import { renderPreview } from '../../../../lib/report/desk/rules/previewCard';
import { markup } from '../../../../lib/report/render/inert';

const sign: Sign = (action, targets = [], rows = 0) => ({
	...{ action, targets, rows, account: 'my-shop', state: '1', token: 'seal' },
});

const view: DeskView = {
	...{ account: 'my-shop', accounts: ['my-shop'], madeAt: '2026-11-29 13:00', done: '' },
	...{ questions: 0, sign },
};

describe('an address of the desk', () => {
	it.each(['my-shop', '', 'javascript:alert(1)', '//evil.example', '"><script>', 'a&b=c', '店'])(
		'should lead back to the desk for the shop %p',
		(account) => {
			const address = addressOf(account, 'proposal', { code: account });
			const target = new URL(address, 'https://n8n.example/webhook/amazon-base-desk');
			expect(address).toMatch(/^\?[\w=&%.*+-]*$/);
			expect(target.pathname).toBe('/webhook/amazon-base-desk');
			expect(target.searchParams.get('account')).toBe(account);
		},
	);
});

describe('a page of the desk', () => {
	it('should keep every text of a form inert', () => {
		const hostile = '"><script>alert(1)</script>';
		const form = { ...sign(hostile, [hostile]), account: hostile, state: hostile, token: hostile };
		expect(renderForm(form, markup`${hostile}`).text).not.toContain('<script');
	});

	it('should name the page that is open in its menu', () => {
		const html = renderDesk('ルール', 'settings', view, []);
		expect(html).toContain('page=settings" aria-current="page">ルール</a>');
	});
});

describe('a preview on the desk', () => {
	const foreseen = {
		...{ at: '2026-11-29T04:00:00Z', listed_at: '2026-11-29T03:00:00Z', answer_hours: null },
		...{ total: 3, rise: 1, fall: 0, hide: 1, show: 0, unchanged: 1, unknown: 0 },
		...{ below_floor: 1, average_yen: 120, base_minutes: 0 },
	};

	it('should keep an ASIN in one piece and a hostile title inert', () => {
		const move = {
			...{ asin: 'B000000001', item_id: 1, variation_id: null, title: '<img src=x>' },
			...{ from: 1000, to: null, why: ['原価割れ'] },
		};
		const html = renderPreview({ ...foreseen, examples: [move] }, markup``)
			.map(({ text }) => text)
			.join('');
		expect(html).toContain('<code>B000000001</code>');
		expect(html).toContain('&lt;img src=x&gt;');
		expect(html).toContain('うち原価割れ 1件');
	});

	const move = {
		...{ asin: 'B000000001', item_id: 1, variation_id: null, title: '水筒', from: 1000, why: [] },
	};
	const hidden = { ...move, to: null, block: { by: 'word' as const, entry: '<b>猫</b>' } };
	const none = { blocked: [], hide: [], rise: [], fall: [], show: [] };
	const render = (changes: object) =>
		renderPreview({ ...foreseen, examples: [], ...changes }, markup`<button>`)
			.map(({ text }) => text)
			.join('');

	it('should name the examples of each kind with their entry, and how many there are', () => {
		const html = render({
			...{ rise: 300, hide: 5, blocked: 4, on_sale: 500 },
			examples_of: { ...none, blocked: [hidden], hide: [{ ...move, to: null }], rise: [move] },
		});
		expect(html).toContain('出品しないリストに当たるもの (非公開) 4件のうち 1件');
		expect(html).toContain('出品しない言葉「&lt;b&gt;猫&lt;/b&gt;」');
		expect(html).toContain('非公開になる商品 1件<');
		expect(html).toContain('値上げする商品 300件のうち 1件');
		expect(html).not.toContain('値下げする商品');
		expect(html).toContain('うち出品しないリストの商品 4件');
	});

	it('should sound the alarm above the button for a list that hides more than 5%', () => {
		const lists = { on_sale: 100, hide: 6, examples_of: { ...none, blocked: [hidden] } };
		const html = render({ ...lists, blocked: 6 });
		expect(html).toMatch(/role="alert">[^<]*公開中の 100件のうち 6件 \(約6%\)[^<]*<\/p><button>/);
		expect(render({ ...lists, blocked: 5 })).not.toContain('role="alert"');
	});

	it('should read what was stored before there were examples of each kind', () => {
		const html = render({ examples: [{ ...move, to: 1200 }] });
		expect(html).toContain('変わり方の大きい商品');
		expect(html).toContain('1,200円');
	});

	it('should say what is missing where the list of the shop was never read', () => {
		const [text] = renderPreview(null, markup``);
		expect(text!.text).toContain('商品一覧をまだ読んでいない');
	});
});
