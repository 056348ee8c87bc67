import { isMarkOf } from '../../../lib/shop/jobs/findHideReason';
import type { JournalEntry } from '../../../lib/ledger/journal';

const entry = (answered: string | null): JournalEntry => ({
	...{ id: 'e1', run: 'r1', account: 'shop', item_id: 1, asin: 'B0006L0120', why: [] },
	field_edits: { visible: { from: true, to: false } },
	at: '2026-11-28T10:00:00.000Z',
	answer:
		answered === null
			? null
			: { outcome: 'applied', detail: null, at: `2026-11-28T10:${answered}.000Z` },
});

it.each<[string, boolean, string | null, string]>([
	['set before it was sent', true, '00:02', '00:00'],
	['set with its answer', true, '00:02', '00:02'],
	['set by another run in between', false, '00:02', '00:01'],
	['set by a run that was killed before the answer was written down', true, null, '00:02'],
	['set minutes after a run that was killed', false, null, '04:00'],
	['older than a run that was killed', false, null, '-1'],
])('should tell whose hide a mark is of: %s: %s', (_, isOurs, answered, mark) => {
	const stamp = mark === '-1' ? '2026-11-28T09:59:59.000Z' : `2026-11-28T10:${mark}.000Z`;
	expect(isMarkOf(entry(answered), stamp)).toBe(isOurs);
});
