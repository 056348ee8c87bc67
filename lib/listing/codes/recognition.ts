import type { Listing } from '../listing';
import type { Recognition, ShopMemory } from '../memory';
import { titlesAgree } from './titles';

/**
 * Finds out whether a listing whose code only looks like an ASIN (see readIdentifier) sells that
 * product at all. Until this is confirmed, nothing may be written to it, because it may be the
 * owner's own product.
 */

/**
 * Amazon's answer about the ASIN. `title` is null if Amazon knows no such product, or its page has no
 * title.
 */
export interface NamedAtAmazon {
	title: string | null;
}

/**
 * A verdict is valid for the title that it was made from, and a refusal for a day, because Amazon's page
 * may be new.
 */
const ASK_AGAIN_MS = 86_400_000;

/** True if this package wrote to it before, the owner handed it over, or its title was recognised. */
export const isRecognised = (memory: ShopMemory): boolean =>
	!!memory.last_written || !!memory.adopted_at || memory.recognition?.agrees === true;

/** A refusal of the same title, less than a day old; null if Amazon should be asked. */
export function standingRefusal(
	{ recognition }: ShopMemory,
	{ title }: Pick<Listing, 'title'>,
	now: number,
): Recognition | null {
	if (!recognition || recognition.agrees || recognition.title !== title) return null;
	const age = now - Date.parse(recognition.at);
	return age >= 0 && age < ASK_AGAIN_MS ? recognition : null;
}

/** @param at ISO 8601 with offset */
export function recognise(
	{ title }: Pick<Listing, 'title'>,
	amazon: NamedAtAmazon,
	at: string,
): Recognition {
	const agrees = amazon.title !== null && titlesAgree(title, amazon.title);
	return { agrees, title, amazon_title: amazon.title, at };
}

/**
 * Tells the owner why nothing is done to the item, and what can be done about it. @param code why the
 * code says too little
 */
export function describeRefusal(code: string, { amazon_title }: Recognition, asin: string): string {
	const found =
		amazon_title === null
			? 'Amazonでその番号の商品名を確かめられません'
			: `Amazonの商品は「${amazon_title.slice(0, 60)}」で、商品名が一致しません`;
	return `${code}。${found}。Amazonの商品であれば、BASEの商品コードを b-${asin} に変えてください`;
}
