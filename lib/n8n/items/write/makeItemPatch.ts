import type { IDataObject } from 'n8n-workflow';
import type { z } from 'zod';
import { makeAdoption, recognitionSchema } from '../../../listing/memory';
import type { DocumentPatch } from '../../../cache/document';
import { PatchRefusedError } from '../../../cache/errors';
import { offerWrite } from '../../../cache/patchFromOffer';
import { readInStock, isConfirmed } from '../../../listing/offer';
import { listingKey } from '../../../listing/listing';
import { shopPatch } from '../../../listing/rowMemory';
import {
	basicInfoPart,
	confirmedPart,
	decisionPart,
	describeProblem,
	identityPart,
	listingPart,
	offerPart,
	reportedEntry,
	reviewPart,
	screenPart,
	variationPart,
} from './writtenParts';

/** The parts of an item that may be stored, by their names in TTL Cache Write. */
export const writableGroups = [
	'price_stock',
	'basic_info',
	'screen',
	'reported',
	'review',
] as const;

export type WritableGroup = (typeof writableGroups)[number];

export interface PatchOptions {
	groups: ReadonlySet<WritableGroup>;
	/** false: Amazon's data is stored, but the shop's and people's data is left unchanged. */
	isLive: boolean;
	/** Present time, ISO 8601 with offset. */
	at: string;
}

/** Returns the changes that one item makes to its document; empty if it holds nothing of the groups. */
export function makeItemPatch(
	asin: string,
	json: IDataObject,
	{ groups, isLive, at }: PatchOptions,
): DocumentPatch {
	return {
		...(groups.has('price_stock') ? makeOfferPatch(asin, json, isLive) : {}),
		...(groups.has('basic_info') ? makeBasicInfoPatch(json, isLive) : {}),
		...(groups.has('screen') ? makeScreenPatch(json) : {}),
		...(groups.has('reported') && isLive ? makeReportedPatch(json) : {}),
		...(groups.has('review') && isLive ? makeReviewPatch(json, at) : {}),
	};
}

function makeOfferPatch(asin: string, json: IDataObject, isLive: boolean): DocumentPatch {
	const offer = parsePart('offer', json.offer, offerPart);
	const memory = isLive ? makeMemoryPatch(json) : {};
	if (!offer) return memory;
	return {
		...offerWrite(asin, offer)?.set,
		...memory,
		...(isConfirmed(offer) && offer.source !== 'cache' ? makeFingerprintPatch(json, offer) : {}),
	};
}

function makeMemoryPatch(json: IDataObject): DocumentPatch {
	const listing = parsePart('listing', json.listing, listingPart);
	const decision = parsePart('decision', json.decision, decisionPart);
	const recognition = parsePart('recognition', json.recognition, recognitionSchema);
	if (!listing || (!decision?.remember && !recognition)) return {};
	const memory = { ...decision?.remember, ...(recognition ? { recognition } : {}) };
	const variation = parsePart('variation', json.variation, variationPart) ?? undefined;
	return { shop: shopPatch({ ...listing, variation }, memory) };
}

/** The identity for later comparisons is the product as it was first read. */
function makeBasicInfoPatch(json: IDataObject, isLive: boolean): DocumentPatch {
	const info = parsePart('basic_info', json.basic_info, basicInfoPart);
	if (!info) return {};
	const { fetched_at: at, ...fields } = info;
	const identity = {
		title: info.title_ja ?? null,
		brand: info.brand ?? null,
		at,
		only_if_missing: true,
	};
	return {
		basic_info: { ...fields, at },
		...(isLive && info.title_ja ? { identity } : {}),
	};
}

/** Equals no fingerprint: the next screening finds that the item moved, and confirms it once. */
const CONFIRMED_ELSEWHERE = 'confirmed without a screening';

/**
 * Replaces the last screening's fingerprint if a sync found a change. Otherwise, if the item returned to
 * its earlier state, the watch would see the same fingerprint and notice nothing.
 */
function makeFingerprintPatch(json: IDataObject, offer: z.output<typeof offerPart>): DocumentPatch {
	if (json.screen) return makeScreenPatch(json);
	const cached = parsePart('cached', json.cached, confirmedPart);
	const isKnown = typeof cached?.screen?.fingerprint === 'string';
	const inStock = readInStock(offer);
	if (!isKnown || (cached.price === offer.price && cached.in_stock === inStock)) return {};
	const { fetched_at } = offer;
	return {
		screen: { fingerprint: CONFIRMED_ELSEWHERE, screened_at: fetched_at, confirmed: true },
	};
}

/** A fingerprint is compared with only after the price was confirmed together with it. */
function makeScreenPatch(json: IDataObject): DocumentPatch {
	const screen = parsePart('screen', json.screen, screenPart);
	if (!screen) return {};
	const offer = parsePart('offer', json.offer, offerPart);
	const confirmed = !!offer && isConfirmed(offer) && offer.source !== 'cache';
	const { fingerprint, screened_at } = screen;
	return { screen: { fingerprint, screened_at, confirmed } };
}

function makeReportedPatch(json: IDataObject): DocumentPatch {
	const entry = parsePart('reported', json.reported, reportedEntry.omit({ asin: true }));
	if (!entry) return {};
	const { account, ...state } = entry;
	return { reported: { [account]: state } };
}

/** A person lets the sync manage a hidden item, or says that a changed product is the right one. */
function makeReviewPatch(json: IDataObject, at: string): DocumentPatch {
	const review = parsePart('review', json.review, reviewPart);
	if (!review) return {};
	const listing = parsePart('listing', json.listing, listingPart);
	if (review.adopt && !listing) {
		throw new PatchRefusedError('review', 'adopt には listing が必要です (BASE Listings の後に)');
	}
	const known = parsePart('cached', json.cached, identityPart);
	const isKnown = !!known && (!!known.title_ja || !!known.brand);
	const identity = { title: known?.title_ja ?? null, brand: known?.brand ?? null, at };
	return {
		...(review.adopt && listing
			? { shop: { [listingKey(listing)]: makeAdoption(listing, at) } }
			: {}),
		...(review.accept_identity && isKnown ? { identity } : {}),
	};
}

/** Returns null if the part is absent; throws if it is present and can't be read. */
function parsePart<T extends z.ZodTypeAny>(
	name: string,
	part: unknown,
	schema: T,
): z.output<T> | null {
	if (part === undefined || part === null) return null;
	const parsed = schema.safeParse(part);
	if (!parsed.success) throw new PatchRefusedError(name, describeProblem(name, parsed.error));
	return parsed.data as z.output<T>;
}
