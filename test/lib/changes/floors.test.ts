import { findCauseOf, holdByFloor } from '../../../lib/changes/guards/floors';
import { describeHold } from '../../../lib/report/describeHold';
import { offer, situation } from '../../support/situation';

/** BASE's fees on 1,115 yen are 41 + 34 + 40, each rounded up: 1,000 yen remain, and of 1,114 yen 999. */
const known = situation({ override: { floor: 1200 } });

const tell = (price: number) =>
	describeHold({
		...{ kind: 'show', field: 'visible', to: true, quiet: false },
		...holdByFloor(price, 1200, known),
	});

it("should tell the owner's own floor from that of the costs, to the yen", () => {
	expect(findCauseOf(1115, known)).toBe('own_floor');
	expect(findCauseOf(1114, known)).toBe('below_floor');
});

it("should say of a held move that the price is below the owner's own floor", () => {
	expect(tell(1150)).toBe('販売価格 1,150円 が、この商品に決めた下限 1,200円 を下回るため');
	expect(tell(1100)).toBe('販売価格 1,100円 が下限 1,200円 を下回るため');
});

it('should call it a loss where no cost is known', () => {
	const unknown = { ...known, cached: null, offer: offer({ price: null }) };
	expect(findCauseOf(1150, unknown)).toBe('below_floor');
});
