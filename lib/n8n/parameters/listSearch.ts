import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { formatTime } from '../../report/formatTime';
import { toNodeError } from '../errors';
import { findAccountName, openShopPorts } from '../connections/shopConnection';
import { openChosenShopData } from '../connections/openShopData';

/** n8n calls this for the lists of a node's fields. Instead of an empty list it shows the reason. */
type Search = (this: ILoadOptionsFunctions, filter?: string) => Promise<INodeListSearchResult>;

const MOST_SHOWN = 100;

/** Lists the runs that wrote to a shop, the latest first. */
export const searchRuns: Search = asSearch(async (context) => {
	const data = await openChosenShopData(context);
	const runs = (await data?.ledger.journal.runs()) ?? [];
	if (runs.length === 0) {
		throw new Error('この保存先には、BASEに書き込んだ実行がまだありません。');
	}
	return runs.map(({ run, first_at }) => ({
		name: `${formatTime(Date.parse(first_at))} (${run})`,
		value: run,
	}));
});

/** Lists the shop that the node's credential is connected to, and others that runs are known for. */
export const searchShopAccounts: Search = asSearch(async (context) => {
	const connected = await findAccountName(await openShopPorts(context), '');
	const others = (await knownAccounts(context)).filter((account) => account !== connected);
	return [
		{ name: `${connected} (接続中のショップ)`, value: connected },
		...others.map((name) => ({
			name: `${name} (この認証情報では書き込めないことがあります)`,
			value: name,
		})),
	];
});

async function knownAccounts(context: ILoadOptionsFunctions): Promise<string[]> {
	const data = await openChosenShopData(context);
	if (!data) return [];
	const { runs, pauses } = data.ledger;
	return await runs.accounts((await pauses.all()).keys());
}

/** Narrows the list to the typed text, and shows failures as n8n's own kind of error. */
function asSearch(
	list: (context: ILoadOptionsFunctions) => Promise<INodeListSearchResult['results']>,
): Search {
	return async function (filter = '') {
		try {
			const wanted = filter.trim().toLowerCase();
			const results = await list(this);
			const found = results.filter(({ name }) => name.toLowerCase().includes(wanted));
			return { results: found.slice(0, MOST_SHOWN) };
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	};
}
