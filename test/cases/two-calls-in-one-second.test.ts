import type { Listing } from '../../lib/listing/listing';
import { ASIN, blackRow, openGate, rows, runIntent, WHITE } from '../support/openGate';
import { at, soldOut } from '../support/situation';

/**
 * Found by a hostile review: BASE's stamps are cut to the second. The hide and the row's 0 of one edit fell into the
 * same one, so that the second call seemed to have moved no stamp, and a hide by hand left no sign any more.
 */

const HOUR = 3_600_000;

/** The shop stamps each edit by its own clock, which goes on by so many ms with each call. */
async function hideAgainByHand(apart: number) {
	const { gate, another, place, know, shown, ports, pass, stored } = await openGate();
	let clock = Date.parse(at(0));
	for (const name of ['editItem', 'editVariationStock'] as const) {
		const send = ports.client[name].bind(ports.client) as (...given: unknown[]) => Promise<Listing>;
		(ports.client as unknown as Record<string, unknown>)[name] = async (...given: unknown[]) => {
			await send(...given);
			clock += apart;
			shown().modified = new Date(Math.floor(clock / 1000) * 1000).toISOString();
			return structuredClone(shown());
		};
	}
	const out = {
		price: { price: null, at: at(1) },
		stock: { in_stock: false, offer_status: 'out_of_stock', at: at(1) },
	} as const;
	await know(out, WHITE);
	await know(out);
	const of = blackRow(place({ variation_count: 2, variations: rows(1, 0), modified: at(600) }));
	await gate.send(runIntent(of, { offer: soldOut() }));
	expect(shown()).toMatchObject({ visible: false, variations: rows(0, 0) });
	pass(2 * HOUR);
	const handAt = new Date(Date.parse(at(0)) + 2 * HOUR).toISOString();
	Object.assign(shown(), { visible: false, modified: handAt });
	pass(60_000);
	const seen = { buy_box_price: null, new_count: null, seen_at: handAt };
	await know({
		price: { price: 1000, currency: 'JPY', points: 0, at: handAt },
		stock: {
			...{ in_stock: true, offer_status: 'in_stock' as const, at: handAt },
			witness: { ...seen, verdict: 'supports' as const },
		},
	});
	const now = { ...structuredClone(shown()), read_at: handAt };
	const cached = (await stored.read([ASIN])).get(ASIN)!;
	const moment = { now: Date.parse(handAt) + 60_000, pricedSince: 1 };
	const intent = runIntent(blackRow(now), { cached, ...moment });
	const wish = { ...intent, edits: { visible: true, row_stocks: { 11: 1 } } };
	const result = await another().send(wish);
	return { visible: shown().visible, held: result.held?.map(({ guard }) => guard) };
}

it.each([1500, 300])(
	'should ask before it shows what the owner hid again; calls %i ms apart',
	async (apart) => {
		expect(await hideAgainByHand(apart)).toEqual({ visible: false, held: ['hidden_by_hand'] });
	},
);
