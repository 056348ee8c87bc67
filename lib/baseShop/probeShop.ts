import { makeFinding, type Finding } from '../findings/finding';
import { findUnknownFields } from '../findings/unknownFields';
import type { Listing } from '../listing/listing';
import { AccountRefusedError, codeOf } from '../shop/errors';
import type { BaseShopClient } from './client';
import { READ_ORDERS } from './errors';
import { knownItemFields, knownListFields } from './knownItemFields';
import type { RecordingPorts } from './recordAnswers';

/** The findings of reading a shop, and the data that a check goes on with. */
export interface ProbedShop {
	findings: Finding[];
	/** One page of the shop; empty if it could not be read. */
	listings: Listing[];
	/** Address of an image of the shop's own; null = none was seen. */
	image: string | null;
}

/**
 * Reads one answer of each kind with the clients of a run. Nothing is written.
 * @param ordersSince from when orders are read, milliseconds since 1970; null = the connection does not ask for them
 */
export async function probeShop(
	client: BaseShopClient,
	ports: RecordingPorts,
	ordersSince: number | null,
): Promise<ProbedShop> {
	const page = await probeList(client, ports);
	const findings = [...page.findings];
	if (!page.failed) findings.push(await probeDetail(client, ports, page.listings[0]));
	if (ordersSince !== null) findings.push(await probeOrders(client, ordersSince));
	return { ...page, findings };
}

/** Judges why a call failed: a missing right, or anything else. */
export function judgeRight(scope: string, error: unknown): Finding {
	const code = codeOf(error);
	if (!(error instanceof AccountRefusedError) || code !== 'invalid_scope') {
		return makeFinding('base_right', 'failed', { code }, scope);
	}
	const outcome = scope === READ_ORDERS ? 'missing_orders' : 'missing';
	return makeFinding('base_right', outcome, { code }, scope);
}

async function probeList(
	client: BaseShopClient,
	ports: RecordingPorts,
): Promise<ProbedShop & { failed: boolean }> {
	try {
		const { listings, unreadable } = await client.getNewestItems();
		const json = ports.lastJson();
		const facts = { items: listings.length, unreadable: unreadable.length };
		const right = makeFinding('base_right', 'given', {}, 'read_items');
		const findings = [right, judgeList(json, facts)];
		return { findings, listings, image: findImage(json), failed: false };
	} catch (error) {
		const right = judgeRight('read_items', error);
		const finding =
			right.outcome === 'missing'
				? right
				: makeFinding('base_list', 'failed', { code: codeOf(error) });
		return { findings: [finding], listings: [], image: null, failed: true };
	}
}

function judgeList(json: unknown, facts: { items: number; unreadable: number }): Finding {
	if (facts.unreadable > 0) return makeFinding('base_list', 'unreadable_items', facts);
	const fields = findUnknownFields(json, knownListFields);
	return fields.length > 0
		? makeFinding('base_list', 'new_fields', { ...facts, fields })
		: makeFinding('base_list', 'read', facts);
}

async function probeDetail(
	client: BaseShopClient,
	ports: RecordingPorts,
	first: Listing | undefined,
): Promise<Finding> {
	if (!first) return makeFinding('base_detail', 'no_item');
	try {
		await client.getItem(first.item_id);
		const fields = findUnknownFields(ports.lastJson(), knownItemFields);
		return fields.length > 0
			? makeFinding('base_detail', 'new_fields', { fields })
			: makeFinding('base_detail', 'read');
	} catch (error) {
		return makeFinding('base_detail', 'failed', { code: codeOf(error) });
	}
}

async function probeOrders(client: BaseShopClient, now: number): Promise<Finding> {
	try {
		await client.readOrders(now);
		return makeFinding('base_right', 'given', {}, READ_ORDERS);
	} catch (error) {
		return judgeRight(READ_ORDERS, error);
	}
}

function findImage(json: unknown): string | null {
	const { items } = json as { items: Array<Record<string, unknown>> };
	const links = items.map(({ img1_origin }) => img1_origin);
	return links.find((link): link is string => typeof link === 'string' && link !== '') ?? null;
}
