import { AmazonQuotas } from './amazon/quotas';
import { amazonService } from './amazon/server';
import { type AmazonCredentials, AmazonTokens } from './amazon/tokens';
import { BaseOAuth, knownScopes } from './base/oauth';
import { BaseQuota } from './base/quota';
import { baseService } from './base/server';
import { BaseTokens, type TokenSet } from './base/tokens';
import {
	Chatwork,
	type ChatworkCredentials,
	chatworkService,
	type Message,
} from './chatwork/server';
import { controlListener } from './control';
import { Counters } from './counters';
import { listen, type ServiceTools } from './exchange';
import { Faults } from './faults';
import { type RunningServer, startServer } from './http';
import { hashOf, Random } from './world/random';
import { World } from './world/world';

export interface ShopOptions {
	name: string;
	/** How many of the world's products the shop lists; all. */
	products?: number;
	/** `<name>-client` and `<name>-secret` where absent. */
	clientId?: string;
	clientSecret?: string;
}

export interface SimulatorOptions {
	/** Listed products; 200. */
	products?: number;
	/** Products on Amazon that no shop lists yet; 0. */
	unlisted?: number;
	/** Same seed, same world; 7. */
	seed?: number;
	/** How much faster quotas and token lives pass; 1. */
	speed?: number;
	/** How much faster tokens end, where it must differ from `speed` (a bench at speed 5000); `speed`. */
	tokenSpeed?: number;
	/** Shops by name or by count; one, `demo-shop`. */
	shops?: readonly ShopOptions[] | number;
	/** Everything in stock, exactly priced and mapped; false. */
	plain?: boolean;
	/** 0 or absent: any free port. */
	ports?: { amazon?: number; base?: number; chatwork?: number; control?: number };
	/** ms; the machine's clock, with fractions of a millisecond. */
	now?: () => number;
}

export interface ShopCredentials {
	name: string;
	clientId: string;
	clientSecret: string;
	authorizeUrl: string;
	accessTokenUrl: string;
	apiBaseUrl: string;
	/** A token set as the consent page would give it; scopes read_users read_items write_items. */
	issueTokens(scopes?: readonly string[]): TokenSet;
}

export interface Simulator {
	/** Selling Partner API and its token service. */
	amazonUrl: string;
	/** BASE; its API is under /1. */
	baseUrl: string;
	/** Chatwork; its API is under /v2. */
	chatworkUrl: string;
	controlUrl: string;
	credentials: {
		amazon: AmazonCredentials;
		shops: ShopCredentials[];
		chatwork: ChatworkCredentials;
	};
	world: World;
	faults: Faults;
	counters: Counters;
	/** What was said in the Chatwork room. */
	messages: { list(): readonly Message[]; clear(): void };
	/** Amazon's rates: `setFactor(operation, 0.5)` halves one; the header follows at once. */
	quotas: AmazonQuotas;
	stop(): Promise<void>;
}

const amazonCredentials: AmazonCredentials = {
	clientId: 'amzn1.application-oa2-client.simulator',
	clientSecret: 'amzn1.oa2-cs.v1.simulator',
	refreshToken: 'Atzr|simulator',
};

const chatworkCredentials: ChatworkCredentials = { apiToken: 'chatwork-simulator', roomId: 424242 };

const usualScopes = ['read_users', 'read_items', 'write_items'];

/** At a high speed a token is regained within a fraction of a millisecond: Date.now is too coarse. */
const preciseNow = (): number => performance.timeOrigin + performance.now();

type NamedShop = Required<Omit<ShopOptions, 'products'>> & Pick<ShopOptions, 'products'>;

function namedShops(shops: readonly ShopOptions[] | number): NamedShop[] {
	const named =
		typeof shops === 'number'
			? Array.from({ length: shops }, (_, index) => ({
					name: index === 0 ? 'demo-shop' : `demo-shop-${index + 1}`,
				}))
			: shops;
	return named.map((shop) => ({
		clientId: `${shop.name}-client`,
		clientSecret: `${shop.name}-secret`,
		...shop,
	}));
}

