import '../../test/support/quietLogs';
import type { Measure } from '../figure';
import { rulesOf, USUAL } from '../freshness';
import { playWatch } from '../freshness/play';
import { figuresOf } from './figures';
import { OpenWork } from './openWork';
import { playDay } from './playDay';
import { SkippingClock } from './skippingClock';

const HOURS = Number(process.env.WATCH_HOURS ?? 24);
const ITEMS = Number(process.env.WATCH_ITEMS ?? rulesOf(USUAL).items);
/** So far ahead of the machine's clock that no date of the one is taken for one of the other, ms. */
const AHEAD_MS = 24 * 3_600_000;

/**
 * The shipped watch through a day of simulated time, with all that belongs to it: nodes, store, client, gate, and the
 * simulator. Beside it the played watch goes through the same market. Too long for every bench:
 * `npm run bench -- watchDay`.
 */
export const measureWatchDay: Measure = async (say) => {
	const work = new OpenWork();
	const clock = new SkippingClock({ start: Date.now() + AHEAD_MS, isBusy: work.isBusy });
	const rules = { ...rulesOf(USUAL), items: ITEMS, days: HOURS / 24 };
	try {
		const day = await clock.run(async () => await playDay({ rules, clock, work, say }));
		const market = { ...rules, weights: day.weights };
		const ideal = await playWatch(market, { share: 1, isAllKnowing: true });
		const played = await playWatch(market, { share: 1, isAllKnowing: false });
		return figuresOf({ day, ideal, played, rules });
	} finally {
		work.close();
	}
};
