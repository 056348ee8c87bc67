import type { CacheDocument } from '../../../cache/document';
import type { OwnerAnswers } from '../../../changes/guards/ownerAnswers';
import type { Circumstances } from '../../../changes/situation';
import type { ShopRules } from '../../runs/shopRules';

/** Everything that the gate reads anew in the moment of sending. */
export interface Facts {
	document: CacheDocument | null;
	rules: ShopRules;
	answers: OwnerAnswers;
	shop: Circumstances;
	/** Milliseconds since 1970. */
	now: number;
}

/** Fields of the product's data that a judgement rests on, but for how old they are. */
const judgedBy = [
	...['price', 'points', 'in_stock', 'offer_status', 'chosen_by', 'contradicted_since', 'gone'],
	...['title_ja', 'brand'],
] as const satisfies ReadonlyArray<keyof CacheDocument>;

/** Names the state of what others may change: two names differ if the rules or the product's data differ. */
export function nameBasis({ rules: { version, values }, document }: Facts): string {
	const { witness, supported } = document ?? {};
	const product = judgedBy.map((field) => document?.[field]);
	const proof = [witness?.verdict, witness?.agreed, supported?.price];
	return JSON.stringify([version, values.live, product, proof]);
}
