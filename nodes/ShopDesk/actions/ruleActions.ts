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
import { makeView } from '../openDesk';
import type { Fields } from '../request';
import { goOn, refuseForm, type Take } from './goOn';

/** Saves the settings of the shop, or proposes them. */
export const takeSettings: Take = async (taken) => {
	const { shop, desk, body } = taken;
	const typed = body.all();
	const { values, problems, problem, missing } = readSettings(typed, shop.values);
	if (missing.length > 0) return refuseForm('incomplete', taken);
	if (problems.size > 0 || problem !== null) {
		const asked = { typed, problems, problem };
		return answerPage(renderSettingsPage(shop, makeView(desk, shop), asked), 422);
	}
	return goOn(shop, await saveValues(shop, values, desk.ports), 'settings');
};

const readTarget = (body: Fields): string => body.list('target')[0] ?? '';

/** Goes live, or back to dry runs. */
export const switchTo =
	(isLive: boolean): Take =>
	async ({ shop, desk }) => {
		const outcome = await setLive(shop, isLive, desk.ports);
		return goOn(shop, outcome, 'live', { saved: isLive ? 'live' : 'dry' });
	};

/** Makes a proposal rule, and goes back to the item that it was made for, if there is one. */
export const approve: Take = async ({ shop, desk, body }) => {
	const [code = '', item = ''] = body.list('target');
	return goOn(shop, await approveProposal(shop, code, desk.ports), 'versions', { item });
};

/** Gives a proposal up. */
export const withdraw: Take = async ({ shop, desk, body }) => {
	const [code = '', item = ''] = body.list('target');
	return goOn(shop, await withdrawProposal(shop, code, desk.ports), 'settings', { item });
};

/** Proposes the values of an older version. */
export const goBack: Take = async ({ shop, desk, body }) =>
	goOn(shop, await returnToVersion(shop, Number(readTarget(body)), desk.ports), 'versions');
