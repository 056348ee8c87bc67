import { judgeHost, type HostFacts } from '../../../lib/findings/judgeHost';

const usual: HostFacts = {
	version: '2.20.12',
	zone: 'Asia/Tokyo',
	savesEachRun: false,
	concurrency: null,
	timeLimitSeconds: null,
	isQueueMode: false,
};

const judge = (facts: Partial<HostFacts>): string[] =>
	judgeHost({ ...usual, ...facts })
		.filter(({ level }) => level !== 'green')
		.map(({ check, outcome }) => `${check} ${outcome}`);

describe('judgeHost', () => {
	it.each([
		[{}, []],
		[{ version: '2.8.4' }, []],
		[{ version: '2.41.9' }, []],
		[{ version: '2.8.3' }, ['n8n_version older']],
		[{ version: '2.100.0' }, ['n8n_version newer']],
		[{ version: '' }, ['n8n_version unknown']],
		[{ zone: 'UTC' }, ['time_zone other']],
		[{ concurrency: 1 }, ['concurrency one']],
		[{ concurrency: 5 }, ['concurrency few']],
		[{ concurrency: 10, isQueueMode: true }, []],
		[{ timeLimitSeconds: 3_600 }, ['time_limit too_short']],
		[{ timeLimitSeconds: 7_200 }, []],
	])('should judge %j', (facts, expected) => {
		expect(judge(facts)).toEqual(expected);
	});
});
