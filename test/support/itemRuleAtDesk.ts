import { readDeskForm } from './deskForm';
import { openDeskPage, sendDeskForm } from './deskPages';

/** Types an item's own rule at the desk, and approves it where the desk asks. */
export async function setItemRule(itemId: number, typed: Record<string, string>): Promise<void> {
	const { html } = await openDeskPage(`?page=item&id=${itemId}`);
	const { status, location } = await sendDeskForm({ ...readDeskForm(html, 'own_rule'), ...typed });
	expect(status).toBe(303);
	if (!location.includes('proposal')) return;
	const page = await openDeskPage(location.slice(location.indexOf('?')));
	await sendDeskForm(readDeskForm(page.html, 'approve'));
}
