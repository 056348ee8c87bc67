import { join } from 'node:path';
import { finding, type Finding } from '../realN8n/machine/findings';
import { waitFor } from '../realN8n/machine/waiting';
import type { Progress } from '../realN8n/machine/progress';
import type { TidyUp } from '../realN8n/machine/tidyUp';
import { openPages } from '../realN8n/n8n/pages';
import { itemsOf, runWorkflow, startWorkflow, type WorkflowRun } from '../realN8n/n8n/runWorkflow';
import { setStage, type Stage, turnedTo } from '../realN8n/n8n/stage';
import {
	manualTriggerOf,
	readWorkflow,
	syncWorkflow,
	type WorkflowFile,
} from '../realN8n/n8n/workflows';
import { type Simulator, startSimulator } from '../simulator/start';
import { type DeskForm, readDeskForm } from '../test/support/deskForm';
import { openFolder } from '../test/support/stored';

export interface CompatPlace {
	/** e.g. `2.8.4` */
	version: string;
	/** Where that n8n is installed. */
	installFolder: string;
	/** The packed package. */
	tarball: string;
	userFolder: string;
	progress: Progress;
	tidyUp: TidyUp;
}

const ITEMS = 40;
/** 2,000 x 1.3 = 2,600 yen. */
const COST = 2000;
const PRICE = 2600;
const RUN_MS = 300_000;

/**
 * The first days of a shop on that n8n: a dry run, a live one that prices and hides, the weekly look, an order, a
 * form of the desk, new products.
 */
export async function tellCompatStory(place: CompatPlace): Promise<Finding[]> {
	const simulator = await startSimulator({ products: ITEMS, unlisted: 2, plain: true, speed: 60 });
	place.tidyUp.stopAtEnd(async () => await simulator.stop());
	const unlisted = simulator.world.unlistedAsins(SHOP);
	const asins = [...simulator.world.products.keys()].filter((asin) => !unlisted.includes(asin));
	const [soldOut] = asins;
	for (const asin of asins) {
		const inStock = asin !== soldOut;
		simulator.world.setOffer(asin, { price: COST, inStock, shipping: 0 });
		const item = simulator.world.itemsOf(SHOP, asin)[0]!;
		simulator.world.editListing(SHOP, item.item_id, { price: PRICE + 300 });
	}
	const weekly = await readWorkflow('basic-info-weekly.json');
	const desk = await readWorkflow('shop-desk.json');
	const orders = await readWorkflow('order-watch.json');
	const register = withAnswers(
		withKnownForm(await readWorkflow('register-products.json'), place.version),
		unlisted,
	);
	const stage = await setStage({
		...{ simulator, ...place, workflow: await readWorkflow(syncWorkflow) },
		others: [...[weekly, orders, register].map((each) => turnedTo(simulator, each)), desk],
		readsOrders: true,
		pagePassword: PASSWORD,
		settings: { manual_limit: 0, use_single_operation: false },
	});
	place.tidyUp.stopAtEnd(async () => await stage.stop());
	const during = async (title: string, work: () => Promise<WorkflowRun>) =>
		await place.progress.during(title, work);

	const dry = await during('A dry run', async () => await stage.run(RUN_MS));
	const untouched = countPriced(simulator, asins, PRICE + 300);
	await stage.set({ dry_run: false });
	const live = await during('A live run', async () => await stage.run(RUN_MS));
	const press = async (workflow: WorkflowFile): Promise<WorkflowRun> =>
		await runWorkflow(stage.api, workflow.id, manualTriggerOf(workflow), RUN_MS);
	const weeklyRun = await during('The weekly look', async () => await press(weekly));
	const ordered = await during('An order', async () => {
		const { item_id: itemId } = simulator.world.itemsOf(SHOP, asins[1]!)[0]!;
		simulator.world.order(SHOP, [{ itemId, amount: 1 }]);
		return await press(orders);
	});
	const registered = await place.progress.during('New products', async () => {
		await startWorkflow(stage.api, register.id, FORM);
		return await waitForItems(simulator, unlisted);
	});
	const answers = await place.progress.during('A form on the desk', async () => {
		await openPages(stage.api, [desk], PASSWORD);
		return await changeMarkup(`${stage.url}/webhook/amazon-base-desk`);
	});
	return [
		finding('a dry run ends well', sayEnd(dry), dry.status === 'success'),
		finding('and changes nothing in the shop', `${untouched} of ${ITEMS}`, untouched === ITEMS),
		finding('a live run ends well', sayEnd(live), live.status === 'success'),
		...findShop(simulator, asins, soldOut!),
		finding('each item passes the loop once', ...sayItems(live)),
		finding('Chatwork hears of it', ...sayMessages(simulator)),
		finding('the weekly look ends well', sayEnd(weeklyRun), weeklyRun.status === 'success'),
		finding('and leaves titles in the cache', ...(await sayTitles(stage, asins))),
		finding('an order is told well', sayEnd(ordered), ordered.status === 'success'),
		finding('with what to buy', ...sayOrder(simulator)),
		finding('new products are in the shop', ...sayOf(registered, unlisted.length)),
		finding("the desk's form is answered by going on", answers.join(' '), isEach(answers, 303)),
		finding('and its markup rules once approved', ...(await sayMarkup(stage))),
	];
}

