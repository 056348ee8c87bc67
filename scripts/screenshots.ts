import { join } from 'node:path';
import { inspect } from 'node:util';
import { pageOfTable } from '../realN8n/n8n/dataTables';
import { syncWorkflow } from '../realN8n/n8n/workflows';
import { repositoryFolder, workflowsFolder } from '../realN8n/machine/paths';
import { Editor } from '../test/e2e/editor';
import prepare from '../test/e2e/prepare';
import { countable, realN8n, type RealN8n, shopName } from '../test/e2e/realN8n';
import tidyUp from '../test/e2e/tidyUp';

/** Makes the pictures of docs/ from a real n8n: the same steps, the same products each time. */

const folder = join(repositoryFolder, 'docs', 'images');
const viewport = { width: 1440, height: 860 };
/** The port people see in n8n's own guides; it shows in the picture of the OAuth address. */
const port = 5678;

/** The middle of an open node, where its fields are. */
const parametersOf = (editor: Editor) => editor.page.getByTestId('node-parameters');

async function importAndConnect(editor: Editor, { simulator }: RealN8n): Promise<void> {
	const { amazon, chatwork, shops } = simulator.credentials;
	const { clientId, clientSecret } = shops[0]!;
	await editor.page.goto(`http://127.0.0.1:${port}/workflow/new`);
	await editor.openImportMenu();
	await editor.shoot('1-import');
	await editor.importFile(join(workflowsFolder, syncWorkflow));
	await editor.clearSelection();
	await editor.shoot('2-imported');
	await editor.openNode('BASEの商品一覧');
	const window = await editor.openNewCredential();
	await editor.shoot('3-credential-base', window);
	await editor.fillCredential(window, simulator.baseUrl, { clientId, clientSecret }, 'Connect');
	await editor.closeNode();
	await editor.openNode('Amazonの価格と在庫');
	await editor.makeCredential(simulator.amazonUrl, { ...amazon }, 'Save');
	await editor.closeNode();
	await editor.openNode('Chatworkに通知');
	await editor.makeCredential(simulator.chatworkUrl, { apiToken: chatwork.apiToken }, 'Save');
	await editor.closeNode();
}

async function firstRun(editor: Editor, { simulator, stage }: RealN8n): Promise<void> {
	const { roomId } = simulator.credentials.chatwork;
	await editor.openNode('設定');
	await editor.fillAssignments({ chatwork_room_id: String(roomId) });
	await editor.shoot('4-settings', parametersOf(editor));
	await editor.closeNode();
	await editor.execute();
	await editor.shoot('5-executed');
	await editor.openNode('変動レポート');
	await editor.showOutputAs('JSON');
	await editor.shoot('6-report');
	await editor.closeNode();
	await stage.readTable('products');
	await editor.page.goto(await pageOfTable(stage.api, 'products'));
	const [listed] = simulator.world.listings(shopName);
	await editor.page.getByText(listed!.asin!).first().waitFor();
	await editor.shoot('7-products');
}

async function rewire(editor: Editor): Promise<void> {
	await editor.importFile(join(workflowsFolder, syncWorkflow));
	await editor.clearSelection();
	await editor.closeNotice();
	await editor.openMenuOf('Chatworkに通知');
	await editor.shoot('rewire-menu');
	await editor.replaceWith('HTTP Request');
	await editor.openNode('HTTP Request');
	const method = editor.page.getByTestId('parameter-input-method').locator('input').first();
	await editor.choose(method, 'POST');
	await editor.field('url').fill('https://hooks.slack.com/services/…');
	await editor.turnOn('sendBody');
	await editor.field('name').fill('text');
	await editor.field('value').fill('{{ $json.text }}');
	await editor.shoot('rewire-node');
}

/** The whole canvas of the steps to copy, in a window that shows its notes in a legible size. */
async function messageSteps(editor: Editor): Promise<void> {
	await editor.page.setViewportSize({ width: 1600, height: 1100 });
	await editor.importFile(join(workflowsFolder, 'message-steps.json'));
	await editor.clearSelection();
	await editor.page.getByTestId('zoom-to-fit').click();
	await editor.shoot('message-steps');
}

async function takeAll(): Promise<void> {
	const settings = { ...countable, dry_run: true };
	const n8n = await realN8n({ products: 60, speed: 60 }, settings, { credentials: 'none', port });
	try {
		const editor = await Editor.open(n8n.stage.url, viewport, folder);
		try {
			await importAndConnect(editor, n8n);
			await firstRun(editor, n8n);
			await rewire(editor);
			await messageSteps(editor);
		} finally {
			await editor.close();
		}
	} finally {
		await n8n.close();
	}
}

async function main(): Promise<void> {
	await prepare();
	try {
		await takeAll();
	} finally {
		await tidyUp();
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`${inspect(error)}\n`);
	process.exitCode = 1;
});
