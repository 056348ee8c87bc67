import { dataGroups } from './document';
import { seenGone } from '../listing/gone';
import { titlesAgree } from '../listing/codes/titles';
import { hideMarks, ownValue, type Reported, type ShopMemory } from '../listing/memory';
import type {
	BasicInfoFields,
	CacheDocument,
	DocumentPatch,
	Identity,
	PatchGroup,
	PriceFields,
	StockFields,
} from './document';
import { isFuture, parseStamp, toStamp } from '../listing/stamp';

export interface AppliedPatch {
	document: CacheDocument;
	/** Groups left unchanged, because the stored data is newer. */
	skipped: PatchGroup[];
}

type Changes = Partial<CacheDocument>;

/**
 * Returns the document after a write. A group whose stamp is older than the stored one is skipped: an
 * older decision never overwrites a newer one. A stored stamp that can't be read, or that is in the
 * future (a clock was wrong), protects nothing.
 * @param now milliseconds since 1970
 */
export function applyPatch(
	current: CacheDocument | undefined,
	asin: string,
	patch: DocumentPatch,
	now: number,
): AppliedPatch {
	const skipped: PatchGroup[] = [];
	const before: CacheDocument = current ?? { asin };
	const isOlder = (group: PatchGroup, at: string, stored: unknown): boolean => {
		if (!isNewer(stored, at, now)) return false;
		if (!skipped.includes(group)) skipped.push(group);
		return true;
	};
	const document = {
		...before,
		asin,
		...priceChanges(before, patch, isOlder),
		...stockChanges(before, patch, isOlder),
		...basicInfoChanges(before, patch, isOlder),
		...screenChanges(before, patch, isOlder),
		...proofChanges(before, patch, isOlder),
		...memoryChanges(before, patch, isOlder),
		...errorChanges(before, patch, isOlder, now),
		cached_at: toStamp(now),
	};
	return { document: patch.is_import ? markImported(document, patch, skipped) : document, skipped };
}

/**
 * Notes the stamps of imported data. Once a fetch renews the data its stamp differs, and is trusted
 * again.
 */
function markImported(
	document: CacheDocument,
	patch: DocumentPatch,
	skipped: readonly PatchGroup[],
): CacheDocument {
	const stamps = dataGroups.flatMap((group) => {
		const at = skipped.includes(group) ? undefined : patch[group]?.at;
		return at === undefined ? [] : [[group, at]];
	});
	return { ...document, imported: { ...document.imported, ...Object.fromEntries(stamps) } };
}

type IsOlder = (group: PatchGroup, at: string, stored: unknown) => boolean;

function isNewer(stored: unknown, at: string, now: number): boolean {
	const storedAt = parseStamp(stored);
	const writtenAt = parseStamp(at);
	return storedAt !== null && storedAt <= now && writtenAt !== null && storedAt > writtenAt;
}

function priceChanges(before: CacheDocument, { price }: DocumentPatch, isOlder: IsOlder): Changes {
	if (!price || isOlder('price', price.at, before.price_updated_at)) return {};
	const { at, ...fields } = price;
	const recovered = before.failing_since ? { failing_since: null } : {};
	return { ...given<PriceFields>(fields), price_updated_at: at, ...recovered };
}

function stockChanges(before: CacheDocument, { stock }: DocumentPatch, isOlder: IsOlder): Changes {
	if (!stock || isOlder('stock', stock.at, before.stock_updated_at)) return {};
	const { at, ...fields } = stock;
	return { ...given<StockFields>(fields), stock_updated_at: at };
}

function basicInfoChanges(before: CacheDocument, patch: DocumentPatch, isOlder: IsOlder): Changes {
	const info = patch.basic_info;
	if (!info || isOlder('basic_info', info.at, before.basic_info_updated_at)) return {};
	const { at, ...fields } = info;
	return { ...given<BasicInfoFields>(keepNames(fields, before)), basic_info_updated_at: at };
}

function proofChanges(before: CacheDocument, patch: DocumentPatch, isOlder: IsOlder): Changes {
	const { contradicted_since, gone } = patch;
	return {
		...supportedChanges(before, patch, isOlder),
		...(isSettingNull(contradicted_since, before.contradicted_since) ? {} : { contradicted_since }),
		...(isSettingNull(gone, before.gone)
			? {}
			: { gone: gone ? seenGone(before.gone, gone.at) : null }),
	};
}

function supportedChanges(before: CacheDocument, patch: DocumentPatch, isOlder: IsOlder): Changes {
	if (!patch.supported) return {};
	const { only_if_missing, ...supported } = patch.supported;
	if (only_if_missing && before.supported) return {};
	return isOlder('supported', supported.at, before.supported?.at) ? {} : { supported };
}

/**
 * Returns true if there is nothing to write: the value is absent, or null and nothing was stored. Ten
 * thousand documents need no such fields.
 */
const isSettingNull = (value: unknown, before: unknown): boolean =>
	value === undefined || (value === null && !before);

