import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readAll } from 'node:stream/consumers';
import { Editor } from './editor';
import { countable, realN8n, type RealN8n, shopName } from './realN8n';

/** Some other messenger: takes JSON with the message in `text`, as Slack's webhooks do. */
class OtherMessenger {
	readonly texts: string[] = [];
	private readonly server: Server = createServer((request, response) => {
		void readAll(request).then((body) => {
			this.texts.push((JSON.parse(body) as { text: string }).text);
			response.setHeader('content-type', 'application/json').end('{"ok":true}');
		});
	});

	async listen(): Promise<string> {
		await once(this.server.listen(0, '127.0.0.1'), 'listening');
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hooks/shop`;
	}

	close(): void {
		this.server.close();
	}
}

describe('another messenger in the place of Chatwork', () => {
	const messenger = new OtherMessenger();
	let n8n: RealN8n;
	let editor: Editor;
	let asin: string;

	beforeAll(async () => {
		const settings = { ...countable, dry_run: false };
		n8n = await realN8n({ products: 20, plain: true, speed: 60 }, settings);
		const { world } = n8n.simulator;
		asin = [...world.products.keys()][0]!;
		world.setOffer(asin, { price: 1_000 });
		const [listed] = world.itemsOf(shopName, asin);
		world.editListing(shopName, listed!.item_id, { price: 1_300 });
		await n8n.stage.run();
		n8n.simulator.messages.clear();
		world.setOffer(asin, { price: 1_200 });
		editor = await Editor.open(n8n.stage.url);
	});

	afterAll(async () => {
		await editor?.close();
		await n8n?.close();
		messenger.close();
	});

	it('is put in with three clicks and one expression', async () => {
		const url = await messenger.listen();
		await editor.openWorkflow('priceStockSync01');
		await editor.replaceNode('Chatworkに通知', 'HTTP Request');
		await editor.openNode('HTTP Request');
		const method = editor.page.getByTestId('parameter-input-method').locator('input').first();
		await editor.choose(method, 'POST');
		await editor.field('url').fill(url);
		await editor.turnOn('sendBody');
		await editor.field('name').fill('text');
		await editor.field('value').fill('{{ $json.text }}');
		await editor.shoot('rewired-node');
		await editor.closeNode();
		expect(await editor.markedNodes()).toEqual([]);
		await editor.execute();
		await editor.shoot('rewired-canvas');
		expect(messenger.texts).toEqual([expect.stringContaining('Amazon 1,000円 → 1,200円')]);
		expect(messenger.texts[0]).not.toContain('[info]');
		expect(n8n.simulator.messages.list()).toEqual([]);
	});

	it('leaves the way back as it was: what was told counts as told', async () => {
		expect((await n8n.cache.read([asin])).get(asin)!.reported).toMatchObject({
			[shopName]: { price: 1_200, in_stock: true },
		});
		const rows = await n8n.stage.readTable('sync_runs');
		expect(rows.at(-1)).toMatchObject({ notified: '通知済み', changed: 1 });
	});

	it('is left in peace by the next run, which has nothing new to tell', async () => {
		await editor.execute();
		expect(messenger.texts).toHaveLength(1);
		expect(editor.complaints).toEqual([]);
	});
});
