import { computeFees } from '../listing/pricing/fees';
import type { FloorRule } from '../listing/pricing/rule';
import type { OrderLine } from './order';

/** The figures of a line that is bought at Amazon's price, whole yen. */
export interface LineFigures {
	/** Paid by the customer for all pieces. */
	sales: number;
	/** Amazon's price of all pieces with its shipping. */
	cost: number;
	/** BASE's fees, with the fixed part. */
	fees: number;
	/** The fixed part within the fees: BASE takes it once for an order. */
	fixed_fee: number;
	/** Packing and shipping of all pieces by the shop's rule. */
	expenses: number;
}

/** Returns the profit of a line or of a sum of lines, yen, negative for a loss. */
export const profitOf = ({
	sales,
	cost,
	fees,
	expenses,
}: Pick<LineFigures, 'sales' | 'cost' | 'fees' | 'expenses'>): number =>
	sales - cost - fees - expenses;

/**
 * Computes the figures of a line. The fees are charged on the sum; packing and shipping are paid for each piece.
 * @param cost Amazon's price of one with its shipping, yen
 */
export function computeFigures(
	{ price, amount }: Pick<OrderLine, 'price' | 'amount'>,
	cost: number,
	{ rule, bearsFixedFee }: { rule: FloorRule; bearsFixedFee: boolean },
): LineFigures {
	const fixed = bearsFixedFee ? rule.fees.fixed : 0;
	const sales = price * amount;
	return {
		sales,
		cost: cost * amount,
		fees: computeFees(sales, { ...rule.fees, fixed }),
		fixed_fee: fixed,
		expenses: (rule.fixedCost + rule.shippingCost) * amount,
	};
}
