import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { cacheFolder } from '../../lib/stores/file/cacheFolder';
import { FileStore } from '../../lib/stores/file/fileStore';
import { makeFileName } from '../../lib/stores/file/fileName';
import { renderChatwork } from '../../lib/report/render/chatwork';
import { renderCsv } from '../../lib/report/render/csv';
import { renderHtml } from '../../lib/report/render/html';
import type { Message } from '../../lib/report/render/parts';
import type { RunItem } from '../../lib/report/summary';
import { resolveAddress, AMAZON, BASE, CHATWORK } from '../../lib/n8n/connections/serviceAddress';
import { readLoopback } from '../../lib/spApi/transport/transport';
import { temporaryFolder } from '../support/temporaryFolder';
import { openStored } from '../support/stored';

/** Names and texts that come from outside must stay what they are: names and texts. */

const HOSTILE_NAMES = [
	'../../x',
	'..\\..\\x',
	'/etc/passwd',
	'C:\\Windows',
	'a/b',
	'.',
	'..',
	'constructor',
	'__proto__',
	'hasOwnProperty',
	'CON',
	'nul.txt',
	'a\u0000b',
	'店\u202Egnp.exe',
];
const STRANGERS_HOSTS = [
	'http://sellingpartnerapi-fe.amazon.com.evil.example',
	'https://127.0.0.1:4010',
	'http://127.0.0.1.evil.example',
	'http://127.0.0.1@evil.example',
	'http://user:password@evil.example/127.0.0.1',
	'http://0.0.0.0:4010',
	'http://169.254.169.254/latest',
	'http://localhost.evil.example',
	'file:///etc/passwd',
	'javascript:alert(1)',
	'127.0.0.1:4010',
];

describe('where secrets may be sent', () => {
	it.each(STRANGERS_HOSTS)('should refuse %s in place of the real services', (address) => {
		expect(() => readLoopback(address)).toThrow('だけを指定できます');
		for (const service of [AMAZON, BASE, CHATWORK]) {
			const credential = { [service.oldField]: address + service.path };
			expect(() => resolveAddress(service, credential)).toThrow(
				'認証情報を新しく作り直してください',
			);
		}
	});
});

describe('names that want to leave their folder', () => {
	let folder: string;
	let remove: () => void;
	beforeEach(() => ({ folder, remove } = temporaryFolder()));
	afterEach(() => remove());

	it.each(HOSTILE_NAMES.filter((name) => !/^\w+$/.test(name) || name === 'CON'))(
		'should refuse the cache name %j',
		(cacheName) => {
			expect(() => cacheFolder({ n8nFolder: folder, cacheName })).toThrow('Cache Name');
		},
	);

	it.each(HOSTILE_NAMES)(
		'should keep the record %j inside, as an own field of nothing',
		async (name) => {
			const now = () => Date.parse('2026-11-24T00:00:00Z');
			const inner = join(folder, 'inner');
			const cache = openStored({ store: new FileStore({ folder: inner, now }), now });
			await cache.pauses.set(name, { by: 'owner', reason: 'x' });
			expect(await cache.pauses.get(name)).toMatchObject({ reason: 'x' });
			expect(await cache.pauses.get('another')).toBeNull();
			expect(readdirSync(folder)).toEqual(['inner']);
			expect(existsSync(join(dirname(folder), 'x.json'))).toBe(false);
			const path = relative(inner, join(inner, makeFileName(name)));
			expect(path.includes(sep) || path.startsWith('..')).toBe(false);
			expect(({} as Record<string, unknown>).reason).toBeUndefined();
		},
	);

	it.each(['__proto__', 'constructor', '../../x'])(
		'should remember what the shop account %j was told, and nothing of it elsewhere',
		async (account) => {
			const now = () => Date.parse('2026-11-24T00:00:00Z');
			const cache = openStored({ store: new FileStore({ folder, now }), now });
			const state = { price: 1_200, in_stock: true, at: '2026-11-24T00:00:00.000Z' };
			const reported = Object.fromEntries([[account, state]]);
			const [outcome] = await cache.write([{ asin: 'B0SAFE0001', set: { reported } }]);
			expect(outcome).toMatchObject({ ok: true });
			const stored = (await cache.read(['B0SAFE0001'])).get('B0SAFE0001')?.reported ?? {};
			expect(Object.hasOwn(stored, account)).toBe(true);
			expect(({} as Record<string, unknown>).price).toBeUndefined();
		},
	);

	it.each(['../B0SAFE001', 'B0SAFE/001', '__proto__1', 'b0safe0001', 'B0SAFE0001.json'])(
		'should refuse the ASIN %j',
		async (asin) => {
			const now = () => Date.parse('2026-11-24T00:00:00Z');
			const cache = openStored({ store: new FileStore({ folder, now }), now });
			const [outcome] = await cache.write([{ asin, set: { shop: {} } }]);
			expect(outcome).toMatchObject({ ok: false });
			expect(readdirSync(folder).filter((name) => name.endsWith('.json'))).toEqual([]);
		},
	);
});

const HOSTILE_TITLES = [
	'=HYPERLINK("http://evil.example","x")',
	'+1+1',
	'-2+3',
	'@SUM(A1)',
	'\tx',
	'\r=1+1',
];

describe('titles in the texts that a run makes', () => {
	const item = (title: string): RunItem => ({
		asin: 'B0SAFE0001',
		title,
		account: 'shop',
		item_id: 1,
		offer_status: 'in_stock',
		offer_source: 'item_offers_batch',
		offer_price: 1_000,
		offer_reason: null,
		price_updated_at: null,
		shop_price: 1_300,
		shop_visible: true,
		change: null,
		decision: null,
		result: null,
		calls: {},
		rejected: 0,
	});

	it.each(HOSTILE_TITLES)('should make no formula of %j in the CSV', (title) => {
		const [, row = ''] = renderCsv([item(title)]).split('\r\n');
		const cell = row.slice('B0SAFE0001,shop,1,'.length);
		expect(cell).toMatch(/^"?'/);
	});

	const message: Message = {
		title: '[toall] <script>alert(1)</script>',
		alarms: ['[To:1]'],
		summary: ['[/info][code]'],
		sections: [
			{
				heading: '"><img src=x onerror=alert(1)>',
				entries: [
					{ title: `[toall]<svg onload='alert(1)'>`, asin: 'B0SAFE0001', lines: ['[hr]<b>'] },
				],
			},
		],
	};

	it('should let no title ring the Chatwork room or close its box', () => {
		const text = renderChatwork(message);
		// What is left in brackets is the message's own frame.
		expect(text.match(/\[[^\]]*\]/g)).toEqual(['[info]', '[title]', '[/title]', '[hr]', '[/info]']);
	});

	it('should let no title become a tag of the mail', () => {
		const html = renderHtml(message);
		expect(html).not.toMatch(/<(script|img|svg|b)\b/);
		expect(html).toContain('&lt;svg onload=&#39;alert(1)&#39;&gt;');
	});
});
