import type { INodeExecutionData } from 'n8n-workflow';
import type { Candidate } from '../../shop/newItems/draftListing';
import { readPart } from './items';

/** Returns the product of an item as a candidate for sale. */
export function readCandidate(asin: string, item: INodeExecutionData): Candidate {
	const decision = readPart(item, 'decision');
	const catalog = readPart(item, 'catalog');
	return {
		asin,
		info: readPart(item, 'basic_info') ?? null,
		isGone: catalog?.status === 'not_found',
		infoReason: catalog?.reason ?? null,
		offer: readPart(item, 'offer') ?? null,
		price: decision?.desired.visible ? decision.desired.price : null,
		why: decision?.why ?? ['販売価格がありません。Detect Changes の後にこのノードを置いてください'],
	};
}
