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
	it('puts the room into the error notice', async () => {
		const workflow = fillInRoom(await readWorkflow(syncWorkflow), 424242);
		const { url } = nodeOf(workflow, 'エラーをChatworkに通知').parameters;
		expect(url).toBe('https://api.chatwork.com/v2/rooms/424242/messages');
	});
});
