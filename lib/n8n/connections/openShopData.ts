import { existsSync } from 'node:fs';
import type { IExecuteFunctions, ILoadOptionsFunctions, IWebhookFunctions } from 'n8n-workflow';
import { openCache } from '../../cache/cache';
import { openLedger } from '../../ledger/ledger';
import type { ShopData } from '../../shop/shopData';
import type { Store } from '../../stores/store';
import { cacheFolder } from '../../stores/file/cacheFolder';
import { openFileStore } from '../../stores/file/openFileStore';
import { openRedisStore } from '../../stores/redis/openRedisStore';
import { toRedisAddress } from '../../stores/redis/redisAddress';
import type { Warn } from '../../stores/warn';
import { describeError } from '../errors';
import { logWarning, type LogContext } from '../log';
import {
	helpersOfHook,
	isInOwnPlace,
	n8nFolder,
	requireNamedFolder,
} from '../parameters/namedFolder';
import { REDIS_CREDENTIAL } from '../parameters/storeParameters';

type StoreContext = Pick<IExecuteFunctions, 'getNodeParameter' | 'getCredentials' | 'logger'> & {
	helpers: Pick<IExecuteFunctions['helpers'], 'isFilePathBlocked'>;
};

/** Opens the data for a node that answers the web: n8n reads its parameters for no item. */
export const openShopDataOfHook = async (context: IWebhookFunctions): Promise<ShopData> =>
	await openShopData({
		getNodeParameter: ((name: string, _: number, fallback?: object) =>
			context.getNodeParameter(name, fallback)) as StoreContext['getNodeParameter'],
		getCredentials: async (type) => await context.getCredentials(type),
		logger: context.logger,
		helpers: helpersOfHook,
	});

/** Opens the data in the store that the node's parameters name. */
export async function openShopData(context: StoreContext): Promise<ShopData> {
	const cacheName = context.getNodeParameter('cacheName', 0, 'default') as string;
	if (context.getNodeParameter('store', 0, 'file') === 'redis') {
		return await openRedisData(context, cacheName);
	}
	return openFileData(context, await findStoreFolder(context, cacheName));
}

/** Returns the folder that the node's parameters name. @throws StoreError if they may not name it */
export async function findStoreFolder(
	context: StoreContext,
	cacheName = context.getNodeParameter('cacheName', 0, 'default') as string,
): Promise<string> {
	const given = (context.getNodeParameter('folder', 0, '') as string).trim();
	const folder = cacheFolder({ n8nFolder: n8nFolder(), cacheName, folder: given });
	return given === '' ? folder : await requireNamedFolder(context, given, 'Folder');
}

const openFileData = (context: LogContext, folder: string): ShopData =>
	dataIn(context, openFileStore({ folder, now: Date.now }));

function dataIn(context: LogContext, store: Store): ShopData {
	const warn: Warn = (what, error) =>
		logWarning(context, `${store.place}: ${what} (${describeError(error)})`);
	const options = { store, now: Date.now, warn };
	return { cache: openCache(options), ledger: openLedger(options) };
}

/**
 * Opens the data in the store that a node's fields name while a person still fills them in; null if it
 * does not exist yet. Looking creates no folder, because a half-typed name would leave one behind.
 */
export async function openChosenShopData(context: ILoadOptionsFunctions): Promise<ShopData | null> {
	const cacheName = textChosen(context, 'cacheName') || 'default';
	if (textChosen(context, 'store') === 'redis') return await openRedisData(context, cacheName);
	const given = textChosen(context, 'folder');
	const folder = cacheFolder({ n8nFolder: n8nFolder(), cacheName, folder: given });
	// n8n tells only a running node which folders it allows.
	if (given !== '' && !(await isInOwnPlace(folder))) throw noList('Folder が指定されている');
	return existsSync(folder) ? openFileData(context, folder) : null;
}

/** Returns the chosen text, and throws if only a run can evaluate it. */
function textChosen(context: ILoadOptionsFunctions, name: string): string {
	const value = context.getCurrentNodeParameter(name);
	const text = typeof value === 'string' ? value.trim() : '';
	if (!text.startsWith('=')) return text;
	throw noList('保存先が式で決まる');
}

const noList = (why: string): Error =>
	new Error(`${why}ため、ここでは一覧を出せません。直接入力してください。`);

async function openRedisData(
	context: Pick<IExecuteFunctions, 'getCredentials' | 'logger'>,
	cacheName: string,
): Promise<ShopData> {
	const address = toRedisAddress(await context.getCredentials(REDIS_CREDENTIAL));
	return dataIn(context, openRedisStore({ address, cacheName, now: Date.now }));
}
