import type { INodeExecutionData } from 'n8n-workflow';
import { listingKey } from '../../listing/listing';
import type { Recognition } from '../../listing/memory';
import { describeRefusal, isRecognised } from '../../listing/codes/recognition';
import type { Doubtful } from '../../spApi/catalog/recogniseListings';
import { readPart } from './items';

/**
 * The item's part `unrecognised`: why its code does not prove that the listing sells this ASIN, in words
 * for the owner; null or absent if there is no doubt.
 */
export interface RecognitionParts {
	unrecognised: string | null;
	/** The answer, to be remembered. */
	recognition?: Recognition;
}

/** Returns a listing that must not be edited until somebody recognised it; null for any other item. */
export function findDoubt(item: INodeExecutionData): (Doubtful & { code: string }) | null {
	const { unrecognised: code, asin } = item.json;
	const listing = readPart(item, 'listing');
	if (typeof code !== 'string' || !listing) return null;
	const cached = readPart(item, 'cached');
	const memory = cached?.shop?.[listingKey(listing)] ?? {};
	if (isRecognised(memory)) return null;
	return { asin: String(asin), listing, memory, knownTitle: cached?.title_ja ?? null, code };
}

/** Returns the item's parts after the question was asked. @param verdict null: Amazon gave no answer */
export function describeVerdict(
	{ asin, code }: { asin: string; code: string },
	verdict: Recognition | null,
): RecognitionParts {
	if (verdict === null) {
		return {
			unrecognised: `${code}。Amazonの商品名を確認できませんでした。次の実行で調べ直します`,
		};
	}
	if (verdict.agrees) return { unrecognised: null, recognition: verdict };
	return { unrecognised: describeRefusal(code, verdict, asin), recognition: verdict };
}
