import * as fs from 'node:fs';
import { join } from 'node:path';
import { renamePatiently, replaceFile, syncFolder } from '../../../lib/stores/file/system/durable';
import { temporaryFolder } from '../../support/temporaryFolder';

const failure = (code: string) => Object.assign(new Error(code), { code });

describe('a rename', () => {
	it.each(['EPERM', 'EBUSY', 'EACCES'])(
		'should be tried again while a file is held: %s',
		async (code) => {
			const calls: string[] = [];
			const rename = async (from: unknown, to: unknown) => {
				calls.push(`${String(from)} ${String(to)}`);
				if (calls.length < 3) throw failure(code);
			};

			await renamePatiently('from', 'to', rename);

			expect(calls).toEqual(['from to', 'from to', 'from to']);
		},
	);

	it('should not be tried again for what waiting can not mend', async () => {
		let calls = 0;
		const rename = async () => {
			calls++;
			throw failure('ENOSPC');
		};

		await expect(renamePatiently('from', 'to', rename)).rejects.toMatchObject({ code: 'ENOSPC' });
		expect(calls).toBe(1);
	});
});

describe('a replacement', () => {
	const options = { fsync: true, random: () => 0.5 };

	it('should leave the old file and nothing else where it fails', async () => {
		const { folder, remove } = temporaryFolder();
		fs.mkdirSync(join(folder, 'target.json'));
		fs.writeFileSync(join(folder, 'target.json', 'inside'), 'x');

		await expect(replaceFile(join(folder, 'target.json'), 'new', options)).rejects.toThrow();

		expect(fs.readdirSync(folder)).toEqual(['target.json']);
		remove();
	});

	it('should bear a time of its own within one tick of the clock', async () => {
		const { folder, remove } = temporaryFolder();
		const file = join(folder, 'a.json');
		const times = new Set<bigint>();
		let step = 0;
		for (let write = 0; write < 20; write++) {
			await replaceFile(file, 'same size', { fsync: false, random: () => (step++ % 97) / 97 });
			times.add(fs.statSync(file, { bigint: true }).mtimeNs);
		}

		expect(times.size).toBe(20);
		remove();
	});

	it('should share the syncs of a folder among those who wait for one', async () => {
		const { folder, remove } = temporaryFolder();
		const first = syncFolder(folder);
		const second = syncFolder(folder);
		const third = syncFolder(folder);

		expect(second).toBe(third);
		expect(first).not.toBe(second);
		await Promise.all([first, second, third]);
		const fourth = syncFolder(folder);
		expect(fourth).not.toBe(third);
		await fourth;
		remove();
	});
});
