import type { Ledger } from '../../ledger/ledger';

/** The account to pause. @param wanted as typed; empty = the only one */
export const accountToPause = async (ledger: Ledger, wanted: string): Promise<string> =>
	chooseAccount(wanted, await ledger.runs.accounts());

/** The account to resume. A paused account may be resumed even if none of its runs is remembered. */
export async function accountToResume(ledger: Ledger, wanted: string): Promise<string> {
	const paused = [...(await ledger.pauses.all()).keys()].sort();
	if (wanted ? paused.includes(wanted) : paused.length === 1) return wanted || paused[0]!;
	return chooseAccount(wanted, await ledger.runs.accounts(paused));
}

/**
 * Chooses the account that the owner means. A name without any known run is most likely mistyped, and
 * pausing it would stop nothing.
 */
function chooseAccount(wanted: string, known: readonly string[]): string {
	const list = known.join('、');
	if (wanted) {
		if (known.length === 0 || known.includes(wanted)) return wanted;
		throw new Error(`ショップ名「${wanted}」は見つかりません。次のどれかを入れてください: ${list}`);
	}
	const [only, ...others] = known;
	if (only === undefined) {
		throw new Error(
			'ショップ名が空です。まだ一度も同期が終わっていないため、ショップ名 (BASEのショップID) を入れてください。',
		);
	}
	if (others.length === 0) return only;
	throw new Error(`ショップが複数あります。ショップ名を次のどれかから入れてください: ${list}`);
}
