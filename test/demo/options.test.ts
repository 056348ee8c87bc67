import { Failure } from '../../realN8n/machine/failure';
import { readOptions } from '../../demo/options';

describe('readOptions', () => {
	it('has a default for everything', () => {
		expect(readOptions([])).toEqual({
			once: false,
			items: 200,
			speed: 60,
			seed: 7,
			json: false,
			port: 5678,
			help: false,
		});
	});

	it('reads each option', () => {
		const args = ['--once', '--json', '--items', '10772', '--speed', '2.5', '--seed=1', '--port=0'];
		expect(readOptions(args)).toMatchObject({
			once: true,
			json: true,
			items: 10_772,
			speed: 2.5,
			seed: 1,
			port: 0,
		});
	});

	it.each([
		[['--items', '39'], '--items must be a whole number from 40 to 50000, not "39".'],
		[['--items', '1e9'], '--items must be a whole number from 40 to 50000, not "1e9".'],
		[['--items', 'many'], '--items must be a whole number from 40 to 50000, not "many".'],
		[['--items', '40.5'], '--items must be a whole number from 40 to 50000, not "40.5".'],
		[['--speed', '0'], '--speed must be a number from 0.1 to 1000, not "0".'],
		[['--port', '65536'], '--port must be a whole number from 0 to 65535, not "65536".'],
		[['--port', ''], '--port must be a whole number from 0 to 65535, not "".'],
	])('refuses %j in one sentence', (args, sentence) => {
		expect(() => readOptions(args)).toThrow(new Failure(sentence));
	});

	it('names an unknown option and lists the known ones', () => {
		expect(() => readOptions(['--onec'])).toThrow(/Unknown option '--onec'[^]*--once/);
	});
});
