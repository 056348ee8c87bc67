import { ageMs } from '../../listing/age';
import { nameBlock, type BlockLists } from '../../listing/blocks/blockLists';
import { findBlock } from '../../listing/blocks/findBlock';
import { findWords } from '../../listing/blocks/words';
import { formatYen } from '../../listing/money';
import type { Offer } from '../../listing/offer';
import { isConfirmed } from '../../listing/offer';
import { cleanDetail, cleanTitle } from './listingText';
import { choosePictures, type Picture } from './pictures';

/** A new item before it is sent, with clean texts and the rule's price. */
export interface Draft {
	title: string;
	detail: string;
	/** Yen. */
	price: number;
	stock: number;
	/** The main picture first. */
	images: Picture[];
	/** Changes that were made to the texts, for the owner. */
	notes: string[];
}

/** The facts about a product that somebody wants to sell. */
export interface Candidate {
	asin: string;
	info: {
		title_ja?: string | null;
		description_ja?: string | null;
		brand?: string | null;
		bullet_points?: readonly string[];
		/** Links of the largest size of each picture, the main one first. */
		images?: readonly string[];
		/** Smaller sizes, keyed by the link of the largest; absent in older documents. */
		smaller_images?: Readonly<Record<string, readonly string[]>>;
	} | null;
	/** Amazon said that there is no such product. */
	isGone: boolean;
	/** Why there is no `info`; null if no earlier step said so. */
	infoReason: string | null;
	offer: Offer | null;
	/** The rule's price, yen; null if it refuses one. */
	price: number | null;
	/** The steps of the price; if there is no price, the last one is the reason. */
	why: readonly string[];
}

export interface DraftRules {
	stock: number;
	/** Removed from title and detail. */
	forbiddenWords: readonly string[];
	/** A product with one of these in its title, brand or texts is not listed. */
	refusedWords: readonly string[];
	blockedAsins: ReadonlySet<string>;
	/** Of the shop's rule book. */
	blocked: BlockLists;
	/** Added below each detail; empty = nothing. */
	footer: string;
	/** Oldest answer that justifies a new item, ms. */
	maximumAnswerAgeMs: number;
	/** Milliseconds since 1970. */
	now: number;
}

/** `gone`: Amazon knows no such product; `unknown`: Amazon gave no answer, so nothing is settled. */
export type Drafting =
	{ kind: 'draft'; draft: Draft } | { kind: 'refused' | 'gone' | 'unknown'; reason: string };

/** Checks whether a new item may be listed, and drafts it if so. */
export function draftListing(candidate: Candidate, rules: DraftRules): Drafting {
	const { asin, info, offer } = candidate;
	if (rules.blockedAsins.has(asin)) return refused('出品しないリストにあるASINです');
	const block = findBlock(rules.blocked, { asin, title: '', amazon: info });
	if (block?.action === 'hide') return refused(`${nameBlock(block)}に当たります`);
	if (candidate.isGone) return { kind: 'gone', reason: 'Amazonにこの商品がありません' };
	if (!info) return unknown(candidate.infoReason ?? 'Amazonの商品情報がありません');
	const word = refusedWordIn(candidate, rules.refusedWords);
	if (word !== null) return refused(`出品しない言葉「${word}」が含まれています`);
	const trouble = offerTrouble(offer, rules);
	if (trouble !== null) return trouble;
	if (candidate.price === null) {
		return refused(candidate.why.at(-1) ?? '販売価格を決められません');
	}
	const title = cleanTitle(info.title_ja ?? '', rules.forbiddenWords);
	if (title.text === '') return refused('商品名がありません (使えない言葉を除くと空になります)');
	const images = choosePictures(info);
	if (images.length === 0) return refused('画像が1枚もありません');
	const detail = cleanDetail(composeDetail(info, rules.footer), rules.forbiddenWords);
	const removed = [...new Set([...title.removed, ...detail.removed])];
	const dropped = [...new Set([...title.dropped, ...detail.dropped])];
	return {
		kind: 'draft',
		draft: {
			title: title.text,
			detail: detail.text,
			price: candidate.price,
			stock: rules.stock,
			images,
			notes: [
				...(block ? [`${nameBlock(block)}に当たります (お知らせのみの設定です)`] : []),
				...(removed.length > 0 ? [`使えない言葉を除きました: ${removed.join('、')}`] : []),
				...(dropped.length > 0 ? [`BASEで使えない文字を除きました: ${dropped.join(' ')}`] : []),
			],
		},
	};
}

const refused = (reason: string): Drafting => ({ kind: 'refused', reason });
const unknown = (reason: string): Drafting => ({ kind: 'unknown', reason });

function offerTrouble(offer: Offer | null, rules: DraftRules): Drafting | null {
	if (!offer || !isConfirmed(offer)) {
		return unknown(`Amazonの価格を確認できません (${offer?.reason ?? '応答なし'})`);
	}
	if (offer.status !== 'in_stock' || offer.price === null) {
		return refused(offer.reason ?? 'Amazonで購入できません');
	}
	if (offer.currency !== null && offer.currency !== 'JPY') {
		return refused(`価格の通貨が ${offer.currency} です (円のみ)`);
	}
	const age = ageMs(offer.fetched_at, rules.now);
	if (age === null || age > rules.maximumAnswerAgeMs) {
		return unknown(`価格 ${formatYen(offer.price)} の確認が古いため、取得し直してください`);
	}
	return null;
}

function refusedWordIn({ info }: Candidate, words: readonly string[]): string | null {
	const texts = [
		info?.title_ja,
		info?.brand,
		info?.description_ja,
		...(info?.bullet_points ?? []),
	].filter((text): text is string => !!text);
	return findWords(texts.join('\n'), words)[0] ?? null;
}

/** Joins the bullets, then the description, then the shop's own footer. */
export function composeDetail(info: NonNullable<Candidate['info']>, footer: string): string {
	const bullets = (info.bullet_points ?? []).map((point) => `■ ${point}`);
	return [bullets.join('\n'), info.description_ja ?? '', footer.trim()]
		.filter((part) => part.trim() !== '')
		.join('\n\n');
}
