import {
	nodeOf,
	pointAt,
	readWorkflow,
	syncWorkflow,
	withSettings,
} from '../../demo/n8n/workflows';

describe('withSettings', () => {
	it('sets the named fields and leaves the others and the original alone', async () => {
		const workflow = await readWorkflow(syncWorkflow);
		const before = JSON.stringify(workflow);
		const changed = withSettings(workflow, { dry_run: false, manual_limit: 0 });
		const text = JSON.stringify(nodeOf(changed, '設定').parameters);
		expect(text).toContain('"name":"dry_run","value":false');
		expect(text).toContain('"name":"manual_limit","value":0');
		expect(text).toContain('"name":"markup","value":1.3');
		expect(JSON.stringify(workflow)).toBe(before);
	});

	it('refuses a field that is not there', async () => {
		const workflow = await readWorkflow(syncWorkflow);
		expect(() => withSettings(workflow, { dryrun: false })).toThrow('has no field dryrun');
	});
});

describe('pointAt', () => {
	it('turns the error notice to another Chatwork', async () => {
		const workflow = pointAt(await readWorkflow(syncWorkflow), 'http://127.0.0.1:4030/v2');
		const { url } = nodeOf(workflow, 'エラーをChatworkに通知').parameters;
		expect(url).toMatch(/^=?http:\/\/127\.0\.0\.1:4030\/v2\/rooms\//);
		expect(JSON.stringify(workflow.nodes)).not.toMatch(/"url":"=?https:\/\/api\.chatwork/);
	});
});
