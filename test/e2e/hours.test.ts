import { setTimeout as sleep } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { publish } from '../../realN8n/n8n/pages';
import { turnedTo } from '../../realN8n/n8n/stage';
import { nodeOf, readWorkflow, syncWorkflow, type WorkflowFile } from '../../realN8n/n8n/workflows';
import { countable, realN8n, type RealN8n } from './realN8n';
import { waitFor } from '../../realN8n/machine/waiting';

const zone = 'Asia/Tokyo';
const days = '月火水木金土日';
const minutesNeeded = 10;

/** All windows below are laid around one moment; it must not slip over midnight meanwhile. */
async function untilMidnightIsFar(): Promise<DateTime> {
	const now = DateTime.now().setZone(zone);
	const midnight = now.endOf('day');
	const left = midnight.diff(now);
	if (left.as('minutes') > minutesNeeded) return now;
	await sleep(left.toMillis() + 1_000);
	return DateTime.now().setZone(zone);
}

/** `HH:mm` some minutes away from now, but never on another day. */
function clockAt(now: DateTime, minutes: number): string {
	const minute = now.hour * 60 + now.minute + minutes;
	const kept = Math.min(Math.max(minute, 0), 24 * 60);
	return `${String(Math.floor(kept / 60)).padStart(2, '0')}:${String(kept % 60).padStart(2, '0')}`;
}

const open = '昨日の夜から続く';
const names = ['営業時間の外', '今日の夜に始まる', '今日は休み'];

/** By the name of a published sync, the hours in its settings; at `now` only the last is open. */
function hoursAround(now: DateTime): Record<string, string> {
	const today = days[now.weekday - 1]!;
	const yesterday = days[now.minus({ days: 1 }).weekday - 1]!;
	const others = [...days].filter((day) => day !== today).join('');
	const isMorning = now.hour < 12;
	const elsewhere = isMorning
		? `${clockAt(now, 120)}-${clockAt(now, 180)}`
		: `${clockAt(now, -180)}-${clockAt(now, -120)}`;
	// Over midnight: from a little later than now until now on the next day and a little more.
	const night = `${clockAt(now, minutesNeeded + 5)}-${clockAt(now, minutesNeeded)}`;
	return {
		営業時間の外: elsewhere,
		今日の夜に始まる: `${today} ${night}`,
		今日は休み: `${others} 00:00-24:00`,
		[open]: `${yesterday} ${night}`,
	};
}

/** The shipped sync with those hours, under a name and an id of its own, every minute. */
function copyOf(sync: WorkflowFile, name: string, index: number): WorkflowFile {
	const copy = structuredClone(sync);
	nodeOf(copy, '定期実行').parameters.rule = {
		interval: [{ field: 'minutes', minutesInterval: 1 }],
	};
	return { ...copy, id: `hours${String(index).padStart(11, '0')}`, name };
}

/** Runs by hand pass the hours; only what a schedule starts can show that they are kept. */
describe('the business hours of published syncs', () => {
	let n8n: RealN8n;
	let copies: WorkflowFile[];
	let hours: Record<string, string>;

	beforeAll(async () => {
		const sync = await readWorkflow(syncWorkflow);
		copies = [...names, open].map((name, index) => copyOf(sync, name, index));
		n8n = await realN8n({ products: 20, plain: true, speed: 60 }, countable, { others: copies });
		hours = hoursAround(await untilMidnightIsFar());
		// The open one comes last: nothing has run before, not even the history's table is there.
		for (const name of names) await publishUnder(name);
	});
	afterAll(async () => await n8n?.close());

	const publishUnder = async (name: string): Promise<void> => {
		const copy = copies.find((each) => each.name === name)!;
		const { api } = n8n.stage;
		const settings = { ...countable, business_hours: hours[name]! };
		const { nodes } = turnedTo(n8n.simulator, copy, settings);
		await api.patch(`/workflows/${copy.id}`, { nodes });
		await publish(api, copy.id);
	};

	const rowsOf = async (name: string): Promise<Array<Record<string, unknown>>> => {
		const rows = await n8n.stage.readTable('sync_runs').catch(() => []);
		return rows.filter(({ workflow }) => workflow === name);
	};

	const firstRowOf = async (name: string): Promise<Record<string, unknown>> => {
		const hasRow = async (): Promise<boolean> => (await rowsOf(name)).length > 0;
		await waitFor(`a row of ${name}`, hasRow, 180_000);
		return (await rowsOf(name))[0]!;
	};

	it.each(names)('%s: skips, and says so in the history', async (name) => {
		const row = await firstRowOf(name);
		expect(row).toMatchObject({ result: '見送り: 営業時間外です', total: null });
	});

	it('lets the one through whose window began last night', async () => {
		await publishUnder(open);
		expect(await firstRowOf(open)).toMatchObject({ result: '成功', total: 20 });
	});
});
