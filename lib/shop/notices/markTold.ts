import type { CacheDocument } from '../../cache/document';
import type { NoticeOf } from '../../ledger/notices/notice';
import { ownValue } from '../../listing/memory';
import type { ShopData } from '../shopData';

/**
 * Notes that a message with these notices went out, and moves the baseline of each item that it told
 * about. The baselines move first: if the machine stops in between, the notices are told again, and say
 * so.
 * @param at now, ISO 8601 with offset
 */
export async function markTold(
	data: ShopData,
	account: string,
	ids: ReadonlySet<string>,
	at: string,
): Promise<void> {
	const { notices } = data.ledger;
	const told = (await notices.all(account)).filter(
		(notice): notice is NoticeOf<'change'> => ids.has(notice.id) && notice.kind === 'change',
	);
	await moveBaselines(data.cache, account, told, at);
	await notices.tell(account, ids);
}

async function moveBaselines(
	cache: ShopData['cache'],
	account: string,
	told: ReadonlyArray<NoticeOf<'change'>>,
	at: string,
): Promise<void> {
	const moves = told.flatMap(({ item, facts, offered }) => {
		const { amazon } = (offered?.facts ?? facts) as NoticeOf<'change'>['facts'];
		return item && amazon ? [{ asin: item.asin, amazon }] : [];
	});
	const documents = await cache.read(moves.map(({ asin }) => asin));
	const outcomes = await cache.write(
		moves
			// Another run may have told the item meanwhile; a rebuilt cache has no baseline to move.
			.filter(({ asin, amazon }) => isOwed(documents.get(asin), account, amazon.replaces))
			.map(({ asin, amazon }) => ({
				asin,
				set: { reported: { [account]: { ...amazon.after, at } } },
			})),
	);
	const failed = outcomes.find((outcome) => !outcome.ok);
	if (failed && !failed.ok) throw failed.error;
}

function isOwed(document: CacheDocument | undefined, account: string, replaces: string): boolean {
	const at = ownValue(document?.reported, account)?.at;
	return at === undefined || at === replaces;
}
