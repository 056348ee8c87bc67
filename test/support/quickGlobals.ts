import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

/**
 * Jest's own environment for Node, in a context whose globals are plain ones. In the usual kind each look at a
 * global goes through a proxy, and n8n looks at sixty of them for every expression.
 */
export default class QuickGlobals extends TestEnvironment {
	constructor(...given: ConstructorParameters<typeof TestEnvironment>) {
		const { createContext } = vm;
		vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
		try {
			super(...given);
		} finally {
			vm.createContext = createContext;
		}
	}
}
