import { json, type Reply } from '../http';
import type { ShopOrder } from '../world/orders';
import { BaseRefusal } from './errors';
import { shortenPage, spoilOrder } from './oddities';
import { readPaging, type ShopCall } from './readOperations';

/** Japan's time, in which BASE reads the dates of a request. */
const japanMs = 9 * 3_600_000;

/** `yyyy-mm-dd` or `yyyy-mm-dd hh:mm:ss`, as seconds since 1970; null where nothing was sent. */
function readDate(text: string | null, timeWhereAbsent: string): number | null {
	if (text === null || text === '') return null;
	const parts = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}:\d{2}))?$/.exec(text);
	const ms = parts ? Date.parse(`${parts[1]}T${parts[2] ?? timeWhereAbsent}Z`) - japanMs : NaN;
	if (Number.isNaN(ms)) throw new BaseRefusal('bad_params');
	return ms / 1000;
}

const toListOrder = (order: ShopOrder) => ({
	unique_key: order.unique_key,
	ordered: order.ordered,
	cancelled: order.cancelled,
	dispatched: order.dispatched,
	payment: order.payment,
	first_name: order.customer.first_name,
	last_name: order.customer.last_name,
	total: order.total,
	delivery_date: null,
	delivery_time_zone: null,
	terminated: order.dispatch_status === 'dispatched' || order.dispatch_status === 'cancelled',
	dispatch_status: order.dispatch_status,
	modified: order.modified,
	subscription: { unique_key: null, repeat_number: null, repeat_times: null },
});

/** GET /1/orders: the latest first, between two dates where they are given. */
export function listOrders({ request: { query }, shop, struck }: ShopCall): Reply {
	const { limit, offset } = readPaging(query);
	const from = readDate(query.get('start_ordered'), '00:00:00') ?? -Infinity;
	const until = readDate(query.get('end_ordered'), '23:59:59') ?? Infinity;
	const found = shop.orders.filter(({ ordered }) => ordered >= from && ordered <= until);
	const newestFirst = found.toReversed();
	const goesOn = newestFirst.length > offset + limit;
	const page = shortenPage(newestFirst.slice(offset, offset + limit), goesOn, struck);
	return json({ orders: page.map(toListOrder) });
}

/** GET /1/orders/detail/{unique_key}: with the customer's name, address, mail and telephone. */
export function orderDetail({ request, shop, struck }: ShopCall): Reply {
	const key = /^\/1\/orders\/detail\/([^/]+)$/.exec(request.path)?.[1];
	if (key === undefined) throw new BaseRefusal('no_unique_key');
	const order = shop.orders.find(({ unique_key }) => unique_key === key);
	if (!order) throw new BaseRefusal('no_order');
	const { customer, receiver, items } = order;
	return json({
		order: {
			...toListOrder(order),
			shipping_method: null,
			shipping_fee: 0,
			cod_fee: 0,
			...customer,
			add_comment: null,
			delivery_company_id: 0,
			tracking_number: null,
			order_receiver: receiver,
			order_items: spoilOrder(items, struck),
		},
	});
}
