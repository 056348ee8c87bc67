import { isAsin } from '../listing/codes/asin';
import type {
	LegacyFields,
	LegacyKind,
	LegacyReading,
	LegacyRecord,
	LegacyRefusal,
} from './legacyRecord';
import { readLegacyBasicInfo } from './readLegacyBasicInfo';
import { readLegacyOffer, type LegacyAnswer } from './readLegacyOffer';

/**
 * Parses one file of the older tools' cache folder (`inventory/data/cache/amazon_products/<ASIN>.json`),
 * in any of its forms. Never throws: unusable parts are returned as problems.
 * @param stem the file's name without `.json`: often the only place of the ASIN
 */
export function parseLegacyFile(
	stem: string,
	text: string,
	reading: LegacyReading,
): LegacyRecord | LegacyRefusal {
	if (!isAsin(stem)) return refuse('ファイル名が ASIN ではない');
	if (stem.startsWith('B0TEST')) return { kind: 'test', problems: ['テスト用の ASIN'] };
	const fields = parseFields(text);
	if (typeof fields === 'string') return refuse(fields);
	if (typeof fields.asin === 'string' && fields.asin !== stem) {
		return refuse(`中の asin (${fields.asin.slice(0, 20)}) がファイル名と違う`);
	}
	return toRecord(stem, fields, reading);
}

function toRecord(
	asin: string,
	fields: LegacyFields,
	reading: LegacyReading,
): LegacyRecord | LegacyRefusal {
	const { answer, price, stock, problem } = readLegacyOffer(fields, reading);
	const basic_info = readLegacyBasicInfo(fields, reading);
	const problems = problem ? [problem] : [];
	if (answer === 'none' && !basic_info) {
		return { kind: 'refused', problems: problem ? problems : ['使える内容がない'] };
	}
	const kind = findKind(answer, basic_info !== undefined);
	return {
		asin,
		kind,
		problems,
		...(price ? { price } : {}),
		...(stock ? { stock } : {}),
		...(basic_info ? { basic_info } : {}),
	};
}

function findKind(answer: LegacyAnswer, hasBasicInfo: boolean): LegacyKind {
	if (answer === 'none') return 'catalog';
	return hasBasicInfo && answer === 'priced' ? 'catalog_priced' : answer;
}

/** Returns the fields, or the reason why there are none. */
function parseFields(text: string): LegacyFields | string {
	if (text.trim() === '') return '空のファイル';
	try {
		const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
		const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
		return isObject ? (value as LegacyFields) : 'JSON オブジェクトではない';
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
		return '壊れた JSON (途中で切れている可能性)';
	}
}

const refuse = (problem: string): LegacyRefusal => ({ kind: 'refused', problems: [problem] });
