import type { GatedWriter } from '../gate/gatedWriter';
import type { ItemTexts, ShopBudget, ShopReader, ShownTexts } from '../ports';
import { composeDetail, type Candidate } from '../newItems/draftListing';
import { cleanDetail, cleanTitle } from '../newItems/listingText';
import { addPicture, choosePictures, type Picture } from '../newItems/pictures';

export type ProductInfo = NonNullable<Candidate['info']>;

/** The shop's texts that follow Amazon's. */
export interface TextRules {
	title: boolean;
	detail: boolean;
	images: boolean;
	/** Added below each detail; empty = nothing. */
	footer: string;
	forbiddenWords: readonly string[];
}

export interface TextPlan {
	itemId: number;
	/** Amazon's info at the last look; the shop's texts are expected to come from it. */
	before: ProductInfo;
	now: ProductInfo;
	/** True if the item's code says that this package listed it: then its images came from Amazon too. */
	isOwn: boolean;
}

export interface TextResult {
	action: 'updated' | 'none' | 'held' | 'deferred';
	/** Changes that were made, or would be: old and new text, images as their count. */
	changes: Record<string, { from: unknown; to: unknown }>;
	/** In the owner's words. */
	notes: string[];
}

/** `isBegun`: at least one call was carried out. */
export interface TextProgress {
	isBegun: boolean;
}

/**
 * Writes down the changes, sends them, and writes down what became of them.
 * @param modified the shop's stamp of the item just before
 * @throws what `send` throws
 */
export type RecordTexts = (
	edit: { changes: TextResult['changes']; modified: string | null },
	send: (progress: TextProgress) => Promise<void>,
) => Promise<void>;

export interface TextPorts {
	client: Pick<ShopReader, 'getTexts' | 'getItem'>;
	writer: Pick<GatedWriter, 'putTexts' | 'putImage' | 'removeImage'>;
	budget: Pick<ShopBudget, 'take'>;
	record: RecordTexts;
}

/** True if something changed at Amazon that the rules want to follow. */
export const wantsTexts = (plan: TextPlan, rules: TextRules): boolean =>
	Object.keys(findWanted(plan, rules).texts).length > 0 ||
	findWanted(plan, rules).images.length > 0;

/**
 * Brings the chosen texts of one item up to date. A text that differs from Amazon's last one was
 * written by the owner, and stays.
 */
export async function updateTexts(
	plan: TextPlan,
	rules: TextRules,
	{ client, writer, budget, record }: TextPorts,
): Promise<TextResult> {
	const wanted = findWanted(plan, rules);
	const calls = LOOK_AND_EDIT + wanted.renewed.length + wanted.emptied.length;
	if (!(await budget.take(calls, 'adds_risk'))) {
		return {
			action: 'deferred',
			changes: {},
			notes: ['BASEの呼び出し回数の残りが少ないため、次回に繰り越します'],
		};
	}
	const shown = await client.getTexts(plan.itemId);
	const { edits, changes, notes } = compareTexts(plan, rules, wanted, shown);
	const fields = Object.keys(changes);
	if (fields.length === 0) return { action: notes.length > 0 ? 'held' : 'none', changes, notes };
	const { free, emptied, isKept } = choosePlaces(plan, wanted, shown);
	const refused: string[] = [];
	await record({ changes, modified: shown.modified }, async (progress) => {
		if (Object.keys(edits).length > 0) {
			await writer.putTexts(plan.itemId, edits);
			progress.isBegun = true;
		}
		for (const place of free) {
			const picture = wanted.images[place - 1]!;
			const refusal = await addPicture(picture, plan.itemId, place, { writer, budget });
			// BASE may refuse one image for good; the others still belong to the item.
			if (refusal !== null) refused.push(`画像${place}をBASEが受け付けませんでした (${refusal})`);
			progress.isBegun = true;
		}
		for (const place of emptied) {
			await writer.removeImage(plan.itemId, place);
			progress.isBegun = true;
		}
	});
	const done = fields.map((field) => names[field as keyof typeof names]).join('・');
	const gone =
		emptied.length > 0 ? [`Amazonからなくなった画像 ${emptied.length}枚を消しました`] : [];
	const kept = isKept ? ['ショップで足された画像かもしれない場所は、そのままにしました'] : [];
	return {
		action: 'updated',
		changes,
		notes: [`${done}を更新しました`, ...refused, ...gone, ...kept, ...notes],
	};
}

