import { mergeItemRule, withItemRule } from '../../../../lib/report/desk/items/itemRule';
import { saveItems } from '../../../../lib/shop/desk/changeRules';
import { readItemOf } from '../../../../lib/shop/words/openWords';
import type { Answer } from '../../answer';
import { goOn, refuseForm, type Taken } from '../goOn';

/** Proposes that the items of open words are none of the sync's. @param chosen names of the words */
export const leaveAlone = async (taken: Taken, chosen: readonly string[]): Promise<Answer> =>
	await proposeNeverTouch(
		taken,
		chosen.flatMap((name) => readItemOf(name) ?? []),
		'lists',
	);

/**
 * Proposes that items are none of the sync's: a rule of theirs, with a preview as any other.
 * @param page name of the page that the form came from
 */
export async function proposeNeverTouch(
	taken: Taken,
	ids: readonly number[],
	page: string,
): Promise<Answer> {
	const { shop, desk } = taken;
	let { rules } = shop.items;
	for (const id of ids) {
		const rule = mergeItemRule(rules[id] ?? {}, { neverTouch: 'はい' });
		if (rule.problem !== null) return refuseForm('incomplete', taken);
		rules = withItemRule(rules, String(id), rule.value);
	}
	const outcome = await saveItems(shop, rules, desk.ports);
	return goOn(shop, outcome, page);
}
