import { toStamp } from '../../../listing/stamp';
import type { ShopStanding } from '../../../shop/state/readStanding';
import type { Matter } from '../../../health/judgeShop';
import { describeSchedule } from '../../pages/scheduleHealth';
import type { Health } from '../../pages/healthFacts';
import { describeMatter } from '../describeStanding';

type AlarmMatter = Extract<Matter, { kind: 'alarm' }>;

const isAlarm = (matter: Matter): matter is AlarmMatter => matter.kind === 'alarm';

/** Composes the health of a shop from how it stands, so that the page and the start never disagree. */
export function composeHealth(
	{ matters, watched }: Pick<ShopStanding, 'matters' | 'watched'>,
	now: number,
): Health {
	const alarms = matters.filter(isAlarm);
	const untold = matters.flatMap((each) => (each.kind === 'untold' ? each.count : []));
	const facts = { untold: untold[0] ?? 0, now };
	return {
		is_healthy: alarms.length === 0,
		alarms: alarms.map((matter) => ({
			...{ kind: matter.alarm.kind, workflow: matter.alarm.workflow },
			...{ account: matter.alarm.account, text: describeMatter(matter, now) },
			since: toStamp(matter.alarm.since),
		})),
		information: matters
			.filter((each) => !isAlarm(each) && each.kind !== 'untold' && each.kind !== 'never_ran')
			.map((each) => describeMatter(each, now)),
		shops: watched.map((each) => describeSchedule(each, facts)),
	};
}
