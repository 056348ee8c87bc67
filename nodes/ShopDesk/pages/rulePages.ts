import { readItemId } from '../../../lib/report/desk/items/itemRule';
import { describeDone } from '../../../lib/report/desk/plainPages';
import {
	renderLivePage,
	renderProposalPage,
	renderVersionsPage,
} from '../../../lib/report/desk/rules/rulePages';
import { renderSettingsPage } from '../../../lib/report/desk/rules/settingsPage';
import { renewPreview } from '../../../lib/shop/desk/changeRules';
import { readTitles } from '../../../lib/shop/desk/readTitles';
import { answerPage } from '../answer';
import { showHome, type Page } from './shopPages';

/** Makes the page of a proposal; one that is gone leads back to the start. */
const showProposal: Page = async (opened) => {
	const { shop, view, query, desk } = opened;
	const proposal = shop.proposals.find(({ code }) => code === query.read('code'));
	const item = readItemId(query.read('item')) ?? '';
	if (proposal) {
		const titles = await readTitles(desk.ports.ledger, shop.account);
		const renewed = await renewPreview(shop, proposal, desk.ports, desk.now);
		return answerPage(renderProposalPage(shop, view, renewed, { titles, item }));
	}
	return await showHome({ ...opened, view: { ...view, done: describeDone('moved') } });
};

/** Makes the page that asks whether the shop goes live. */
const showLive: Page = async ({ shop, view, desk }) => {
	const { values, account } = shop;
	// Only the question of going live shows what would happen.
	const preview = values.live ? null : await desk.ports.preview(account, values);
	return answerPage(renderLivePage(shop, view, preview));
};

/** The pages about the shop's rules: what rules, what is proposed, what ruled before. */
export const rulePages: Record<string, Page> = {
	settings: ({ shop, view }) => answerPage(renderSettingsPage(shop, view)),
	versions: ({ shop, view }) => answerPage(renderVersionsPage(shop, view)),
	proposal: showProposal,
	live: showLive,
};
