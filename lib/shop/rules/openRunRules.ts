import type { Run } from '../../ledger/runs/run';
import type { RuleValues } from '../../ledger/rules/ruleValues';
import type { ProposalNote } from '../../ledger/rules/runRules';
import { noteRuleNews } from '../notices/noteRuleNews';
import { previewRules } from '../preview/previewRules';
import type { ProductPorts } from '../tables/readProducts';
import { openRules } from './openRules';
import { readShopRules } from '../runs/shopRules';

/**
 * Opens the book once the run's shop is known.
 * @returns what changes in the run
 */
export async function openRunRules(
	run: Run,
	account: string,
	ports: Omit<ProductPorts, 'rules'>,
	isManual: boolean,
): Promise<Pick<Run, 'dry_run' | 'settings' | 'rules'>> {
	const { dry_run, settings, rules_from } = run;
	const { ledger } = ports.data;
	if (rules_from === 'settings' && settings) {
		const previewOf = async (values: RuleValues) => await previewRules(account, values, ports);
		const opened = await openRules(ledger, account, settings, { previewOf, now: ports.now });
		await noteRuleNews(ledger, opened, { account, run: run.id, isManual, unread: settings.unread });
		const { version, isDry, problem, answers, assumesMarkup } = opened;
		const proposal = opened.proposal && toNote(opened.proposal);
		const rules = { version, problem, proposal, answers, assumesMarkup };
		return { dry_run: dry_run || isDry, settings: undefined, rules };
	}
	if (rules_from === undefined) return { dry_run };
	const { version, isDry } = await readShopRules(ledger.rules, account);
	const rules = { version, problem: null, proposal: null, answers: [], assumesMarkup: false };
	return { dry_run: dry_run || isDry, rules };
}

/** Each item of a run carries its rules, so the preview is left to the notice. */
const toNote = ({ code, differences, stays }: ProposalNote): ProposalNote => ({
	...{ code, differences },
	...(stays ? { stays } : {}),
});
