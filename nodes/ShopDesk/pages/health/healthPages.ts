import { parseStamp } from '../../../../lib/listing/stamp';
import { findVersion } from '../../../../lib/n8n/host/readHost';
import { renderDesk } from '../../../../lib/report/desk/deskShell';
import { composeHealth } from '../../../../lib/report/desk/health/composeHealth';
import { renderCheckCard, renderKnownCheck } from '../../../../lib/report/desk/health/checkParts';
import { renderWatch } from '../../../../lib/report/desk/health/watchCard';
import { formatMoment } from '../../../../lib/report/formatTime';
import { renderHealth } from '../../../../lib/report/pages/healthPage';
import { readWatch } from '../../../../lib/shop/state/readWatch';
import { readStanding } from '../../../../lib/shop/state/readStanding';
import { standardRules } from '../../../../lib/health/health';
import { answerPage } from '../../answer';
import type { Page } from '../shopPages';
import { showHistory } from './historyPage';

/** Texts are looked up once a week; those of ten days ago missed a week, ms. */
const TEXTS_MS = 10 * 86_400_000;

/** Makes the page that says how well the shop is kept in step, question by question. */
const showHealth: Page = async ({ shop, view, desk: { data, now } }) => {
	const standing = await readStanding(shop.account, { ledger: data.ledger, now: () => now });
	const limits = standing.watched.map(({ maximumAgeMs }) => maximumAgeMs);
	const priceMs = Math.max(...limits, standardRules.maximumAgeMs);
	const ttl = { priceMs, stockMs: priceMs, basicInfoMs: TEXTS_MS };
	const cache = { place: data.cache.place, ...(await data.cache.statistics(ttl)) };
	const timeOf = (stamp: string) => formatMoment(parseStamp(stamp) ?? 0);
	const body = [
		...renderHealth(composeHealth(standing, now), cache, { now, timeOf }),
		renderWatch(await readWatch(data.ledger, shop.account), shop.account),
		renderCheckCard(await data.ledger.checks.get(shop.account), shop.account),
	];
	return answerPage(renderDesk('健康診断', 'health', view, body));
};

/** Makes the page of what the last check of the shop's connections found. */
const showCheck: Page = async ({ shop, view, desk: { data } }) => {
	const version = findVersion(__filename, 'n8n-nodes-amazon-base-sync');
	const body = renderKnownCheck(await data.ledger.checks.get(shop.account), version);
	return answerPage(renderDesk('接続の確認', 'health', view, body));
};

/** How well the shop is kept in step. */
export const healthPages: Record<string, Page> = {
	health: showHealth,
	check: showCheck,
	history: showHistory,
};