/** The state of all services, before any of them listens. */
function build(options: SimulatorOptions) {
	const { seed = 7, speed = 1, now = preciseNow, plain = false } = options;
	const tokenSpeed = options.tokenSpeed ?? speed;
	const shops = namedShops(options.shops ?? 1);
	const random = (label: string): Random => new Random(seed ^ hashOf(label));
	const tools: ServiceTools = {
		counters: new Counters(),
		faults: new Faults(random('faults')),
		now,
	};
	const { counters } = tools;
	const world = new World({
		products: options.products ?? 200,
		unlisted: options.unlisted ?? 0,
		seed,
		isPlain: plain,
		shops,
		now,
		searchLagMs: 3_600_000 / speed,
	});
	const issued = (owner: string): void => counters.issuedToken(owner);
	const amazonTokens = new AmazonTokens(amazonCredentials, random('lwa'), now, tokenSpeed, () =>
		issued('amazon'),
	);
	const quotas = new AmazonQuotas(speed, now);
	const baseTokens = new BaseTokens(random('base tokens'), now, tokenSpeed, issued);
	const clients = shops.map(({ name, clientId, clientSecret }) => ({
		shop: name,
		clientId,
		clientSecret,
	}));
	const services = {
		amazon: amazonService({
			catalog: { products: world.products, random: random('amazon'), now },
			quotas,
			tokens: amazonTokens,
			noteAsked: (operation, asins) => counters.asked('amazon', operation, asins),
		}),
		base: baseService({
			world,
			oauth: new BaseOAuth(clients, baseTokens, random('codes'), now),
			tokens: baseTokens,
			quotas: new Map(shops.map(({ name }) => [name, new BaseQuota(now, speed)])),
			noteWrite: (shop, itemId, fields) => counters.wrote(shop, itemId, fields),
		}),
	};
	const chatwork = new Chatwork(chatworkCredentials, now, speed);
	return { shops, tools, world, quotas, baseTokens, services, chatwork };
}

/** Starts listeners one after the other; where one fails, those already open are closed again. */
async function openAll(
	starters: ReadonlyArray<() => Promise<RunningServer>>,
): Promise<RunningServer[]> {
	const running: RunningServer[] = [];
	try {
		for (const start of starters) running.push(await start());
		return running;
	} catch (error) {
		await Promise.all(running.map((server) => server.stop()));
		throw error;
	}
}

/**
 * Starts the fake Amazon, BASE and Chatwork and the control port, all on 127.0.0.1.
 * @throws Error that names the port, where one is taken.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const { shops, tools, world, quotas, baseTokens, services, chatwork } = build(options);
	const { amazon = 0, base = 0, chatwork: chatworkPort = 0, control = 0 } = options.ports ?? {};
	const messages = { list: () => chatwork.messages(), clear: () => chatwork.clear() };
	const issueTokens = (shop: string, scopes: readonly string[] = usualScopes): TokenSet => {
		const unknown = scopes.find((scope) => !(knownScopes as readonly string[]).includes(scope));
		if (unknown !== undefined) throw new Error(`BASE has no scope "${unknown}"`);
		return baseTokens.issue({ shop: world.shop(shop).name, scopes });
	};
	const parts = { world, quotas, messages, issueTokens, ...tools };
	const servers = await openAll([
		() => startServer('amazon', amazon, listen(services.amazon, tools)),
		() => startServer('base', base, listen(services.base, tools)),
		() => startServer('chatwork', chatworkPort, listen(chatworkService(chatwork), tools)),
		() => startServer('control', control, controlListener(parts)),
	]);
	const [amazonUrl, baseUrl, chatworkUrl, controlUrl] = servers.map((server) => server.url) as [
		string,
		string,
		string,
		string,
	];
	return {
		amazonUrl,
		baseUrl,
		chatworkUrl,
		controlUrl,
		credentials: {
			amazon: amazonCredentials,
			chatwork: chatworkCredentials,
			shops: shops.map(({ name, clientId, clientSecret }) => ({
				name,
				clientId,
				clientSecret,
				authorizeUrl: `${baseUrl}/1/oauth/authorize`,
				accessTokenUrl: `${baseUrl}/1/oauth/token`,
				apiBaseUrl: `${baseUrl}/1`,
				issueTokens: (scopes) => issueTokens(name, scopes),
			})),
		},
		world,
		faults: tools.faults,
		counters: tools.counters,
		messages,
		quotas,
		stop: async () => {
			await Promise.all(servers.map((server) => server.stop()));
		},
	};
}
