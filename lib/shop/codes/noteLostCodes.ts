import type { Notices } from '../../ledger/notices/notices';
import { mapListing } from '../../listing/codes/mapListing';
import type { Listing } from '../../listing/listing';

/**
 * Notes items whose codes named a product in the last list and name none in this one: from now on nobody looks at
 * Amazon for them, and they stay on sale as they are.
 * @param before the shop as it was known
 * @param pattern the shop's own format of a code
 */
export async function noteLostCodes(
	account: string,
	{ before, now }: { before: readonly Listing[]; now: readonly Listing[] },
	pattern: RegExp | undefined,
	notices: Pick<Notices, 'note'>,
): Promise<void> {
	const known = new Map(before.map((listing) => [listing.item_id, listing]));
	const found = now.flatMap((listing) => {
		const map = mapListing(listing, pattern);
		const old = known.get(listing.item_id);
		const was = old && map.kind === 'unmapped' ? mapListing(old, pattern) : null;
		if (map.kind !== 'unmapped' || was === null || was.kind === 'unmapped') return [];
		const asin = was.kind === 'whole' ? was.asin : was.rows[0]!.asin;
		const { item_id, title } = listing;
		const reason = `${map.reason}。前の商品コードは「${old!.identifier}」でした。価格と在庫の同期から外れています。続けるときは、BASEの商品コードを戻してください`;
		const item = { item_id, asin, title };
		const key = `unrecognised lost_code @${item_id}`;
		return [{ key, kind: 'unrecognised' as const, item, run: null, facts: { reason } }];
	});
	if (found.length > 0) await notices.note(account, { found });
}
