import { noBlocks } from '../../../lib/listing/blocks/blockLists';
import { draftListing } from '../../../lib/shop/newItems/draftListing';
import { at, NOW, offer } from '../../support/situation';

const draftBy = (fetched_at: string) =>
	draftListing(
		{
			...{
				asin: 'B0006L0120',
				info: { title_ja: '水筒', images: ['https://example.com/1.jpg'] },
				isGone: false,
				infoReason: null,
			},
			...{ offer: offer({ fetched_at }), price: 1300, why: [] },
		},
		{
			...{ stock: 1, forbiddenWords: [], refusedWords: [], blockedAsins: new Set<string>() },
			...{ blocked: noBlocks, footer: '', maximumAnswerAgeMs: 3 * 3_600_000, now: NOW },
		},
	);

it('should draft a new item by an answer of 3 hours ago', () => {
	expect(draftBy(at(180)).kind).toBe('draft');
});

it.each([
	['older', at(181)],
	['of the future', at(-60)],
	['without a time', ''],
])('should draft no new item by an answer that is %s', (_, fetched_at) => {
	expect(draftBy(fetched_at)).toMatchObject({
		kind: 'unknown',
		reason: expect.stringContaining('確認が古い'),
	});
});
