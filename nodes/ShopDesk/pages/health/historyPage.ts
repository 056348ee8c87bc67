import { DateTime } from 'luxon';
import { SHOP_ZONE } from '../../../../lib/listing/stamp';
import { renderDesk } from '../../../../lib/report/desk/deskShell';
import { renderHistory } from '../../../../lib/report/pages/historyPage';
import { parseHistoryRow } from '../../../../lib/report/pages/historyRow';
import { readRunRows } from '../../../../lib/report/tables/runChanges';
import { answerPage } from '../../answer';
import type { Page } from '../shopPages';

const DAYS = 30;

/** Makes the charts of the last weeks. */
export const showHistory: Page = async ({ shop, view, desk: { data, now } }) => {
	const today = DateTime.fromMillis(now, { zone: SHOP_ZONE });
	const dates = Array.from({ length: DAYS }, (_, index) =>
		today.minus({ days: DAYS - 1 - index }).toFormat('yyyy-MM-dd'),
	);
	const rows = (await readRunRows(data, dates[0]!.replaceAll('-', '')))
		.map(parseHistoryRow)
		.filter((row) => row !== null)
		.filter(({ account }) => account === shop.account);
	return answerPage(renderDesk(`この${DAYS}日間`, 'history', view, renderHistory(rows, dates)));
};
