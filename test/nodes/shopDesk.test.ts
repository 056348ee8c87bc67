import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultValues } from '../../lib/ledger/rules/ruleValues';
import { readDeskForm } from '../support/deskForm';
import { askDesk, openDeskPage, sendDeskForm } from '../support/deskPages';
import { openFolder, type Stored } from '../support/stored';

const basic = (text: string): Record<string, string> => ({
	authorization: `Basic ${Buffer.from(text).toString('base64')}`,
});

describe('Shop Desk as a page on the web', () => {
	let folder: string;
	let stored: Stored;

	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), 'desk-'));
		process.env.N8N_USER_FOLDER = folder;
		const place = join(folder, '.n8n/amazon-base-sync/default');
		stored = openFolder({ folder: place, now: Date.now });
		await stored.rules.save('my-shop', { ...defaultValues, live: true }, 'settings');
	});

	it.each([
		['no password', { authorization: '' }],
		['a wrong password', basic('owner:desk')],
		['another name', basic('Owner:desk: ぱすわーど')],
		['the password alone', basic('desk: ぱすわーど')],
		['no base64', { authorization: 'Basic ***' }],
		['another scheme', { authorization: 'Bearer owner:desk' }],
	])('should show nothing of the shop to a visitor with %s', async (_, headers) => {
		for (const method of ['GET', 'POST'] as const) {
			const answer = await askDesk({ method, headers, body: { action: 'live' } });
			expect(answer.status).toBe(401);
			expect(answer.headers['www-authenticate']).toMatch(/^Basic realm=.*charset="UTF-8"$/);
			expect(answer.html).not.toContain('my-shop');
		}
	});

	it.each([
		['is chosen', null],
		['has a password', { user: 'owner', password: '' }],
		['has a name', { user: '', password: 'secret' }],
	])('should show nothing to anybody while no credential %s', async (_, visitor) => {
		const headers = basic(visitor ? `${visitor.user}:${visitor.password}` : ':');
		const { status, html } = await askDesk({ method: 'GET', headers }, visitor);
		expect(status).toBe(403);
		expect(html).toContain('認証情報「画面のパスワード」');
		expect(html).not.toContain('my-shop');
	});

	it('should leave no execution behind, whatever is asked', async () => {
		const page = await openDeskPage('?page=settings');
		const refused = await sendDeskForm({ action: 'live' });
		const form = readDeskForm(page.html, 'settings');
		const taken = await sendDeskForm({ ...form, markup: '1.5' });
		expect([page.status, refused.status, taken.status]).toEqual([200, 403, 303]);
		expect([page.goesOn, refused.goesOn, taken.goesOn]).toEqual([undefined, undefined, undefined]);
	});

	it('should forbid scripts, frames and foreign targets on each page', async () => {
		for (const { headers } of [await openDeskPage(''), await sendDeskForm({})]) {
			const policy = headers['content-security-policy'];
			expect(policy).toContain("default-src 'none'");
			expect(policy).toContain("frame-ancestors 'none'");
			expect(policy).not.toContain('allow-scripts');
			expect(policy).not.toContain('allow-same-origin');
			expect(headers).toMatchObject({
				'x-frame-options': 'DENY',
				'cache-control': 'no-store',
				'referrer-policy': 'no-referrer',
				'x-content-type-options': 'nosniff',
			});
		}
	});

	it('should say why it cannot show a page, and stay quiet about the rest', async () => {
		process.env.N8N_USER_FOLDER = join(folder, 'file');
		writeFileSync(join(folder, 'file'), '');
		const { status, html } = await openDeskPage('');
		expect(status).toBe(500);
		expect(html).toContain('表示できませんでした');
		expect(html).not.toContain('    at ');
	});

	const sendTable = async (type: string, files: object, pasted = '') => {
		const form = readDeskForm((await openDeskPage('?page=items')).html, 'csv');
		const body = { data: { ...form, csv: pasted }, files };
		return await askDesk({ method: 'POST', body, headers: { 'content-type': type } });
	};

	const writeTable = (bytes: string | Buffer): { filepath: string; size: number } => {
		const filepath = join(folder, 'upload');
		writeFileSync(filepath, bytes);
		return { filepath, size: Buffer.byteLength(bytes) };
	};

	it('should take a file that n8n put aside', async () => {
		const csv = writeTable('商品ID,価格\r\n7,980\r\n');
		const { status } = await sendTable('multipart/form-data; boundary=x', { csv });
		expect(status).toBe(303);
		const [proposal] = await stored.rules.openProposals('my-shop');
		expect(proposal?.values.items).toMatchObject({ 7: { price: 980 } });
	});

	it('should read no file that a body names by itself', async () => {
		const csv = writeTable('商品ID,価格\r\n7,980\r\n');
		for (const type of ['application/json', 'application/x-www-form-urlencoded']) {
			expect((await sendTable(type, { csv })).status).toBe(403);
		}
		expect(await stored.rules.openProposals('my-shop')).toEqual([]);
	});

	it('should ask back about a file together with a pasted table', async () => {
		const csv = writeTable('商品ID,価格\r\n7,980\r\n');
		const pasted = '商品ID,価格\n8,980';
		const type = 'multipart/form-data; boundary=x';
		const { status, html } = await sendTable(type, { csv }, pasted);
		expect(status).toBe(422);
		expect(html).toContain('ファイルと貼り付けた表の両方があります');
		expect(readDeskForm(html, 'csv').csv).toBe(pasted);
		expect(await stored.rules.openProposals('my-shop')).toEqual([]);
	});

	it('should refuse a table of more than 5 MB, and say so', async () => {
		const csv = writeTable(Buffer.alloc(5_000_001, '1'));
		const { status, html } = await sendTable('multipart/form-data; boundary=x', { csv });
		expect(status).toBe(422);
		expect(html).toContain('5MBを超えている');
	});
});
