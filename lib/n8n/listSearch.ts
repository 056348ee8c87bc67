import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { listCacheNames } from '../cache/location';
import { clockOf, formatTime } from './clock';
import { toNodeError } from './errors';
import { accountNameOf, shopPortsOf } from './shopConnection';
import { chosenCacheOf, n8nFolder, textChosen } from './storeParameters';

/** What n8n calls for the lists of a node's fields. A list that is empty says why instead. */
type Search = (this: ILoadOptionsFunctions, filter?: string) => Promise<INodeListSearchResult>;

const MOST_RUNS = 100;

/** The caches in n8n's own folder. */
export const searchCaches: Search = asSearch(async (context) => {
	if (textChosen(context, 'store') === 'redis') {
		throw new Error('Redisの保存先は一覧にできません。名前を直接入力してください。');
	}
	const names = await listCacheNames(n8nFolder());
	if (names.length > 0) return names.map((name) => ({ name, value: name }));
	throw new Error('保存先はまだありません。名前を直接入力すると、最初の実行で作られます。');
});

/** Runs that wrote to a shop, the latest first. */
export const searchRuns: Search = asSearch(async (context) => {
	const { zone } = clockOf(context);
	const runs = (await (await chosenCacheOf(context)).journal.runs()).slice(0, MOST_RUNS);
	if (runs.length === 0) {
		throw new Error('BASEに書き込んだ実行はまだありません。');
	}
	return runs.map(({ run, first_at }) => ({
		name: `${formatTime(Date.parse(first_at), zone)} (${run})`,
		value: run,
	}));
});

/** Shop accounts that runs were heard of for, or that are paused. */
export const searchAccounts: Search = asSearch(async (context) => {
	const accounts = await knownAccounts(context);
	if (accounts.length > 0) return accounts.map((name) => ({ name, value: name }));
	throw new Error(
		'まだ一度も同期が終わっていないため、ショップが分かりません。名前を直接入力してください。',
	);
});

/** The same, and the shop that the node's credential is connected to. */
export const searchShopAccounts: Search = asSearch(async (context) => {
	const connected = await accountNameOf(await shopPortsOf(context), '');
	const others = (await knownAccounts(context)).filter((account) => account !== connected);
	return [
		{ name: `${connected} (接続中のショップ)`, value: connected },
		...others.map((name) => ({ name, value: name })),
	];
});

async function knownAccounts(context: ILoadOptionsFunctions): Promise<string[]> {
	const cache = await chosenCacheOf(context);
	const paused = [...(await cache.pauses.all()).keys()];
	return [...new Set([...(await cache.runs.accounts()), ...paused])].sort();
}

/** Narrows the list to what a person typed, and shows trouble as n8n's own kind of error. */
function asSearch(
	list: (context: ILoadOptionsFunctions) => Promise<INodeListSearchResult['results']>,
): Search {
	return async function (filter = '') {
		try {
			const wanted = filter.trim().toLowerCase();
			const results = await list(this);
			return { results: results.filter(({ name }) => name.toLowerCase().includes(wanted)) };
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	};
}
