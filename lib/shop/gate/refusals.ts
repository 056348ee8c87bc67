import { ownValue } from '../../listing/memory';
import {
	AccountRefusedError,
	ItemGoneError,
	NeverEditableError,
	QuotaExceededError,
	ShopError,
} from '../errors';
import { deferred, unsent, type EditResult, type Intent } from './intent';
import type { UpdatePorts } from './writeEdits';

export interface RefusalPorts {
	/**
	 * Accounts that refused, with their reason; the caller keeps them for the whole run. Without a prototype, which
	 * an account might be named after.
	 */
	refused: Record<string, string>;
	/** Reports a failure that has no further consequence. */
	warn: (what: string, error: unknown) => void;
}

/** Knows which accounts take no more edits of a run, and why. */
export class Refusals {
	/** Reset with the next chunk, which may fall into the service's next hour. */
	private readonly waiting = new Map<string, string>();

	constructor(private readonly ports: RefusalPorts) {}

	/** Returns why a run's edit to an account need not be tried, for the owner. */
	find(account: string): string | undefined {
		return ownValue(this.ports.refused, account) ?? this.waiting.get(account);
	}

	/**
	 * Makes the result of an edit that failed.
	 * @param openWay opens the way to the account, unless it is open: it may be what failed
	 * @throws AccountRefusedError of a job, which waits or ends, and what is no answer of the shop
	 */
	async take(
		error: unknown,
		intent: Intent,
		openWay: () => Promise<Pick<UpdatePorts, 'budget'>>,
	): Promise<EditResult> {
		if (error instanceof QuotaExceededError) await (await openWay()).budget.exhausted(error.window);
		if (error instanceof AccountRefusedError && intent.writer === 'run') {
			this.stop(intent.listing.account, error);
			return deferred(intent, error.message);
		}
		if (error instanceof AccountRefusedError || !(error instanceof ShopError)) throw error;
		return {
			...{ ...unsent(intent, 'failed'), error: describeFailure(error, intent) },
			...(error instanceof NeverEditableError ? { refusedForGood: error.said } : {}),
		};
	}

	private stop(account: string, error: AccountRefusedError): void {
		if (error instanceof QuotaExceededError) this.waiting.set(account, error.message);
		else this.ports.refused[account] = error.message;
		this.ports.warn(`${account} stopped (${error.code})`, error);
	}
}

const describeFailure = (error: ShopError, { listing }: Intent): string =>
	error instanceof ItemGoneError
		? `BASEの管理画面で削除された商品です (商品ID ${listing.item_id}、${error.code})`
		: error.message;
