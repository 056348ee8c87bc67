import { OwnLag } from './ownLag';
import { StaleAnswers } from './amazon/distortions';
import { AmazonQuotas } from './amazon/quotas';
import { amazonService } from './amazon/server';
import { type AmazonCredentials, AmazonTokens } from './amazon/tokens';
import { BaseOAuth } from './base/oauth';
import { BaseQuota } from './base/quota';
import { baseService } from './base/server';
import { BaseTokens } from './base/tokens';
import { Chatwork, type ChatworkCredentials, chatworkService } from './chatwork/server';
import { Counters } from './counters';
import type { ServiceTools } from './exchange';
import { Faults } from './faults';
import { namedShops, type SimulatorOptions } from './options';
import { hashOf, Random } from './world/random';
import { World } from './world/world';

export const amazonCredentials: AmazonCredentials = {
	clientId: 'amzn1.application-oa2-client.simulator',
	clientSecret: 'amzn1.oa2-cs.v1.simulator',
	refreshToken: 'Atzr|simulator',
};

export const chatworkCredentials: ChatworkCredentials = {
	apiToken: 'chatwork-simulator',
	roomId: 424242,
};

/** At a high speed a token is regained within a fraction of a millisecond: Date.now is too coarse. */
const preciseNow = (): number => performance.timeOrigin + performance.now();

/** The state of all services, before any of them listens. */
export function build(options: SimulatorOptions) {
	const { seed = 7, speed = 1, now = preciseNow, plain = false } = options;
	const { tokenSpeed = speed, shopSpeed = speed } = options;
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
		ownGoods: options.ownGoods,
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
	// A clock that is handed in stands still while the process is busy: nothing is late by it.
	const lag = options.now ? null : new OwnLag(now);
	const quotas = new AmazonQuotas(speed, now, lag ? () => lag.arrivedAt() : now);
	const baseTokens = new BaseTokens(random('base tokens'), now, tokenSpeed, issued);
	const clients = shops.map(({ name, clientId, clientSecret }) => ({
		shop: name,
		clientId,
		clientSecret,
	}));
	const chatwork = new Chatwork(chatworkCredentials, now, speed);
	const services = {
		amazon: amazonService({
			catalog: {
				products: world.products,
				random: random('amazon'),
				now,
				stale: new StaleAnswers(),
				noteAnswer: (...answer) => options.watcher?.answered?.(...answer),
			},
			quotas,
			tokens: amazonTokens,
			noteAsked: (operation, asins) => counters.asked('amazon', operation, asins),
		}),
		base: baseService({
			world,
			oauth: new BaseOAuth(clients, baseTokens, random('codes'), now),
			tokens: baseTokens,
			quotas: new Map(shops.map(({ name }) => [name, new BaseQuota(now, shopSpeed)])),
			noteWrite: (shop, itemId, fields) => {
				counters.wrote(shop, itemId, fields, now());
				options.watcher?.wrote?.(shop, itemId);
			},
		}),
		chatwork: chatworkService(chatwork),
	};
	return { shops, tools, world, quotas, baseTokens, services, chatwork };
}
