import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { noteServer, occupy } from '../../realN8n/machine/occupy';
import { temporaryFolder } from '../support/temporaryFolder';

describe('occupy', () => {
	let place: ReturnType<typeof temporaryFolder>;
	let editor: Server;

	beforeEach(async () => {
		place = temporaryFolder();
		editor = createServer((_request, response) => response.end('{}')).listen(0, '127.0.0.1');
		await once(editor, 'listening');
	});

	afterEach(async () => {
		editor.close();
		place.remove();
	});

	const leave = (occupant: object | string): void => {
		const text = typeof occupant === 'string' ? occupant : JSON.stringify(occupant);
		writeFileSync(join(place.folder, 'running.json'), text);
	};
	const editorUrl = (): string => `http://127.0.0.1:${(editor.address() as AddressInfo).port}`;

	/** The id of a process that is surely gone. */
	const deadPid = async (): Promise<number> => {
		const child = spawn(process.execPath, ['-e', '']);
		await once(child, 'close');
		return child.pid!;
	};

	it('empties the folder and notes who has it', async () => {
		writeFileSync(join(place.folder, 'left over'), '');
		await occupy(place.folder);
		expect(existsSync(join(place.folder, 'left over'))).toBe(false);
		await noteServer(place.folder, editorUrl(), 4242);
		expect(JSON.parse(readFileSync(join(place.folder, 'running.json'), 'utf8'))).toEqual({
			pid: process.pid,
			url: editorUrl(),
			n8nPid: 4242,
		});
	});

	it('refuses while another demo runs', async () => {
		leave({ pid: process.ppid, url: null, n8nPid: null });
		await expect(occupy(place.folder)).rejects.toThrow(
			`Another demo is running here already (process ${process.ppid}).`,
		);
	});

	it('names the n8n that a killed demo left behind', async () => {
		leave({ pid: await deadPid(), url: editorUrl(), n8nPid: 4242 });
		await expect(occupy(place.folder)).rejects.toThrow('End it with: kill 4242');
	});

	it('takes over from a demo that is gone with its n8n', async () => {
		leave({ pid: await deadPid(), url: 'http://127.0.0.1:9', n8nPid: 4242 });
		await expect(occupy(place.folder)).resolves.toBeUndefined();
	});

	it('takes over where a crash cut the note off in the middle', async () => {
		leave('{"pid":1,');
		await expect(occupy(place.folder)).resolves.toBeUndefined();
	});
});
