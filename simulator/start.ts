import type { AmazonQuotas } from './amazon/quotas';
import type { AmazonCredentials } from './amazon/tokens';
import { knownScopes } from './base/oauth';
import type { TokenSet } from './base/tokens';
import { amazonCredentials, build, chatworkCredentials } from './build';
import { type ChatworkCredentials, type Message } from './chatwork/server';
import { controlListener } from './control';
import type { Counters } from './counters';
import { listen } from './exchange';
import type { Faults } from './faults';
import { type RunningServer, startServer } from './http';
import type { SimulatorOptions } from './options';
import type { World } from './world/world';

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

/** Rights of a credential whose switch for orders is off. */
export const usualScopes = ['read_users', 'read_items', 'write_items'];

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
		() => startServer('chatwork', chatworkPort, listen(services.chatwork, tools)),
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
