import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageName } from '../../demo/install/packageUnderTest';
import { repositoryFolder } from '../../demo/machine/paths';
import { readWorkflow, syncWorkflow } from '../../demo/n8n/workflows';
import { countable, realN8n, type RealN8n } from './realN8n';

interface NodeType {
	name: string;
	displayName: string;
	version: number | number[];
	iconUrl?: string | { light: string; dark: string };
}

interface CredentialType {
	name: string;
	displayName: string;
}

const manifest = JSON.parse(readFileSync(join(repositoryFolder, 'package.json'), 'utf8')) as {
	n8n: { nodes: string[]; credentials: string[] };
};

describe('the packed package in a real n8n', () => {
	let n8n: RealN8n;
	let nodes: NodeType[];

	beforeAll(async () => {
		n8n = await realN8n({ products: 5, plain: true }, countable);
		nodes = await n8n.stage.api.getJson<NodeType[]>('/types/nodes.json');
	});

	afterAll(async () => {
		await n8n?.close();
	});

	const ours = (): NodeType[] => nodes.filter(({ name }) => name.startsWith(`${packageName}.`));

	it('shows every node', () => {
		const titles = new Set(ours().map(({ displayName }) => displayName));
		const expected = [
			'Run Guard',
			'BASE Listings',
			'TTL Cache Read/Write',
			'SP-API Batch Offers',
			'Detect Changes',
			'BASE Update',
			'Change Report',
		];
		expect([...titles]).toEqual(expect.arrayContaining(expected));
		const names = new Set(ours().map(({ name }) => name.replace(/Tool$/, '')));
		expect(names.size).toBe(manifest.n8n.nodes.length);
	});

	it('shows an icon for every node', async () => {
		for (const { name, iconUrl } of ours()) {
			const paths = typeof iconUrl === 'object' ? [iconUrl.light, iconUrl.dark] : [iconUrl];
			for (const path of paths) {
				const response = await fetch(`${n8n.stage.url}/${path}`);
				expect([name, path, response.status]).toEqual([name, path, 200]);
				expect(response.headers.get('content-type')).toContain('image/svg');
			}
		}
	});

	it('shows every credential', async () => {
		const all = await n8n.stage.api.getJson<CredentialType[]>('/types/credentials.json');
		const names = all.map(({ name }) => name);
		const expected = ['amazonSpApi', 'baseShopOAuth2Api', 'chatworkTokenApi'];
		expect(names).toEqual(expect.arrayContaining(expected));
		expect(manifest.n8n.credentials.length).toBeGreaterThanOrEqual(expected.length);
	});

	it('brings every node type, in its version, that the shipped sync uses', async () => {
		const { nodes: used } = await readWorkflow(syncWorkflow);
		const missing = used.filter((node) => {
			const { type, typeVersion } = node as unknown as { type: string; typeVersion: number };
			return !nodes.some(
				({ name, version }) => name === type && [version].flat().includes(typeVersion),
			);
		});
		expect(missing.map(({ name, type }) => `${name}: ${type}`)).toEqual([]);
	});

	it('keeps the imported workflow unpublished, dry and limited until somebody decides', async () => {
		const { active, nodes: imported } = await n8n.stage.api.get<{
			active: boolean;
			nodes: Array<{ name: string; parameters: unknown }>;
		}>('/workflows/priceStockSync01');
		expect(active).toBe(false);
		const shipped = (await readWorkflow(syncWorkflow)).nodes.find(({ name }) => name === '設定')!;
		expect(JSON.stringify(shipped.parameters)).toContain('"name":"dry_run","value":true');
		expect(JSON.stringify(shipped.parameters)).toContain('"name":"manual_limit","value":100');
		expect(imported).toHaveLength((await readWorkflow(syncWorkflow)).nodes.length);
	});
});
