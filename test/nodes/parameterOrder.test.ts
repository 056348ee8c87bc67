import type { INodeProperties } from 'n8n-workflow';
import { description as baseListings } from '../../nodes/BaseListings/description';
import { description as baseOrders } from '../../nodes/BaseOrders/description';
import { description as baseUpdate } from '../../nodes/BaseUpdate/description';
import { description as changeReport } from '../../nodes/ChangeReport/description';
import { description as runGuard } from '../../nodes/RunGuard/description';
import { description as ttlCache } from '../../nodes/TtlCache/description';

const isOptions = ({ type, name }: INodeProperties): boolean =>
	type === 'collection' && /options$/i.test(name);

/** A person reads a node's panel from above: what it does, to what, where it is kept, the rest. */
describe.each([baseListings, baseOrders, baseUpdate, changeReport, runGuard, ttlCache])(
	'the panel of $displayName',
	({ properties }) => {
		const placeOf = (name: string) => properties.findIndex((property) => property.name === name);

		it('should ask where the data is kept after what matters more, and before the options', () => {
			const store = placeOf('store');
			expect([placeOf('cacheName'), placeOf('folder')]).toEqual([store + 1, store + 2]);
			const options = properties.filter(isOptions).map(({ name }) => name);
			expect(options.length).toBeGreaterThan(0);
			expect(properties.slice(store + 3).map(({ name }) => name)).toEqual(options);
		});
	},
);

it('TTL Cache Read should ask for the data it is about before its ages', () => {
	const { properties } = ttlCache;
	const forRead = properties.filter(({ displayOptions }) =>
		displayOptions?.show?.operation?.includes('read'),
	);
	expect(forRead.map(({ name }) => name)).toEqual([
		'neededData',
		'priceTtlHours',
		'stockTtlHours',
		'basicInfoTtlDays',
		'readOptions',
	]);
});
