import { Low, type Adapter } from 'lowdb';

/** The behaviour of lowdb 7 that lib/stores/file/recordFolder.ts relies on: docs/adr/0001-old-dependencies.md. */

const adapter = (write: (data: object) => Promise<void>): Adapter<object> => ({
	read: () => Promise.reject(new Error('nobody asked for a read')),
	write,
});

describe('lowdb', () => {
	it('should hand the adapter the very record, without a read before', async () => {
		const record = { price: 1200, extra: { deep: [1] } };
		const written: object[] = [];
		await new Low(
			adapter(async (data) => void written.push(data)),
			record,
		).write();
		expect(written).toEqual([record]);
		expect(written[0]).toBe(record);
	});

	it('should be done only when the adapter is', async () => {
		let isDone = false;
		const slow = adapter(async () => {
			await new Promise((resolve) => setTimeout(resolve, 20));
			isDone = true;
		});
		await new Low(slow, {}).write();
		expect(isDone).toBe(true);
	});

	it("should hand on the adapter's own error", async () => {
		const error = Object.assign(new Error('no such folder'), { code: 'ENOENT' });
		const failing = adapter(async () => Promise.reject(error));
		await expect(new Low(failing, {}).write()).rejects.toBe(error);
	});

	it('should write again after a failed write', async () => {
		const written: object[] = [];
		let isBroken = true;
		const once = adapter(async (data) => {
			if (isBroken) throw new Error('not yet');
			written.push(data);
		});
		const database = new Low(once, { a: 1 });
		await expect(database.write()).rejects.toThrow('not yet');
		isBroken = false;
		await database.write();
		expect(written).toEqual([{ a: 1 }]);
	});
});
