import { readSettings } from '../../../lib/report/desk/rules/settingsForm';
import { renderSettingsPage } from '../../../lib/report/desk/rules/settingsPage';
import {
	approveProposal,
	returnToVersion,
	saveValues,
	setLive,
	withdrawProposal,
} from '../../../lib/shop/desk/changeRules';
import { answerPage } from '../answer';
import { goOn, refuseIncomplete, type Take } from './goOn';
import { removeItems, takeItem } from './itemActions';
import { takeTable } from './takeTable';
import { makeView } from '../openDesk';
import type { Fields } from '../request';

const takeSettings: Take = async ({ shop, desk, body }) => {
	const typed = body.all();
	const { values, problems, problem, missing } = readSettings(typed, shop.values);
	if (missing.length > 0) return refuseIncomplete({ shop, desk });
	if (problems.size > 0 || problem !== null) {
		const asked = { typed, problems, problem };
		return answerPage(renderSettingsPage(shop, makeView(desk, shop), asked), 422);
	}
	return goOn(shop, await saveValues(shop, values, desk.ports), 'settings');
};

const readTarget = (body: Fields): string => body.list('target')[0] ?? '';

const switchTo =
	(isLive: boolean): Take =>
	async ({ shop, desk }) => {
		const outcome = await setLive(shop, isLive, desk.ports);
		return goOn(shop, outcome, 'live', isLive ? 'live' : 'dry');
	};

/** The actions of the desk's forms, by name. */
export const actions: Record<string, Take> = {
	settings: takeSettings,
	item: takeItem,
	remove: removeItems,
	csv: takeTable,
	approve: async ({ shop, desk, body }) =>
		goOn(shop, await approveProposal(shop, readTarget(body), desk.ports), 'versions'),
	withdraw: async ({ shop, desk, body }) =>
		goOn(shop, await withdrawProposal(shop, readTarget(body), desk.ports), 'settings'),
	return: async ({ shop, desk, body }) =>
		goOn(shop, await returnToVersion(shop, Number(readTarget(body)), desk.ports), 'versions'),
	live: switchTo(true),
	dry: switchTo(false),
};
