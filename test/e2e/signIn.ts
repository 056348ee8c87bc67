import type { Page } from 'playwright-core';
import { owner } from '../../realN8n/n8n/n8nApi';

/** Fills in n8n's login, which the page shows. */
export async function signIn(page: Page): Promise<void> {
	await page.locator('input[name="emailOrLdapLoginId"]').fill(owner.email);
	await page.locator('input[name="password"]').fill(owner.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Opens a form. n8n asks for the login where nobody is logged in, and the first time for consent. */
export async function openForm(page: Page, url: string): Promise<void> {
	await page.goto(url);
	await allowForm(page);
}

/** From what n8n shows in place of a form, up to the form. */
export async function allowForm(page: Page): Promise<void> {
	const login = page.locator('input[name="emailOrLdapLoginId"]');
	const consent = page.getByRole('button', { name: 'Allow access' });
	const form = page.locator('#n8n-form');
	await login.or(consent).or(form).first().waitFor();
	if (await login.isVisible()) await signIn(page);
	await consent.or(form).first().waitFor();
	if (await consent.isVisible()) await consent.click();
	await form.waitFor();
}
