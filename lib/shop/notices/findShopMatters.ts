import type { Ledger } from '../../ledger/ledger';
import type { NewNotice } from '../../ledger/notices/notice';
import { findStillHidden } from './findStillHidden';
import { findWaves } from './findWaves';

/** Finds the matters of a shop as a whole, whichever items a run has looked at. */
export const findShopMatters = async (
	ledger: Pick<Ledger, 'waves' | 'lists' | 'brakes' | 'journal' | 'items' | 'rules'>,
	account: string,
	run: string,
): Promise<NewNotice[]> => [
	...(await findWaves(ledger, account, run)),
	...(await findStillHidden(ledger, account, run)),
];
