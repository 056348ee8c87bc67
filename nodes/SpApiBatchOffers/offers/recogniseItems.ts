import type { AsinItem } from '../../../lib/n8n/parameters/asinParameter';
import {
	findDoubt,
	describeVerdict,
	type RecognitionParts,
} from '../../../lib/n8n/items/recognition';
import type { AmazonRequests } from '../amazonRequests';

/** Asks Amazon for the titles of items whose code may be an ASIN by chance, and returns the verdicts. */
export async function recogniseItems(
	items: readonly AsinItem[],
	amazon: AmazonRequests,
): Promise<ReadonlyMap<AsinItem, RecognitionParts>> {
	const doubtful = items.flatMap((entry) => {
		const doubt = entry.asin === null ? null : findDoubt(entry.item);
		return doubt ? [{ entry, doubt }] : [];
	});
	const verdicts = await amazon.recognise(doubtful.map(({ doubt }) => doubt));
	return new Map(
		doubtful.map(({ entry, doubt }, place) => [
			entry,
			describeVerdict(doubt, verdicts[place] ?? null),
		]),
	);
}
