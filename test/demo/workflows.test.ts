import {
	fillInRoom,
	nodeOf,
	readWorkflow,
	syncWorkflow,
	withSettings,
} from '../../realN8n/n8n/workflows';

describe('withSettings', () => {
	it('sets the named fields and leaves the others and the original alone', async () => {
		const workflow = await readWorkflow(syncWorkflow);
		const before = JSON.stringify(workflow);
		const changed = withSettings(workflow, { dry_run: false, manual_limit: 0 });
		const text = JSON.stringify(nodeOf(changed, '設定').parameters);
		expect(text).toContain('"name":"dry_run","value":false');
		expect(text).toContain('"name":"manual_limit","value":0');
		expect(text).toContain('"name":"markup","value":""');
		expect(JSON.stringify(workflow)).toBe(before);
	});

	it('refuses a field that is not there', async () => {
		const workflow = await readWorkflow(syncWorkflow);
		expect(() => withSettings(workflow, { dryrun: false })).toThrow('has no field dryrun');
	});
});

describe('fillInRoom', () => {
	it("puts the room into the sync's settings", async () => {
		const workflow = fillInRoom(await readWorkflow(syncWorkflow), 424242);
		const text = JSON.stringify(nodeOf(workflow, '設定').parameters);
		expect(text).toContain('"name":"chatwork_room_id","value":"424242"');
	});

	it('puts it into the start of a workflow that has no settings for it', async () => {
		const shipped = await readWorkflow('basic-info-weekly.json');
		const workflow = fillInRoom(shipped, 424242);
		expect(nodeOf(workflow, '実行の開始').parameters.room).toBe('424242');
		expect(nodeOf(shipped, '実行の開始').parameters.room).toBeUndefined();
	});
});
