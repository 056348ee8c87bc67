import { startOfHour } from '../../lib/baseShop/budget';
import { readDeskForm } from '../support/deskForm';
import { openDeskOf } from '../support/deskJobs';
import { openStory } from '../support/syncStory';
import type * as Clock from '../../lib/n8n/clock';

/** A job that waits for the next hour is stopped by its owner. */
jest.mock('../../lib/n8n/clock', () => {
	const clock = jest.requireActual<typeof Clock>('../../lib/n8n/clock');
	const sleep: typeof clock.sleep = async (ms, signal) => {
		if (ms >= 10_000) throw new Error('stopped while it waits for the next hour');
		await clock.sleep(ms, signal);
	};
	return { ...clock, sleep };
});

/** A part of BASE's hour is kept for what lowers risk. Whoever tidies up the shop must not use it up. */

const SHOP = 'demo-shop';
const HOUR = 3_600_000;
const DEAD = 8;

it.each([
	['as long as nobody tidies up', false],
	['while the owner deletes old items', true],
])(
	'should leave a call to hide what Amazon sells out %s',
	async (_, deletes) => {
		const story = await openStory(16);
		const { world } = story.simulator;
		const desk = openDeskOf(story);
		const dead = Array.from({ length: DEAD }, () => story.nextAsin());
		const sold = story.nextAsin();
		for (const asin of dead) world.setOffer(asin, { inStock: false });
		await story.syncLater();
		await story.later(async () => await story.sync(), 31 * 24);

		// Five minutes past the hour, so that all of it falls into one hour.
		const now = await story.later(async () => await Promise.resolve(Date.now()), 0);
		const untilNext = HOUR - (now % HOUR) + 5 * 60_000;
		await story.later(async () => {
			const { quotas } = desk.stored();
			await quotas.raise(`base-hour/${SHOP}`, startOfHour(Date.now()), 4_980);
		}, untilNext / HOUR);

		const { html } = await desk.open('?page=dead_wood');
		const ids = dead.map((asin) => String(story.shown(asin).item_id));
		const chosen = { ...readDeskForm(html, 'dead_wood'), say: 'delete', member: ids };
		const second = await desk.send(chosen as never);
		const sent = await desk.send({ ...readDeskForm(second.html, 'delete_dead'), sure: 'yes' });
		if (deletes) await desk.soon(async () => await desk.goOn(sent));
		const left = ids.filter((id) => world.shop(SHOP).get(Number(id))).length;

		world.setOffer(sold, { inStock: false });
		await story.later(async () => await story.sync(), 0.05);
		await story.stop();
		expect({ left, visible: story.shown(sold).visible }).toMatchObject({ visible: 0 });
	},
	60_000,
);
