import fc from 'fast-check';
import { noRuns } from '../../../lib/ledger/runs/runMemory';
import { standardRules } from '../../../lib/health/health';
import { judgeShop, type Matter, type Tone } from '../../../lib/health/judgeShop';

const questions: Matter = { kind: 'questions', questions: 1, items: 3 };
const testRun: Matter = { kind: 'test_run' };
const brake: Matter = { kind: 'brake', until: null, visible: 0 };
const alarm: Matter = {
	kind: 'alarm',
	rules: standardRules,
	alarm: { key: 'a', kind: 'too_old', workflow: '同期', account: 'shop', since: 1 },
	watched: {
		...{ key: 'a', workflow: '同期', account: 'shop', memory: noRuns, futureStamp: null },
		...{ wasLive: true, confirmsPrices: true, patienceMs: 1, maximumAgeMs: 1, nextDueAt: null },
	},
};

describe('the judgement of a shop', () => {
	it('should be good if nothing is the matter', () => {
		expect(judgeShop([])).toEqual({ tone: 'good', matters: [] });
	});

	it('should name the gravest matter first', () => {
		const { tone, matters } = judgeShop([testRun, questions, alarm, brake]);
		expect(tone).toBe('bad');
		expect(matters.map(({ kind }) => kind)).toEqual(['alarm', 'brake', 'questions', 'test_run']);
	});

	it('should warn of what only waits for the owner', () => {
		expect(judgeShop([questions]).tone).toBe('warn');
	});

	it('should never be better with one matter more', () => {
		const order: Tone[] = ['good', 'warn', 'bad'];
		const matter = fc.constantFrom(questions, testRun, brake, alarm);
		fc.assert(
			fc.property(fc.array(matter), matter, (matters, another) => {
				const before = order.indexOf(judgeShop(matters).tone);
				const after = order.indexOf(judgeShop([...matters, another]).tone);
				expect(after).toBeGreaterThanOrEqual(before);
			}),
		);
	});
});
