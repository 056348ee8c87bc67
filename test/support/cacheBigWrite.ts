/** Run where files may hold a few KB only: tries to write a bigger document and says how it failed. */
import { FileStore } from '../../lib/stores/file/fileStore';

// Unheard, the signal would end the process before the write could fail.
process.on('SIGXFSZ', () => undefined);

async function main(folder: string): Promise<void> {
	const store = new FileStore({ folder, now: Date.now, fsync: false });
	const change = () => ({ text: 'x'.repeat(100_000) });
	const [outcome] = await store.update('documents', [{ key: 'B000000001', change }]);
	console.log(outcome?.ok === false ? String(outcome.error) : 'written');
}

void main(process.argv[2]!);
