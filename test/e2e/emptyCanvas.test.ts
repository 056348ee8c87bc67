import { packageName } from '../../realN8n/install/packageUnderTest';
import { Editor } from './editor';
import { countable, realN8n, type RealN8n } from './realN8n';

interface NodeType {
	name: string;
	displayName: string;
	group: string[];
	properties: Array<{
		name: string;
		options?: Array<{ value: string; action?: string }>;
	}>;
}

/** One operation of one node, dropped on a canvas with nothing around it. */
interface Panel {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: { operation?: string };
}

/** n8n's own words: for an operation that needs nothing, and for one that needs a connection. */
const well = 'Node executed successfully';
const unconnected = 'Node does not have any credentials set';
const noAsin = 'asin がありません。項目 asin に 10 文字の ASIN を入れてください';
const noAccount =
	'ショップ名が空です。まだ一度も同期が終わっていないため、ショップ名 (BASEのショップID) を入れてください。';

/** What a person reads who presses "Execute step" without input, credential or settings. */
const answers: Record<string, string> = {
	'Run Guard check': well,
	'Run Guard failed':
		'止まった実行の情報がありません。「エラー発生時」(Error Trigger) の次にこのノードを置いてください。',
	'Run Guard finish':
		'実行の情報 (run) がありません。Run Guard の Start から始まる流れの最後に置き、Run 欄に実行の情報を渡してください。',
	'Run Guard markTold':
		'知らせた内容 (news) がありません。Check Health の出力の news を News 欄に渡してください。',
	'Run Guard pause': noAccount,
	'Run Guard resume': noAccount,
	'Run Guard start': well,
	'BASE Listings getAll': unconnected,
	'BASE Listings getById': unconnected,
	'BASE Orders getByKey': unconnected,
	'BASE Orders getNew': unconnected,
	'TTL Cache Read Write backUp': well,
	'TTL Cache Read Write delete': noAsin,
	'TTL Cache Read Write importLegacy': 'Parameter "Legacy Folder" is required.',
	'TTL Cache Read Write journal': 'Run が空です。実行の番号を入れてください。',
	'TTL Cache Read Write markTable':
		'Batch が空です。Read Table Changes の出力「Mark」をつないでください。',
	'TTL Cache Read Write prune':
		'商品の一覧がそろっていないため削除しません (アカウント不明: 1 件、run.total は なし)',
	'TTL Cache Read Write read': noAsin,
	'TTL Cache Read Write readTable': well,
	'TTL Cache Read Write restore': '項目「backup」にファイルがありません。',
	'TTL Cache Read Write statistics': well,
	'TTL Cache Read Write write': noAsin,
	'SP-API Batch Offers getOffers': well,
	'SP-API Batch Offers screen': unconnected,
	// Without a slice of a watch it lets everything pass.
	'SP-API Batch Offers watch': well,
	'SP-API Catalog Items': unconnected,
	'Connection Check': unconnected,
	'Detect Changes basicInfo':
		'Amazonの商品情報がありません。このノードの前に SP-API Catalog Items を置いてください。',
	'Detect Changes detect':
		'Amazonの情報 (offer) がありません。このノードの前に SP-API Batch Offers を置いてください。',
	'Detect Changes replay':
		'商品の listing がありません。BASE Listings → TTL Cache Read の後にこのノードを置いてください。',
	'BASE Update brake': well,
	'BASE Update changeCode': 'Item ID が番号ではありません。BASEの商品IDを入れてください。',
	'BASE Update create': unconnected,
	'BASE Update deleteItems': 'Parameter "Item IDs" is required.',
	'BASE Update releaseBrake': unconnected,
	'BASE Update texts': well,
	'BASE Update undo': 'Run to Undo が空です。元に戻す実行の番号を入れてください。',
	'BASE Update update':
		'商品の decision がありません。BASE Listings → SP-API Batch Offers → Detect Changes の後にこのノードを置いてください。',
	'Change Report job': well,
	'Change Report orders': well,
	'Change Report report': well,
};

/** What stands beside the output of an operation that n8n calls a success. */
const besides: Record<string, string> = {
	'SP-API Batch Offers getOffers': 'ASINがありません。前のノードから asin を受け取るか',
	'BASE Update brake': '対象の商品がないため、BASEには何もしていません。',
	'BASE Update texts': '対象の商品がないため、BASEには何もしていません。',
};

/** Every operation of every node but the desk, which waits for a browser; n8n's own "Custom API Call" has no action. */
function panelsOf(types: readonly NodeType[]): Panel[] {
	const ours = types.filter(
		({ name, group }) =>
			name.startsWith(`${packageName}.`) && !name.endsWith('Tool') && !group.includes('trigger'),
	);
	const actions = ours.flatMap(({ name: type, displayName, properties }) => {
		const { options } = properties.find(({ name }) => name === 'operation') ?? {};
		if (!options) return [{ type, name: displayName, parameters: {} }];
		return options
			.filter(({ action }) => action !== undefined)
			.map(({ value }) => ({
				type,
				name: `${displayName} ${value}`,
				parameters: { operation: value },
			}));
	});
	return actions.map((action, index) => ({
		...action,
		// n8n takes no slash in a node's name.
		name: action.name.replaceAll('/', ' '),
		id: `panel-${index}`,
		typeVersion: 1,
		position: [(index % 8) * 240, Math.floor(index / 8) * 240],
	}));
}

describe('each operation alone on an empty canvas, with nothing filled in', () => {
	let n8n: RealN8n;
	let editor: Editor;
	let panels: Panel[];

	beforeAll(async () => {
		n8n = await realN8n({ products: 5, plain: true }, countable, { credentials: 'none' });
		editor = await Editor.open(n8n.stage.url);
		panels = panelsOf(await n8n.stage.api.getJson<NodeType[]>('/types/nodes.json'));
		const { id } = await n8n.stage.api.post<{ id: string }>('/workflows', {
			name: 'Every operation',
			nodes: panels,
			connections: {},
			settings: {},
		});
		await editor.openWorkflow(id);
	});
	afterAll(async () => {
		await editor?.close();
		await n8n?.close();
	});

	it('has an answer below for every operation', () => {
		expect(panels.map(({ name }) => name).sort()).toEqual(Object.keys(answers).sort());
	});

	it.each(Object.entries(answers))('%s answers: %s', async (name, answer) => {
		await editor.openNode(name);
		expect(await editor.executeStep()).toContain(answer);
		if (besides[name]) await editor.output().getByText(besides[name]).first().waitFor();
		await editor.shoot(name);
		await editor.closeNode();
	});

	it('the console stayed silent', () => {
		expect(editor.complaints).toEqual([]);
	});
});
