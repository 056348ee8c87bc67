import type { CallBudget } from './budget';
import { MOST_IMAGES, type BaseShopClient } from './client';
import { detailOf, type Candidate } from './draftListing';
import { cleanDetail, cleanTitle } from './listingText';
import type { ItemTexts } from './parseItem';

export type ProductInfo = NonNullable<Candidate['info']>;

/** Which of the shop's texts follow Amazon's. */
export interface TextRules {
	title: boolean;
	detail: boolean;
	images: boolean;
	/** Below each detail; empty = nothing. */
	footer: string;
	forbiddenWords: readonly string[];
}

export interface TextPlan {
	itemId: number;
	/** What Amazon said at the last look; the shop's texts are expected to stem from it. */
	before: ProductInfo;
	now: ProductInfo;
}

export interface TextResult {
	action: 'updated' | 'none' | 'held' | 'deferred';
	/** What was changed, or would be: old and new text, images as their count. */
	changes: Record<string, { from: unknown; to: unknown }>;
	/** In the owner's words. */
	notes: string[];
}

export interface TextPorts {
	client: Pick<BaseShopClient, 'getTexts' | 'editTexts' | 'addImage'>;
	budget: Pick<CallBudget, 'take'>;
	/** Writes down what is about to be sent; gives what to call when it is done. */
	intend: (changes: TextResult['changes']) => Promise<() => Promise<void>>;
}

/** True where the rules want something changed that has changed at Amazon. */
export const wantsTexts = (plan: TextPlan, rules: TextRules): boolean =>
	Object.keys(wantedOf(plan, rules).texts).length > 0 || wantedOf(plan, rules).images.length > 0;

/**
 * Brings the chosen texts of one item up to date. A text that does not read as Amazon's last one did
 * was written by the owner, and stays.
 */
export async function updateTexts(
	plan: TextPlan,
	rules: TextRules,
	{ client, budget, intend }: TextPorts,
): Promise<TextResult> {
	const wanted = wantedOf(plan, rules);
	if (!(await budget.take(2 + wanted.images.length, 'adds_risk'))) {
		return {
			action: 'deferred',
			changes: {},
			notes: ['BASEの呼び出し回数の残りが少ないため、次回に繰り越します'],
		};
	}
	const shown = await client.getTexts(plan.itemId);
	const expected = textsOf(plan.before, rules);
	const result: TextResult = { action: 'none', changes: {}, notes: [] };
	for (const field of ['title', 'detail'] as const) {
		const to = wanted.texts[field];
		if (to === undefined || shown[field] === to) continue;
		if (shown[field] !== expected[field]) {
			result.notes.push(`${names[field]}はショップで手を加えられているため、そのままにします`);
		} else result.changes[field] = { from: shown[field], to };
	}
	if (wanted.images.length > 0) {
		const { images: from = [] } = plan.before;
		result.changes.images = { from: from.length, to: wanted.images.length };
	}
	const fields = Object.keys(result.changes);
	if (fields.length === 0) {
		return { ...result, action: result.notes.length > 0 ? 'held' : 'none' };
	}
	const settle = await intend(result.changes);
	const edits: Partial<ItemTexts> = Object.fromEntries(
		(['title', 'detail'] as const)
			.filter((field) => result.changes[field])
			.map((field) => [field, wanted.texts[field]]),
	);
	if (Object.keys(edits).length > 0) await client.editTexts(plan.itemId, edits);
	for (const [index, url] of wanted.images.entries()) {
		await client.addImage(plan.itemId, index + 1, url);
	}
	await settle();
	const done = fields.map((field) => names[field as keyof typeof names]).join('・');
	return { ...result, action: 'updated', notes: [`${done}を更新しました`, ...result.notes] };
}

const names = { title: '商品名', detail: '商品説明', images: '画像' };

/** Only what changed at Amazon since the last look: the rest is none of this run's business. */
function wantedOf(
	{ before, now }: TextPlan,
	rules: TextRules,
): { texts: Partial<ItemTexts>; images: string[] } {
	const [old, fresh] = [textsOf(before, rules), textsOf(now, rules)];
	const texts: Partial<ItemTexts> = {};
	if (rules.title && fresh.title !== '' && fresh.title !== old.title) texts.title = fresh.title;
	if (rules.detail && fresh.detail !== '' && fresh.detail !== old.detail) {
		texts.detail = fresh.detail;
	}
	const links = [...(now.images ?? [])].slice(0, MOST_IMAGES);
	const isOther = JSON.stringify(links) !== JSON.stringify((before.images ?? []).slice(0, 20));
	return { texts, images: rules.images && isOther ? links : [] };
}

const textsOf = (info: ProductInfo, { footer, forbiddenWords }: TextRules): ItemTexts => ({
	title: cleanTitle(info.title_ja ?? '', forbiddenWords).text,
	detail: cleanDetail(detailOf(info, footer), forbiddenWords).text,
});
