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

/** Stands in every text that tells of a customer, so that a search finds any that leaked. */
export const customerMark = 'X9KYAKU';

/** The part of an order that tells of a person: nothing of it may leave a shop's own tools. */
type Person = Record<
	'first_name' | 'last_name' | 'zip_code' | 'prefecture' | 'address' | 'address2' | 'tel',
	string
>;

/** An order of one shop, in BASE's own field names. Times are seconds since 1970. */
export interface ShopOrder {
	unique_key: string;
	ordered: number;
	cancelled: number | null;
	dispatched: number | null;
	payment: 'creditcard' | 'cvs';
	/** Yen, tax included. */
	total: number;
	dispatch_status: DispatchStatus;
	modified: number;
	customer: Person & Record<'country' | 'mail_address' | 'remark', string>;
	/** Where the goods go, if not to the customer. */
	receiver: Person;
	items: OrderItem[];
}

const families = ['架空', '模擬', '試験', '仮名'] as const;
const givens = ['花子', '太郎', '次郎', '桃子'] as const;

/** One line of an order that is placed. */
export interface PlacedLine {
	item: {
		item_id: number;
		title: string;
		price: number;
		variations: ReadonlyArray<{ variation_id: number; variation: string }>;
	};
	/** The first row where absent; an item without rows has none. */
	variationId?: number;
	/** 1 where absent. */
	amount?: number;
}

/**
 * Somebody buys something. The customer is invented: the same number of the same shop gives the
 * same one.
 * @param number how many orders the shop had before
 * @param seconds when, since 1970
 */
export function makeOrder(
	shop: string,
	placed: readonly PlacedLine[],
	number: number,
	seconds: number,
	status: DispatchStatus,
): ShopOrder {
	const random = new Random(hashOf(`order ${shop} ${number}`));
	const unique_key = random.text(16, '0123456789ABCDEF');
	const items = placed.map(({ item, variationId, amount = 1 }, index): OrderItem => {
		const { variations } = item;
		const row = variations.find(({ variation_id }) => variation_id === variationId);
		const variation = row ?? variations[0];
		return {
			order_item_id: 19_000_001 + number * 100 + index,
			item_id: item.item_id,
			variation_id: variation?.variation_id ?? null,
			title: item.title,
			variation: variation?.variation ?? '',
			price: item.price,
			amount,
			total: item.price * amount,
			status,
			modified: seconds,
		};
	});
	return {
		unique_key,
		ordered: seconds,
		cancelled: status === 'cancelled' ? seconds : null,
		dispatched: status === 'dispatched' ? seconds : null,
		payment: status === 'unpaid' ? 'cvs' : 'creditcard',
		total: items.reduce((sum, { total }) => sum + total, 0),
		dispatch_status: status,
		modified: seconds,
		customer: {
			...makePerson(random),
			country: `Japan ${customerMark}`,
			mail_address: `${customerMark.toLowerCase()}-${number}@example.invalid`,
			remark: `${customerMark} 不在のときは宅配ボックスへ`,
		},
		receiver: makePerson(random),
		items,
	};
}

const makePerson = (random: Random): Person => ({
	first_name: `${random.pick(givens)}${customerMark}`,
	last_name: `${random.pick(families)}${customerMark}`,
	zip_code: `000-${random.text(4, '0123456789')}-${customerMark}`,
	prefecture: `架空県${customerMark}`,
	address: `模擬市試験町${random.integer(1, 99)}${customerMark}`,
	address2: `見本荘${random.integer(100, 999)}${customerMark}`,
	tel: `000-0000-${random.text(4, '0123456789')}-${customerMark}`,
});

/** The shop's owner, a payment or the carrier moves the order and all of its lines on. */
export function moveOrder(order: ShopOrder, status: DispatchStatus, seconds: number): void {
	const modified = Math.max(seconds, order.modified + 1);
	if (status === 'cancelled') order.cancelled = modified;
	if (status === 'dispatched') order.dispatched = modified;
	Object.assign(order, { dispatch_status: status, modified });
	for (const item of order.items) Object.assign(item, { status, modified });
}

/** One line of an order moves on alone, as where the owner cancels a part. */
export function moveLine(order: ShopOrder, place: number, status: DispatchStatus): void {
	const line = order.items[place];
	if (!line) throw new Error(`Order ${order.unique_key} has no line ${place}`);
	Object.assign(line, { status, modified: line.modified + 1 });
	order.modified += 1;
}
