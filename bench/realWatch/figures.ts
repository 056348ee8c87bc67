import { rounded, type Figure } from '../figure';
import type { MarketRules } from '../freshness/market';
import type { Played } from '../freshness/play';
import type { PlayedDay } from './playDay';

/** A plan that knows the rates takes 4; half of all changes are of items that cost little or seldom move. */
const MOST_MEDIAN_MINUTES = 8;
const AGE_LIMIT_MS = 3 * 3_600_000;

export interface Outcome {
	day: PlayedDay;
	ideal: Played;
	played: Played;
	rules: MarketRules;
}

/** What a day of the real watch says, beside the played ones. */
export const figuresOf = (outcome: Outcome): Figure[] => [
	...compare(outcome),
	refusedFigure(outcome),
	delayFigure(outcome),
	deliveryFigure(outcome),
	oldestFigure(outcome),
];

const sum = (minutes: readonly number[]): number => minutes.reduce((one, other) => one + other, 0);
const at = (ascending: readonly number[], share: number): number =>
	ascending[Math.floor(ascending.length * share)] ?? 0;

function compare({ day, ideal, played, rules }: Outcome): Figure[] {
	const real = sum(day.wrongMinutes);
	const row = (id: string, other: Played, bound: number, against: string): Figure => {
		const minutes = sum(other.wrongMinutes);
		const how = `${rounded(real)} weighted wrong minutes an item in ${rounded(rules.days * 24)} hours, over ${rounded(minutes)}`;
		return { id, value: rounded(real / minutes), unit: '', bound, against, how };
	};
	const knowing = 'a plan that knows the rates, under the same quotas';
	return [
		row('real_wrong_minutes_over_ideal_0_6_day_1', ideal, 1.4, knowing),
		row('real_wrong_minutes_over_played', played, 1.15, 'the played watch in the same market'),
	];
}

function refusedFigure({ day, played }: Outcome): Figure {
	const { services, totals } = day.counts;
	const refused = Object.values(totals).map(({ throttled }) => throttled);
	const calls = (operation: string) => services.amazon[operation]?.calls ?? 0;
	const [looks, batches, singles] = [
		...['getCompetitivePricing', 'getItemOffersBatch', 'getItemOffers'].map(calls),
	];
	const { look, batch, single } = played.calls;
	return {
		id: 'real_watch_refused',
		...{ value: sum(refused), unit: '', bound: 0, against: '429 answers of all services' },
		how: `${looks} looks, ${batches} batches, ${singles} singles; played ${look}, ${batch}, ${single}; ${totals.base.calls} calls of BASE; slowest answer ${rounded(day.slowestMs / 1000)} s`,
	};
}

function delayFigure({ day, played }: Outcome): Figure {
	const { delays, stillWrong } = day;
	return {
		id: 'real_watch_change_to_shop_median_minutes',
		...{ value: rounded(at(delays, 0.5)), unit: 'min' },
		...{ bound: MOST_MEDIAN_MINUTES, against: 'the change at Amazon' },
		how: `${delays.length} changes, one in ten over ${rounded(at(delays, 0.9))} min, ${stillWrong} did not reach the shop, ${day.undelivered} of them seen; played ${played.delays.length}, ${rounded(at(played.delays, 0.5))} min and ${rounded(at(played.delays, 0.9))} min`,
	};
}

function deliveryFigure({ day, rules }: Outcome): Figure {
	const seconds = day.deliveries.map(({ ms }) => ms / 1000);
	const cost = sum(day.deliveries.map(({ ms, weight }) => (ms * weight) / 60_000)) / rules.items;
	return {
		id: 'real_watch_answer_to_shop_median_seconds',
		...{ value: rounded(at(seconds, 0.5)), unit: 's', bound: null },
		against: "Amazon's answer; a slice writes at its end",
		how: `one in ten over ${rounded(at(seconds, 0.9))} s; ${rounded(cost)} of the weighted wrong minutes an item`,
	};
}

function oldestFigure({ day }: Outcome): Figure {
	const oldest = day.oldestMs.reduce((one, other) => Math.max(one, other), 0);
	return {
		id: 'real_oldest_confirmation_over_3_h',
		...{ value: rounded(oldest / AGE_LIMIT_MS), unit: '', bound: 1.1, against: '3 hours' },
		how: `${rounded(oldest / 60_000)} min at most, over ${day.oldestMs.length} slices`,
	};
}