/**
 * Chooses the places for Amazon's new images and the places to empty. If a place beyond Amazon's
 * earlier images holds an image, it is the owner's. If somebody else listed the item, nobody knows
 * whose images it has, so nothing is removed.
 */
function choosePlaces(
	{ before, isOwn }: TextPlan,
	{ renewed, emptied }: Wanted,
	shown: ShownTexts,
) {
	const isHeld = (place: number): boolean => shown.imagePlaces.includes(place);
	const known = choosePictures(before).length;
	const free = renewed.filter((place) => place <= known || !isHeld(place));
	const surplus = emptied.filter(isHeld);
	return {
		free,
		emptied: isOwn ? surplus : [],
		isKept: free.length < renewed.length || (!isOwn && surplus.length > 0),
	};
}

/** Calls in addition to those for images. */
const LOOK_AND_EDIT = 2;

/** Separates the texts still to be sent from those that the owner changed by hand. */
function compareTexts(plan: TextPlan, rules: TextRules, wanted: Wanted, shown: ShownTexts) {
	const expected = composeTexts(plan.before, rules);
	const edits: Partial<ItemTexts> = {};
	const changes: TextResult['changes'] = {};
	const notes: string[] = [];
	for (const field of ['title', 'detail'] as const) {
		const to = wanted.texts[field];
		if (to === undefined || isSame(field, shown[field], to)) continue;
		if (!isSame(field, shown[field], expected[field])) {
			notes.push(`${names[field]}はショップで手を加えられているため、そのままにします`);
			continue;
		}
		edits[field] = to;
		changes[field] = { from: shown[field], to };
	}
	if (wanted.images.length > 0) {
		changes.images = { from: (plan.before.images ?? []).length, to: wanted.images.length };
	}
	return { edits, changes, notes };
}

const names = { title: '商品名', detail: '商品説明', images: '画像' };

interface Wanted {
	texts: Partial<ItemTexts>;
	/** All of them, from the first place on; empty = the images stay. */
	images: Picture[];
	/** Places, from 1, whose image has changed since the last look. */
	renewed: number[];
	/** Places above them that held Amazon's images until now, the highest first. */
	emptied: number[];
}

/** Finds what changed at Amazon since the last look; this run leaves everything else alone. */
function findWanted({ before, now }: TextPlan, rules: TextRules): Wanted {
	const [old, fresh] = [composeTexts(before, rules), composeTexts(now, rules)];
	const texts: Partial<ItemTexts> = {};
	if (rules.title && fresh.title !== '' && !isSame('title', fresh.title, old.title)) {
		texts.title = fresh.title;
	}
	// Without a text from Amazon, the footer alone would replace the shop's detail.
	const isGiven = composeTexts(now, { ...rules, footer: '' }).detail !== '';
	if (rules.detail && isGiven && !isSame('detail', fresh.detail, old.detail)) {
		texts.detail = fresh.detail;
	}
	const images = choosePictures(now);
	const links = images.map(([largest]) => largest);
	const known = choosePictures(before).map(([largest]) => largest);
	if (!rules.images || images.length === 0 || JSON.stringify(links) === JSON.stringify(known)) {
		return { texts, images: [], renewed: [], emptied: [] };
	}
	const surplus = Math.max(known.length - images.length, 0);
	return {
		texts,
		images,
		renewed: links.flatMap((link, index) => (link === known[index] ? [] : [index + 1])),
		emptied: Array.from({ length: surplus }, (_, index) => known.length - index),
	};
}

/**
 * Amazon promises no order of a product's bullets, and each is a line of the detail: two details with
 * the same lines are the same.
 */
function isSame(field: keyof ItemTexts, one: string, other: string): boolean {
	const ordered = (text: string) =>
		field === 'detail' ? text.split('\n').sort().join('\n') : text;
	return ordered(one) === ordered(other);
}

const composeTexts = (info: ProductInfo, { footer, forbiddenWords }: TextRules): ItemTexts => ({
	title: cleanTitle(info.title_ja ?? '', forbiddenWords).text,
	detail: cleanDetail(composeDetail(info, footer), forbiddenWords).text,
});
