import type { Ledger } from '../../ledger/ledger';

/** Returns the ASINs that a message yet to come is about. */
export async function readNoted(
	{ notices }: Pick<Ledger, 'notices'>,
	account: string,
): Promise<ReadonlySet<string>> {
	const waiting = await notices.all(account);
	return new Set(
		waiting.flatMap(({ kind, item }) => (kind === 'change' && item ? [item.asin] : [])),
	);
}
