import type { IWebhookFunctions } from 'n8n-workflow';
import { getClock } from '../../lib/n8n/clock';
import { openShopDataOfHook } from '../../lib/n8n/connections/openShopData';
import type { DeskView } from '../../lib/report/desk/deskShell';
import { formatTime } from '../../lib/report/formatTime';
import type { RulePorts } from '../../lib/shop/desk/changeRules';
import { signForm } from '../../lib/shop/desk/formToken';
import { findAccounts, type DeskShop } from '../../lib/shop/desk/openShop';
import type { ShopData } from '../../lib/shop/shopData';
import { previewRules } from '../../lib/shop/preview/previewRules';
import { findSteps } from './findSteps';

/** The means of a request to the desk. */
export interface Desk {
	data: ShopData;
	ports: RulePorts;
	/** All shops of this store, in order. */
	accounts: string[];
	/** The shop that the nodes after the desk work for; empty = the only one there is. */
	jobAccount: string;
	/** Operations of the nodes after the desk; an older workflow lacks some. */
	steps: ReadonlySet<string>;
	secret: string;
	/** Milliseconds since 1970. */
	now: number;
	/** For people. */
	madeAt: string;
}

export const openDesk = async (context: IWebhookFunctions): Promise<Desk> =>
	await makeDesk(await openShopDataOfHook(context), {
		jobAccount: String(context.getNodeParameter('account', '')).trim(),
		steps: findSteps(context),
	});

/** Returns the means of a request to the desk of a store. @param jobs the nodes after the desk; absent = none */
export async function makeDesk(
	data: ShopData,
	jobs: Pick<Desk, 'jobAccount' | 'steps'> = { jobAccount: '', steps: new Set() },
): Promise<Desk> {
	const { ledger } = data;
	const { now: readClock } = getClock();
	const now = readClock();
	return {
		data,
		ports: {
			ledger,
			preview: async (account, values) =>
				await previewRules(account, values, { data, now: readClock }),
		},
		accounts: await findAccounts(ledger),
		...jobs,
		secret: await ledger.desk.readSecret(),
		now,
		madeAt: formatTime(now),
	};
}

/** Returns what a page of a shop shows around its body. */
export const makeView = (
	desk: Desk,
	{ account, questions, state: rules }: DeskShop,
	done = '',
): DeskView => ({
	...{ account, questions, done, accounts: desk.accounts, madeAt: desk.madeAt },
	sign: (action, targets = [], rows = 0, state = rules) => {
		const claim = { action, account, targets, state, rows };
		return { ...claim, token: signForm(desk.secret, claim, desk.now) };
	},
});

/**
 * True if the nodes after the desk work for a shop. They have one credential: with it a brake of another shop would
 * hide the wrong goods.
 */
export const hasJobs = ({ accounts, jobAccount }: Desk, { account }: DeskShop): boolean =>
	jobAccount === '' ? accounts.length === 1 : jobAccount === account;
