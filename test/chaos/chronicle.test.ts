import { Chronicle } from '../../chaos/chronicle';
import type { Answered } from '../../chaos/happenings';
import { emptied } from '../../simulator/amazon/distortions';
import { offersPayloadOf } from '../../simulator/amazon/itemOffers';
import type { ScriptedMove } from '../../simulator/world/script';
import { type Simulator, startSimulator } from '../../simulator/start';

/** What the judge takes an answer of Amazon's for. */
describe('Chronicle', () => {
	let simulator: Simulator;
	let chronicle: Chronicle;

	beforeAll(async () => {
		simulator = await startSimulator({ products: 1, plain: true });
	});

	afterAll(async () => await simulator.stop());

	beforeEach(() => {
		chronicle = new Chronicle('demo-shop', () => 0);
		chronicle.follow(simulator);
	});

	function hear(script: ScriptedMove, isLie: boolean): Array<Pick<Answered, 'status'>> {
		const [asin] = [...simulator.world.products.keys()];
		simulator.world.setOffer(asin!, script);
		const payload = offersPayloadOf(simulator.world.products.get(asin!)!, 'New', 0);
		const body = { payload: isLie ? emptied(payload) : payload };
		chronicle.answered(asin!, 'getItemOffersBatch', { status: 200, body });
		return chronicle.take().filter((happening) => happening.kind === 'answer');
	}

	it('hears nothing certain of a product that has no price yet', () => {
		expect(hear({ state: 'too_soon' }, false)).toEqual([]);
	});

	it('hears that it is sold out where a fault says so, whatever is true', () => {
		const soldOut = expect.objectContaining({ status: 'out_of_stock', price: null });
		expect(hear({ state: 'too_soon' }, true)).toEqual([soldOut]);
		expect(hear({ state: 'listed', price: 1_200 }, true)).toEqual([soldOut]);
	});

	it('hears the price of what is in stock', () => {
		expect(hear({ state: 'listed', price: 1_200 }, false)).toEqual([
			expect.objectContaining({ status: 'in_stock', price: 1_200 }),
		]);
	});
});
