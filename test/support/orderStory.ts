import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { customerMark, type DispatchStatus, type ShopOrder } from '../../simulator/world/orders';
import type { BoughtLine } from '../../simulator/world/shop';
import { runWorkflow, type EngineOptions, type EngineRun } from './n8nEngine';
import { chatworkOf, shippedWorkflow } from './shopWorld';
import { openStory, type StoryOptions, type SyncStory } from './syncStory';

const SHOP = 'demo-shop';

export const orderScopes = ['read_users', 'read_items', 'write_items', 'read_orders'];

export interface OrderWatch {
	run: EngineRun;
	/** What Chatwork was told by this run. */
	messages: string[];
}

/** A shop in step with Amazon, whose orders the shipped order-watch.json tells of. */
export interface OrderStory extends SyncStory {
	/** Runs order-watch.json once, as the schedule does. */
	watch: (options?: Partial<EngineOptions>) => Promise<OrderWatch>;
	/** The same after some minutes; ten by default. */
	watchLater: (minutes?: number, options?: Partial<EngineOptions>) => Promise<OrderWatch>;
	order: (bought: readonly BoughtLine[], status?: DispatchStatus) => ShopOrder;
	/** Buys one of what the shop sells as this ASIN. */
	buy: (asin: string, status?: DispatchStatus, amount?: number) => ShopOrder;
	move: (order: ShopOrder, status: DispatchStatus) => void;
	connect: (scopes?: readonly string[]) => void;
}

export async function openOrderStory(
	products = 20,
	options: StoryOptions = {},
): Promise<OrderStory> {
	const story = await openStory(products, options);
	const { simulator, credentials } = story;
	const connect = (scopes: readonly string[] = orderScopes) => {
		const tokens = simulator.credentials.shops[0]!.issueTokens(scopes);
		credentials.baseShopOAuth2Api = {
			...credentials.baseShopOAuth2Api,
			readOrders: scopes.includes('read_orders'),
			scope: scopes.join(' '),
			oauthTokenData: {
				...tokens,
				n8n_expires_at: Date.now() + tokens.expires_in * 1000,
			} as unknown as ICredentialDataDecryptedObject,
		};
	};
	connect();
	const watch = async (engine: Partial<EngineOptions> = {}): Promise<OrderWatch> => {
		simulator.messages.clear();
		const workflow = shippedWorkflow('order-watch.json', chatworkOf(simulator));
		const run = await runWorkflow(workflow, { credentials, startNode: '定期実行', ...engine });
		return { run, messages: simulator.messages.list().map(({ body }) => body) };
	};
	const order: OrderStory['order'] = (bought, status = 'ordered') =>
		simulator.world.order(SHOP, bought, status);
	return {
		...story,
		...{ connect, watch, order },
		watchLater: async (minutes = 10, engine = {}) =>
			await story.later(async () => await watch(engine), minutes / 60),
		buy: (asin, status = 'ordered', amount = 1) =>
			order([{ itemId: simulator.world.itemsOf(SHOP, asin)[0]!.item_id, amount }], status),
		move: ({ unique_key }, status) => {
			simulator.world.moveOrder(SHOP, unique_key, status);
		},
	};
}

/** Stops the execution while the content of orders is read: after so many of them. `end` when it is over. */
export function stopWhileReading(
	{ simulator: { counters } }: Pick<OrderStory, 'simulator'>,
	orders: number,
): { onStart: (cancel: () => void) => void; end: () => void } {
	let poll: NodeJS.Timeout | undefined;
	counters.reset();
	return {
		onStart: (cancel) => {
			poll = setInterval(() => {
				if (counters.of('base', 'orders/detail').calls < orders) return;
				clearInterval(poll);
				cancel();
			}, 1);
		},
		end: () => clearInterval(poll),
	};
}

/** Every text of a person in the shop's orders that is long enough to be nobody else's. */
export function personalTexts(story: Pick<SyncStory, 'simulator'>): string[] {
	const texts = story.simulator.world
		.shop(SHOP)
		.orders.flatMap(({ customer, receiver }) => [customer, receiver])
		.flatMap((person) => Object.values(person));
	return [...new Set([customerMark, ...texts])];
}

/** All that stands in the files below a folder, one text a file. */
export function readAllFiles(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}
