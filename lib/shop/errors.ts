/**
 * What a shop's service refuses or leaves open: one class per thing a caller can act on. Messages are for the
 * shop owner (Japanese), the service's own code stands beside them.
 */
export class ShopError extends Error {
	/** The service's own code, e.g. `bad_item_id`; or Node's where no answer came. */
	readonly code: string;

	constructor(message: string, code: string, options?: ErrorOptions) {
		super(message, options);
		this.name = new.target.name;
		this.code = code;
	}
}

/** The whole account is refused: nothing more may be sent to it in this run. */
export class AccountRefusedError extends ShopError {}

/** The connection must be made anew in n8n's credential window. */
export class ConnectAgainError extends AccountRefusedError {}

/** 5,000 calls an hour or 100,000 a day are used up: the rest waits. */
export class QuotaExceededError extends AccountRefusedError {
	readonly window: 'hour' | 'day';

	constructor(message: string, code: string, window: 'hour' | 'day') {
		super(message, code);
		this.window = window;
	}
}

/** 1,000 new items a day are used up; edits still go through. */
export class NewItemLimitError extends ShopError {}

/** BASE knows no such item: deleted in the admin, or not of this shop. */
export class ItemGoneError extends ShopError {}

/** The item is there and has no such variation: the owner took it away since it was read. */
export class VariationGoneError extends ShopError {}

/** BASE never lets the API edit this item, whatever is sent: asking again is of no use. */
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

/** We sent what BASE's documents forbid: no other answer than a new version of this package helps. */
export class OwnFaultError extends RequestRefusedError {}

/** No answer, or none that can be read: whether the request was carried out is not known. */
export class AnswerLostError extends ShopError {}

/**
 * BASE answered that it is in trouble itself. That it did nothing is documented nowhere, so a write is
 * treated as one whose answer was lost; the trouble lasts seconds, so a repetition waits a little.
 */
export class RetryableFailureError extends AnswerLostError {}
