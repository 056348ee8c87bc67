import { join } from 'node:path';
import { defaultValues, type RuleValues } from '../../lib/ledger/rules/ruleValues';
import { openFolder } from './stored';

const openBook = () => {
	const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
	return openFolder({ folder, now: Date.now }).rules;
};

/** As if the owner's sync had been live before: the shop's rule book has a version. */
export async function goLive(
	account = 'demo-shop',
	changes: Partial<RuleValues> = {},
): Promise<void> {
	await openBook().save(account, { ...defaultValues, ...changes, live: true }, 'settings');
}

/** As if the owner had switched dry_run of the published sync on or off. */
export const setDryRun = async (isDry: boolean, account = 'demo-shop'): Promise<void> =>
	await openBook().noteDry(account, isDry);

/** The pricing rule with another markup, in percent. */
export const markedUp = (markupPercent: number): Pick<RuleValues, 'pricing'> => ({
	pricing: { ...defaultValues.pricing, tiers: [{ upTo: null, markupPercent }] },
});
