import type { RunRecord } from '../../lib/ledger/runs/runRecords';
import { openGate, runIntent } from '../support/openGate';
import { at, offer } from '../support/situation';

/**
 * Found by a hostile review: the schedule's settings said dry while a run of hours was under way, and it wrote on. A run
 * by hand may be live beside a dry schedule: whoever starts it means it.
 */

async function write(isManual: boolean) {
	const { gate, place, stored, shown } = await openGate();
	const intent = runIntent(place(), { offer: offer({ price: 1200 }) });
	await stored.history.open({
		id: intent.run,
		is_manual: isManual,
		started_at: at(9),
	} as RunRecord);
	await stored.rules.noteDry('shop', true);
	const { action } = await gate.send(intent);
	return [action, shown().price];
}

it('should write nothing more once the schedule says dry', async () => {
	expect(await write(false)).toEqual(['deferred', 1300]);
});

it('should do what a person started by hand', async () => {
	expect(await write(true)).toEqual(['updated', 1560]);
});
