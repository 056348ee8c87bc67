import type { ShopStanding } from '../../shop/state/readStanding';
import type { Tone } from '../../health/judgeShop';
import { markup, type Html } from '../render/inert';
import { describeMatter, describeRunning, describeStanding } from './describeStanding';

const signs: Record<Tone, string> = { good: '✓', warn: '!', bad: '⚠' };

/** Renders how a shop stands: one sentence, each further matter below it, and what runs now. */
export function renderState(standing: ShopStanding, now: number): Html {
	const { tone, matters, running } = standing;
	const more = matters.slice(1).map((matter) => markup`<li>${describeMatter(matter, now)}</li>`);
	const list = more.length > 0 ? markup`<ul>${more}</ul>` : '';
	const runs = running.map((run) => markup`<p class="note">${describeRunning(run)}</p>`);
	return markup`<section class="card state ${tone}"><p><b>${signs[tone]}</b> ${describeStanding(standing, now)}</p>${list}${runs}</section>`;
}
