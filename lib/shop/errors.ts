/**
 * Errors for requests that a shop's service refuses or leaves in doubt: one class for each case that
 * a caller can act on. The messages are for the shop owner (Japanese), with the service's own code.
 */
export class ShopError extends Error {
	/** The service's own code, e.g. `bad_item_id`; Node's code if no answer came. */
	readonly code: string;

	constructor(message: string, code: string, options?: ErrorOptions) {
		super(message, options);
		this.name = new.target.name;
		this.code = code;
	}
}

/**
 * Returns the service's code of a failure, `other` if it has another form than its codes have.
 * @throws the error if it is not the shop's
 */
export function codeOf(error: unknown): string {
	if (!(error instanceof ShopError)) throw error;
	return /^[\w-]{1,40}$/.test(error.code) ? error.code : 'other';
}

/** The whole account is refused: nothing more may be sent to it in this run. */
export class AccountRefusedError extends ShopError {}

/** The connection must be made again in n8n's credential window. */
export class ConnectAgainError extends AccountRefusedError {}

/** The owner stopped the shop, or a brake did, while the run was at work. */
export class ShopStoppedError extends AccountRefusedError {}

/** The limit of 5,000 calls an hour or 100,000 a day is reached; the rest waits. */
export class QuotaExceededError extends AccountRefusedError {
	readonly window: 'hour' | 'day';

	constructor(message: string, code: string, window: 'hour' | 'day') {
		super(message, code);
		this.window = window;
	}
}

/** The limit of 1,000 new items a day is reached; edits still go through. */
export class NewItemLimitError extends ShopError {}

/** BASE knows no such item: it was deleted in the admin, or belongs to another shop. */
export class ItemGoneError extends ShopError {}

/** The item exists but has no such variation: the owner removed it since it was read. */
export class VariationGoneError extends ShopError {}

/** BASE never lets the API edit this item, whatever is sent, so a retry can't succeed. */
export class NeverEditableError extends ShopError {
	constructor(
		message: string,
		code: string,
		/** BASE's own code and sentence. */
		readonly said: string,
	) {
		super(message, code);
	}
}

/** BASE refuses this one request. */
export class RequestRefusedError extends ShopError {}

/** BASE's answer about an order lacks what is needed of it. */
export class UnreadableOrderError extends ShopError {}

/** We sent something that BASE's documents forbid; only a new version of this package helps. */
export class OwnFaultError extends RequestRefusedError {}

/** No answer came, or an unreadable one, so nobody knows whether the request was carried out. */
export class AnswerLostError extends ShopError {}

/**
 * BASE reported trouble of its own. Its documents don't say that it did nothing then, so a write is
 * treated as one whose answer was lost. The trouble lasts seconds, so a retry waits a little.
 */
export class RetryableFailureError extends AnswerLostError {}
