import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import {
	alarmsOf,
	isOver,
	isWatched,
	oldestAgeMs,
	watchedRuns,
	type HealthRules,
	type WatchedRuns,
} from '../../lib/watch/health';
import type { ShopData } from '../../lib/shop/shopData';
import type { Alarm, ToldNews } from '../../lib/ledger/heartbeat';
import { newsOf } from '../../lib/watch/news';
import { renderChatwork } from '../../lib/report/chatwork';
import { renderHtml } from '../../lib/report/html';
import { renderText } from '../../lib/report/plainText';
import { clockOf, toTimestamp, type Clock } from '../../lib/n8n/clock';
import { newItem } from '../../lib/n8n/items/items';
import { shopDataOf } from '../../lib/n8n/parameters/storeParameters';
import {
	brakeLine,
	describeAlarm,
	healthMessage,
	pauseLine,
	recoveryLine,
} from '../../lib/report/healthMessage';
import { toldRuns } from './told';

const HOUR_MS = 3_600_000;

/** Looks at what the store remembers of the runs, and says what is wrong and whether to tell it. */
export async function check(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const clock = clockOf(context);
	const now = clock.now();
	const rules = rulesOf(context);
	const data = await shopDataOf(context);
	const firstLookedAt = await data.ledger.heartbeat.looked(rules.workflow);
	const watched = watchedRuns(await data.ledger.runs.all(), rules);
	const alarms = alarmsOf(watched, rules, firstLookedAt, now);
	const { told } = await data.ledger.heartbeat.get();
	const toldAlarms = Object.values(told).filter(({ key }) => isWatched(key, watched, rules));
	const { hasNews, recovered, lasting } = newsOf(alarms, toldAlarms, now, (alarm) =>
		isOver(alarm, watched, rules, now),
	);
	const information = await standstillsOf(data, clock);

	const textOf = (alarm: Alarm) => describeAlarm(alarm, memoryOf(watched, alarm), rules, clock);
	const recoveries = recovered.map(recoveryLine);
	const message = healthMessage({ alarms: alarms.map(textOf), recoveries, information });
	const news: ToldNews = { alarms, recovered: recovered.map(({ key }) => key) };
	const item = newItem({
		is_healthy: alarms.length + lasting.length === 0,
		has_news: hasNews,
		checked_at: clock.timestamp(),
		title: message.title,
		alarms: alarms.map((alarm) => ({
			kind: alarm.kind,
			workflow: alarm.workflow,
			account: alarm.account,
			text: textOf(alarm),
			since: toTimestamp(alarm.since, clock.zone),
		})),
		recovered: recoveries,
		information,
		shops: await shopsOf(data, watched, rules, clock),
		chatwork_message: renderChatwork(message),
		text: renderText(message),
		html: renderHtml(message),
		news,
	});
	return [[item]];
}

/** The message is out: what it said counts as told. */
export async function markTold(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const news = context.getNodeParameter('news', 0) as Partial<ToldNews> | undefined;
	if (!Array.isArray(news?.alarms) || !Array.isArray(news.recovered)) {
		throw new Error(
			'知らせた内容 (news) がありません。Check Health の出力の news を News 欄に渡してください。',
		);
	}
	const { alarms, recovered } = news;
	await (await shopDataOf(context)).ledger.heartbeat.told({ alarms, recovered });
	return [[newItem({ told: alarms.length, recovered: recovered.length })]];
}

function rulesOf(context: IExecuteFunctions): HealthRules {
	const positive = (name: string, label: string): number => {
		const value = Number(context.getNodeParameter(name, 0));
		if (value > 0) return value;
		throw new Error(`${label} は 0 より大きい数にしてください (今の値: ${value})。`);
	};
	const ignored = context.getNodeParameter('ignored', 0, '') as string;
	return {
		workflow: (context.getNodeParameter('watchedWorkflow', 0, '') as string).trim(),
		ignored: ignored
			.split(/[,、\n]/)
			.map((name) => name.trim())
			.filter((name) => name !== ''),
		intervalMs: positive('intervalHours', 'Interval Hours') * HOUR_MS,
		periods: positive('periods', 'Periods'),
		maximumAgeMs: positive('maximumAgeHours', 'Maximum Age Hours') * HOUR_MS,
	};
}

/** What is meant to be so, and should not be forgotten: shops that are paused or braked. */
async function standstillsOf(data: ShopData, clock: Clock): Promise<string[]> {
	const pauses = await data.ledger.pauses.all();
	const accounts = await data.ledger.runs.accounts(pauses.keys());
	const lines: string[] = [];
	for (const account of accounts) {
		const pause = pauses.get(account);
		if (pause) lines.push(pauseLine(account, pause, clock));
		if (await data.ledger.brakes.get(account)) lines.push(brakeLine(account));
	}
	return lines;
}

const memoryOf = (watched: readonly WatchedRuns[], { key }: Alarm) =>
	watched.find((each) => key.startsWith(`${each.key}: `))?.memory;

const shopsOf = async (
	data: ShopData,
	watched: readonly WatchedRuns[],
	rules: HealthRules,
	clock: Clock,
) =>
	await Promise.all(
		watched.map(async (each) => {
			const told = await toldRuns(data, each.memory.untold);
			return shopOf(each, rules, clock, told);
		}),
	);

/** One watched schedule, for the health page: times as ISO 8601, ages in seconds. */
function shopOf(
	{ workflow, account, memory }: WatchedRuns,
	{ intervalMs }: HealthRules,
	clock: Clock,
	told: ReadonlySet<string>,
) {
	const stamp = (at: number | null) => (at === null ? null : toTimestamp(at, clock.zone));
	const { last_scheduled_at: scheduled, last_finished: run, last_skip: skip } = memory;
	const age = oldestAgeMs(memory, clock.now());
	return {
		workflow,
		account,
		last_started_at: stamp(memory.last_started_at),
		last_success_at: stamp(memory.last_success_at),
		next_due_at: stamp(scheduled === null ? null : scheduled + intervalMs),
		last_skip: skip && { at: stamp(skip.at), reason: skip.reason },
		oldest_age_seconds: age === null ? null : Math.floor(age / 1000),
		last_run: run && { ...run, finished_at: stamp(run.finished_at) },
		untold_runs: memory.untold.map((owed) => owed.run).filter((run) => !told.has(run)),
	};
}