const FORM = '登録の画面';
/** Since this version of n8n a form can ask for n8n's login, so the shipped forms open from there on. */
const SIGNED_FORMS = [2, 25];
/** The form of the versions before. */
const OLDER_FORM = 2.5;

/** Gives an n8n that is too old for the shipped form its own, so that the rest of the workflow is tried there too. */
function withKnownForm(workflow: WorkflowFile, version: string): WorkflowFile {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	const [since, sinceMinor] = SIGNED_FORMS as [number, number];
	if (major > since || (major === since && minor >= sinceMinor)) return workflow;
	const nodes = workflow.nodes.map((node) =>
		node.name === FORM
			? {
					...node,
					typeVersion: OLDER_FORM,
					parameters: { ...node.parameters, authentication: 'none' },
				}
			: node,
	);
	return { ...workflow, nodes };
}

/** Pins the answers of a person to the form: a browser would have to send them. */
const withAnswers = (workflow: WorkflowFile, asins: readonly string[]): WorkflowFile => ({
	...workflow,
	pinData: {
		[FORM]: [
			{
				json: {
					...{ todo: '登録する', asins: asins.join(' ') },
					...{ submittedAt: new Date().toISOString(), formMode: 'production' },
				},
			},
		],
	},
});

/** Waits until the shop has the products, or some time is over. @returns how many it has */
async function waitForItems({ world }: Simulator, asins: readonly string[]): Promise<number> {
	const codes = () => world.listings(SHOP).map(({ item }) => item.identifier);
	const count = () => asins.filter((asin) => codes().some((code) => code.includes(asin))).length;
	const isDone = () => count() === asins.length;
	await waitFor('the new products are in the shop', isDone, RUN_MS).catch(() => undefined);
	return count();
}

const PASSWORD = { user: 'owner', password: 'Only-for-this-run-7' };

const isEach = (statuses: readonly number[], status: number): boolean =>
	statuses.length > 0 && statuses.every((each) => each === status);

/** Types another markup on the desk and approves it. @returns the status of each answer to a form */
async function changeMarkup(desk: string): Promise<number[]> {
	const token = Buffer.from(`${PASSWORD.user}:${PASSWORD.password}`).toString('base64');
	const headers = { authorization: `Basic ${token}` };
	const open = async (address: string): Promise<string> =>
		await (await fetch(new URL(address, desk), { headers })).text();
	const send = async (form: DeskForm): Promise<Response> =>
		await fetch(desk, {
			...{ method: 'POST', redirect: 'manual', headers },
			body: new URLSearchParams(
				Object.entries(form).flatMap(([name, value]) => [value].flat().map((each) => [name, each])),
			),
		});
	const settings = readDeskForm(await open('?page=settings'), 'settings');
	const typed = await send({ ...settings, markup: '1.5' });
	const location = typed.headers.get('location') ?? '';
	const approved = await send(readDeskForm(await open(location), 'approve'));
	return [typed.status, approved.status];
}

async function sayMarkup({ n8nFolder }: Stage): Promise<[string, boolean]> {
	const folder = join(n8nFolder, 'amazon-base-sync', 'default');
	const ruling = await openFolder({ folder, now: Date.now }).rules.ruling(SHOP);
	const percent = ruling?.values.pricing.tiers.at(-1)?.markupPercent;
	return [`${percent}%, version ${ruling?.number}`, percent === 150];
}

const SHOP = 'demo-shop';

const sayOf = (count: number, of: number): [string, boolean] => [
	`${count} of ${of}`,
	of > 0 && count === of,
];

const sayEnd = ({ status, error }: WorkflowRun): string =>
	error ? `${status}: ${error.node}: ${error.message}` : status;

const countPriced = ({ world }: Simulator, asins: readonly string[], price: number): number =>
	asins.filter((asin) => world.itemsOf(SHOP, asin)[0]?.price === price).length;

function findShop(simulator: Simulator, asins: readonly string[], soldOut: string): Finding[] {
	const priced = countPriced(simulator, asins, PRICE);
	const { visible } = simulator.world.itemsOf(SHOP, soldOut)[0]!;
	return [
		finding('and prices what is in stock', `${priced} of ${ITEMS - 1}`, priced === ITEMS - 1),
		finding('and hides what is sold out', `visible: ${visible}`, visible === 0),
	];
}

function sayItems(run: WorkflowRun): [string, boolean] {
	const count = itemsOf(run, 'BASEを更新').length;
	return [`${count} of ${ITEMS}`, count === ITEMS];
}

function sayMessages({ messages }: Simulator): [string, boolean] {
	const bodies = messages.list().map(({ body }) => body);
	return [`${bodies.length} messages`, bodies.some((body) => body.includes('非公開'))];
}

function sayOrder({ messages }: Simulator): [string, boolean] {
	const told = messages
		.list()
		.map(({ body }) => body)
		.filter((body) => body.includes('買えます'));
	return [`${told.length} message`, told.length === 1];
}

async function sayTitles(stage: Stage, asins: readonly string[]): Promise<[string, boolean]> {
	const folder = join(stage.n8nFolder, 'amazon-base-sync', 'default');
	const documents = await openFolder({ folder, now: Date.now }).read([...asins]);
	const titled = [...documents.values()].filter(({ title_ja }) => !!title_ja).length;
	return [`${titled} of ${ITEMS}`, titled === ITEMS];
}
