import { waitFor } from '../../realN8n/machine/waiting';
import { Editor } from './editor';
import { countable, realN8n, type RealN8n } from './realN8n';

const products = 60;
const START = '実行の開始';

/** Execute after an error, after Stop and after a single step: green for ten minutes, and nothing done. */
describe('a person who presses Execute again', () => {
	let n8n: RealN8n;
	let editor: Editor;

	beforeAll(async () => {
		n8n = await realN8n({ products, plain: true, speed: 100 }, countable);
		editor = await Editor.open(n8n.stage.url);
		await editor.openWorkflow('priceStockSync01');
	});
	afterAll(async () => {
		await editor?.close();
		await n8n?.close();
	});
	beforeEach(() => {
		n8n.simulator.faults.clear();
		n8n.simulator.counters.reset();
	});

	const asked = (): number => n8n.simulator.counters.of('amazon', 'getItemOffersBatch').things;
	const press = async (button: string): Promise<void> =>
		await editor.page.getByTestId(button).click();
	/** Amazon answers so slowly that a person has time for a look. */
	const slowDown = (): void => {
		n8n.simulator.faults.add({
			...{ kind: 'slow', operation: 'getItemOffersBatch', milliseconds: 20_000 },
		});
	};
	const worksAtOnce = async (): Promise<void> => {
		n8n.simulator.faults.clear();
		n8n.simulator.counters.reset();
		await editor.execute();
		// The answer to a stopped run's question is still under way.
		expect(asked()).toBeGreaterThanOrEqual(products);
		expect((await editor.outcome()).red).toEqual([]);
	};
	const seeRed = async (node: string): Promise<void> =>
		await waitFor(`${node} is red`, async () => (await editor.outcome()).red.includes(node));

	it('has it work at once after an error', async () => {
		n8n.simulator.faults.add({ kind: 'accountRestricted' });
		await press('execute-workflow-button');
		await seeRed('Amazonの価格と在庫');
		await worksAtOnce();
	});

	it('has it work at once after Stop', async () => {
		slowDown();
		await press('execute-workflow-button');
		await waitFor('Amazon is asked', () => asked() > 0);
		await press('stop-execution-button');
		await editor.page.getByTestId('stop-execution-button').waitFor({ state: 'hidden' });
		await worksAtOnce();
	});

	it('has it work at once after "Execute step" on the start', async () => {
		await editor.openNode(START);
		// The notice of the run before may still be there.
		await press('node-execute-button');
		await editor.page.getByText('Node executed successfully').first().waitFor();
		await editor.closeNode();
		await worksAtOnce();
	});

	it('sees red beside a run that lives, with the reason, and the run ends well', async () => {
		slowDown();
		const first = n8n.stage.run();
		await waitFor('Amazon is asked', () => asked() > 0);
		await press('execute-workflow-button');
		await seeRed(START);
		await editor.openNode(START);
		await editor
			.output()
			.getByText(new RegExp(`前の実行が動いています \\(\\d+/${products}件\\)`))
			.first()
			.waitFor();
		await editor.shoot('beside-a-living-run');
		await editor.closeNode();
		expect(await first).toMatchObject({ status: 'success', error: null });
		await worksAtOnce();
	});
});