function screenChanges(
	before: CacheDocument,
	{ screen }: DocumentPatch,
	isOlder: IsOlder,
): Changes {
	if (!screen || isOlder('screen', screen.screened_at, before.screen?.screened_at)) return {};
	const { fingerprint, screened_at, confirmed } = screen;
	const takesFingerprint = fingerprint !== null && (confirmed || !before.screen?.fingerprint);
	return {
		screen: { ...before.screen, screened_at, ...(takesFingerprint ? { fingerprint } : {}) },
	};
}

function memoryChanges(before: CacheDocument, patch: DocumentPatch, isOlder: IsOlder): Changes {
	return {
		...identityChanges(before, patch, isOlder),
		...(patch.reported ? { reported: mergeReported(before, patch.reported, isOlder) } : {}),
		...(patch.creating ? { creating: { ...before.creating, ...patch.creating } } : {}),
		...(patch.shop ? { shop: mergeShop(before, patch.shop, isOlder) } : {}),
	};
}

function identityChanges(before: CacheDocument, patch: DocumentPatch, isOlder: IsOlder): Changes {
	if (!patch.identity) return {};
	const { only_if_missing, ...identity } = patch.identity;
	if (only_if_missing && before.identity) {
		const complete = completeIdentity(before.identity, identity);
		return complete === before.identity ? {} : { identity: complete };
	}
	return isOlder('identity', identity.at, before.identity?.at) ? {} : { identity };
}

type Names = Pick<BasicInfoFields, 'title_ja' | 'brand'>;

/**
 * Puts the names that a product is known by in the place of those that an answer leaves out. Amazon gives null for
 * required fields at times (selling-partner-api-models #2286), and a product does not lose its name or brand: what
 * is held or hidden for one of them would be let go for want of an answer.
 */
export function keepNames<T extends Names>(answer: T, known: Names | null): T {
	const kept: Names = {};
	for (const field of ['title_ja', 'brand'] as const) {
		if (!answer[field] && known?.[field]) kept[field] = known[field];
	}
	return { ...answer, ...kept };
}

/** Adds the brand to an identity that was first read without one, while the title says that it is the same product. */
function completeIdentity(known: Identity, seen: Identity): Identity {
	const isSame = !known.brand && !!seen.brand && titlesAgree(known.title ?? '', seen.title ?? '');
	return isSame ? { ...known, brand: seen.brand } : known;
}

function mergeReported(
	before: CacheDocument,
	reported: Record<string, Reported>,
	isOlder: IsOlder,
): Record<string, Reported> {
	const newer = Object.entries(reported).filter(
		([account, state]) => !isOlder('reported', state.at, ownValue(before.reported, account)?.at),
	);
	return { ...before.reported, ...Object.fromEntries(newer) };
}

function mergeShop(
	before: CacheDocument,
	shop: Record<string, Partial<ShopMemory>>,
	isOlder: IsOlder,
): Record<string, ShopMemory> {
	const merged = Object.entries(shop).map(([key, memory]) => {
		const stored = ownValue(before.shop, key);
		const writtenAt = memory.last_written?.at;
		const isOutdated =
			writtenAt !== undefined && isOlder('shop', writtenAt, stored?.last_written?.at);
		return [key, mergeMemory(stored, isOutdated ? withoutLastWritten(memory) : memory)];
	});
	return { ...before.shop, ...Object.fromEntries(merged) };
}

function mergeMemory(stored: ShopMemory | undefined, memory: Partial<ShopMemory>): ShopMemory {
	const { cleared = {}, ...changes } = given<ShopMemory>(memory);
	const written = changes.last_written;
	const last = stored?.last_written;
	const rows = written?.row_stocks && {
		row_stocks: { ...last?.row_stocks, ...written.row_stocks },
	};
	return {
		...stored,
		...changes,
		...(written ? { last_written: { ...last, ...written, ...rows } } : {}),
		...clearMarks(stored, cleared),
	};
}

/** Clears the marks that are still those that the writer saw: another run may have set newer ones. */
const clearMarks = (
	stored: ShopMemory | undefined,
	cleared: NonNullable<ShopMemory['cleared']>,
): Partial<ShopMemory> =>
	Object.fromEntries(
		hideMarks
			.filter((mark) => cleared[mark] !== undefined && cleared[mark] === stored?.[mark])
			.map((mark) => [mark, null]),
	);

const withoutLastWritten = (memory: Partial<ShopMemory>): Partial<ShopMemory> => ({
	...memory,
	last_written: undefined,
});

/** A time in the future, which a wrong clock left, neither ends the failing nor says when it began. */
function errorChanges(
	before: CacheDocument,
	{ error }: DocumentPatch,
	isOlder: IsOlder,
	now: number,
): Changes {
	if (!error || isOlder('error', error.at, before.last_error_at)) return {};
	const past = (stamp: string | null | undefined): string | null =>
		stamp && !isFuture(parseStamp(stamp), now) ? stamp : null;
	const confirmedAt = parseStamp(past(before.price_updated_at)) ?? -Infinity;
	const isOverdue = confirmedAt >= (parseStamp(error.at) ?? -Infinity);
	const failing = isOverdue ? {} : { failing_since: past(before.failing_since) ?? error.at };
	return { last_error: error.message, last_error_at: error.at, ...failing };
}

/** Drops the fields that are undefined, so that they stay unchanged. */
const given = <T extends object>(fields: T): T =>
	Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
