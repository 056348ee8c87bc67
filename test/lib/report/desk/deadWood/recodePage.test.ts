import { renderRecodePage } from '../../../../../lib/report/desk/deadWood/recodePage';
import { refuseDeadJob } from '../../../../../lib/report/desk/deadWood/refuseDeadJob';
import type { JobProgress, StopFacts } from '../../../../../lib/shop/desk/readStop';
import { listing } from '../../../../support/situation';

const ready = { hasJobs: true, hasStep: true };
const free: StopFacts = {
	...{ pause: null, brake: null, last: null, hidden: 0, list: null, job: null, state: 's' },
	hours: { hide: 0, show: 0 },
};
const job = { isUnderWay: true } as JobProgress;

describe('another ASIN at the desk', () => {
	it('should be possible while the shop is free, and also while it is paused', () => {
		expect(refuseDeadJob(free, ready)).toBe('');
	});

	it.each([
		[
			'the workflow works for another shop',
			free,
			{ ...ready, hasJobs: false },
			'別のショップの認証情報',
		],
		['the workflow is an older one', free, { ...ready, hasStep: false }, 'ワークフローが古い'],
		['another job is under way', { ...free, job }, ready, 'ほかの作業が終わるまで'],
	])('should be refused where %s', (_, stop, circumstances, reason) => {
		expect(refuseDeadJob(stop, circumstances)).toContain(reason);
	});

	const render = (title: string, typed = '', refusal = '') =>
		renderRecodePage(
			{
				...{ asins: ['B000000001'], stop: free, refusal, problem: '', typed },
				listing: listing({ item_id: 7, title }),
			},
			{
				...{ account: 'b&c', accounts: ['b&c'], madeAt: '', done: '', questions: 0 },
				sign: (action, targets = [], rows = 0, state = '') => ({
					...{ action, account: 'b&c', targets, state, rows, token: 't' },
				}),
			},
		);

	it('should be asked for with the present one beside it', () => {
		const html = render('水筒');
		expect(html).toContain('https://www.amazon.co.jp/dp/B000000001');
		expect(html).toContain('<input type="hidden" name="target" value="7">');
	});

	it('should not be asked for where it is refused', () => {
		expect(render('水筒', '', 'いまは変えられません')).not.toContain('<form');
	});

	it('should take no title and nothing typed for markup', () => {
		const hostile = '"><script>alert(1)</script>';
		expect(render(hostile, hostile)).not.toContain('<script>');
	});
});
