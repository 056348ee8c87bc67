import { mkdtemp, readdir, readFile, rm, truncate, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultValues } from '../../lib/ledger/rules/ruleValues';
import { findStop } from '../../lib/shop/gate/stopped';
import { openRules } from '../../lib/shop/rules/openRules';
import { FileStore } from '../../lib/stores/file/fileStore';
import { openStored } from '../support/stored';

/**
 * Found by a hostile review: a record of the rules, a pause or a brake that a disk or a synced folder spoiled was set
 * aside like an answer of Amazon's, and then counted as none. The next run began rules of its own, or wrote through the
 * brake.
 */

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'unreadable-'))));
afterEach(async () => await rm(folder, { recursive: true }));

const open = () => openStored({ store: new FileStore({ folder, now: Date.now }), now: Date.now });

/** Cuts the records of a collection short, as a disk does. @returns their paths */
async function spoil(collection: string): Promise<string[]> {
	const path = join(folder, 'state', collection);
	const files = (await readdir(path)).map((name) => join(path, name));
	for (const file of files) {
		await truncate(file, 40);
		await utimes(file, new Date(0), new Date(0));
	}
	return files;
}

const settings = {
	...{ dryRun: false, changes: {}, room: '', businessHours: '', approve: '' },
	...{ isManual: false, problem: null },
};
const ports = { previewOf: async () => await Promise.resolve(null), now: Date.now };
const WORDS = /読めないため、何も変更しません: .+ … .+。この記録を別の場所へ移し、Back Up の控え/;

it("should not begin a new book where the shop's cannot be read, and leave it in its place", async () => {
	const items = { 7: { neverTouch: true } };
	await open().rules.save('shop', { ...defaultValues, live: true, items }, 'owner');
	const [file] = await spoil('rules');
	await expect(openRules(open(), 'shop', settings, ports)).rejects.toThrow(WORDS);
	expect(await readFile(file!, 'utf8')).toHaveLength(40);
});

it.each(['brakes', 'pauses'])(
	'should let no cut through where the %s cannot be read',
	async (of) => {
		await open().brakes.add('shop', { run: 'r1', pausedBefore: null });
		await open().pauses.set('shop', { by: 'brake', reason: '緊急停止' });
		await spoil(of);
		const found = findStop(open(), 'shop', { edits: { price: 1 }, writer: 'run' });
		await expect(found).rejects.toThrow(WORDS);
	},
);
