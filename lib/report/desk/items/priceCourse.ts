import { formatCount } from '../../../listing/money';
import { TRAIL_DAYS, type TrailPoint } from '../../../listing/trail';
import { formatMoment } from '../../formatTime';
import { renderTable } from '../../pages/pageShell';
import { markup, type Html } from '../../render/inert';
import { renderItemChart } from '../itemChart';
import { listEvents, type ItemEvent } from '../itemEvents';

const DAY_MS = 86_400_000;
const MOST_EVENTS = 40;

/** Renders the course of the prices, for as long as it is known: the first days would be a dot among 90. */
export function renderCourse(
	shop: readonly TrailPoint[],
	amazon: readonly TrailPoint[],
	now: number,
): Html {
	const known = Math.min(now, ...[...shop, ...amazon].map(({ at }) => at));
	const days = Math.min(Math.max(Math.ceil((now - known) / DAY_MS), 1), TRAIL_DAYS);
	const chart = renderItemChart({ shop, amazon, from: now - days * DAY_MS, to: now });
	return markup`<section class="card"><h2>${`価格の推移 (${days}日)`}</h2>${chart}${renderEvents(listEvents(shop, amazon))}</section>`;
}

function renderEvents(events: readonly ItemEvent[]): Html {
	if (events.length === 0) return markup`<p class="note">この間、変化はありませんでした。</p>`;
	const rows = events
		.slice(0, MOST_EVENTS)
		.map(({ at, place, text, tone }) => [
			{ text: formatMoment(at) },
			{ text: place },
			{ text, ...(tone === 'calm' ? {} : { tone }) },
		]);
	const table = renderTable(['日時', '場所', '変化'], rows);
	const more = events.length > MOST_EVENTS ? `、新しい ${MOST_EVENTS}件` : '';
	return markup`<details><summary>${`変化の一覧 (${formatCount(events.length)}件${more})`}</summary>${table}</details>`;
}
