import { hashOf, Random } from './random';

/** Documented: waiting for dispatch or payment, on its way, sent, cancelled, not to be sent. */
export const dispatchStatuses = [
	'ordered',
	'unpaid',
	'shipping',
	'dispatched',
	'cancelled',
	'unshippable',
] as const;

export type DispatchStatus = (typeof dispatchStatuses)[number];

export interface OrderItem {
	order_item_id: number;
	item_id: number;
	variation_id: number | null;
	title: string;
	variation: string;
	/** Yen, tax included. */
	price: number;
	amount: number;
	total: number;
	status: DispatchStatus;
	modified: number;
}

/** An order of one shop, in BASE's own field names. Times are seconds since 1970. */
export interface ShopOrder {
	unique_key: string;
	ordered: number;
	cancelled: number | null;
	dispatched: number | null;
	payment: 'creditcard' | 'cvs';
	/** Yen, tax included. */
	total: number;
	first_name: string;
	last_name: string;
	dispatch_status: DispatchStatus;
	modified: number;
	/** What the detail of an order tells of a person: nothing of it may leave a shop's own tools. */
	customer: Record<
		'country' | 'zip_code' | 'prefecture' | 'address' | 'address2' | 'mail_address' | 'tel',
		string
	>;
	items: OrderItem[];
}

const families = ['架空', '模擬', '試験', '仮名'] as const;
const givens = ['花子', '太郎', '次郎', '桃子'] as const;

/** What an order repeats of the item that was bought. */
interface OrderedItem {
	item_id: number;
	title: string;
	price: number;
	variations: ReadonlyArray<{ variation_id: number; variation: string }>;
}

/**
 * Somebody buys one of an item. The customer is invented: the same number of the same shop gives the
 * same one.
 * @param number how many orders the shop had before
 * @param seconds when, since 1970
 */
export function makeOrder(
	shop: string,
	item: OrderedItem,
	number: number,
	seconds: number,
	status: DispatchStatus,
): ShopOrder {
	const random = new Random(hashOf(`order ${shop} ${number}`));
	const variation = item.variations[0];
	return {
		unique_key: random.text(16, '0123456789ABCDEF'),
		ordered: seconds,
		cancelled: status === 'cancelled' ? seconds : null,
		dispatched: status === 'dispatched' ? seconds : null,
		payment: status === 'unpaid' ? 'cvs' : 'creditcard',
		total: item.price,
		first_name: random.pick(givens),
		last_name: random.pick(families),
		dispatch_status: status,
		modified: seconds,
		customer: {
			country: 'Japan',
			zip_code: `000-${random.text(4, '0123456789')}`,
			prefecture: '架空県',
			address: `模擬市試験町${random.integer(1, 99)}`,
			address2: `見本荘${random.integer(100, 999)}`,
			mail_address: `customer-${number}@example.invalid`,
			tel: `000-0000-${random.text(4, '0123456789')}`,
		},
		items: [
			{
				order_item_id: 19_000_001 + number,
				item_id: item.item_id,
				variation_id: variation?.variation_id ?? null,
				title: item.title,
				variation: variation?.variation ?? '',
				price: item.price,
				amount: 1,
				total: item.price,
				status,
				modified: seconds,
			},
		],
	};
}
