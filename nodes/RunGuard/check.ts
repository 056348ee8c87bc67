import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import {
	findAlarms,
	isOver,
	isWatched,
	watchedRuns,
	type WatchedRuns,
} from '../../lib/health/health';
import type { Alarm, ToldNews } from '../../lib/ledger/heartbeat';
import { findBrokenRuns } from '../../lib/report/notices/findBrokenRuns';
import { findNews } from '../../lib/health/news';
import { renderTexts } from '../../lib/report/render/renderTexts';
import { getClock, toTimestamp } from '../../lib/n8n/clock';
import { newItem } from '../../lib/n8n/items/items';
import { openShopData } from '../../lib/n8n/connections/openShopData';
import { describeAlarm, healthMessage, recoveryLine } from '../../lib/report/healthMessage';
import { findLiveShops } from '../../lib/shop/runs/findLiveShops';
import { readAlarmUrl, readHealthRules } from './healthParameters';
import { findRoomForNews } from './room';
import { describeShops, findStandstills, findTestRuns } from './shopsOnWatch';

const findWatched = (watched: readonly WatchedRuns[], { key }: Alarm) =>
	watched.find((each) => key.startsWith(`${each.key}: `));

/** Checks the store's memory of the runs, and returns what is wrong and whether to report it. */
export async function check(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const clock = getClock();
	const now = clock.now();
	const rules = readHealthRules(context);
	const data = await openShopData(context);
	const firstLookedAt = await data.ledger.heartbeat.look(rules);
	const watched = watchedRuns(await data.ledger.runs.all(), rules, now);
	const accounts = watched.map(({ account }) => account);
	const look = { firstLookedAt, liveSince: await findLiveShops(data.ledger, accounts), now };
	const alarms = findAlarms(watched, rules, look);
	const { told } = await data.ledger.heartbeat.get();
	const toldAlarms = Object.values(told).filter(({ key }) => isWatched(key, watched, rules));
	const { hasNews, recovered, lasting } = findNews(alarms, toldAlarms, now, (alarm) =>
		isOver(alarm, watched, now),
	);
	const alarmUrl = readAlarmUrl(context);
	const ways = { hasNews, hasOtherWay: alarmUrl !== '' };
	const { room, room_problem } = await findRoomForNews(context, data.ledger, ways);
	const standstills = await findStandstills(data);
	const inAlarm = watched.filter(({ key }) => alarms.some((alarm) => alarm.key.startsWith(key)));
	const broken = await findBrokenRuns(data.ledger, inAlarm);
	const information = [...broken, ...standstills, ...findTestRuns(watched, look)];
	if (room_problem) information.push(room_problem);

	const describeOne = (alarm: Alarm) =>
		describeAlarm(alarm, findWatched(watched, alarm), rules, clock);
	const recoveries = recovered.map(recoveryLine);
	const message = healthMessage({ alarms: alarms.map(describeOne), recoveries, information });
	const news: ToldNews = { alarms, recovered: recovered.map(({ key }) => key) };
	const item = newItem({
		is_healthy: alarms.length + lasting.length === 0,
		has_news: hasNews,
		room,
		alarm_url: alarmUrl,
		checked_at: clock.timestamp(),
		title: message.title,
		alarms: alarms.map((alarm) => ({
			kind: alarm.kind,
			workflow: alarm.workflow,
			account: alarm.account,
			text: describeOne(alarm),
			since: toTimestamp(alarm.since),
		})),
		recovered: recoveries,
		information,
		shops: await describeShops(data, watched, clock),
		...renderTexts(message),
		news,
	});
	return [[item]];
}
