import type { Struck } from '../faults';
import type { Reply } from '../http';
import type { ItemChange } from '../world/shop';
import { BaseRefusal } from './errors';

/** Edits as BASE would carry them out if its documents were wrong. */

/** The fault `partialEdit`: an edit of fewer than `count` (2) fields is refused. */
export function refusePartialEdit(fields: readonly string[], struck: Struck): void {
	const fault = struck.find('partialEdit');
	if (fault && fields.length < (fault.count ?? 2)) {
		throw new BaseRefusal('validation_error');
	}
}

/** The faults `lostImage`, `resetStock` and `ignoredVisible`: an edit does more or less than it was asked for. */
export function distortEdit(change: ItemChange, struck: Struck): ItemChange {
	const distorted = { ...change };
	if (struck.has('lostImage')) distorted.images = [];
	if (struck.has('resetStock') && change.stock === undefined) distorted.stock = 0;
	if (struck.has('ignoredVisible') && change.price !== undefined) delete distorted.visible;
	return distorted;
}

/** The fault `bareEdit`: an edit answers the number of the item and nothing else. */
export function shortenAnswer(reply: Reply, struck: Struck): Reply {
	if (!struck.has('bareEdit')) return reply;
	const { item } = reply.body as { item: { item_id: unknown } };
	return { ...reply, body: { item: { item_id: item.item_id } } };
}

/** The fault `otherRefusal`: a value that BASE does not take is refused in other words. */
export function rewordRefusal(error: unknown, struck: Struck): unknown {
	const isRefusal = error instanceof BaseRefusal && error.code === 'validation_error';
	return isRefusal && struck.has('otherRefusal')
		? new BaseRefusal('bad_params', '価格は50円以上で入力してください。')
		: error;
}
