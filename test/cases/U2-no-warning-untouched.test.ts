import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers, type INode, type INodeProperties } from 'n8n-workflow';
import { description } from '../../nodes/DetectChanges/description';

/** U2: the untouched node for prices warned of a loss, for the editor can't know what an expression gives. */

const folder = join(__dirname, '../../workflows');

const judges = readdirSync(folder).flatMap((file) => {
	const { nodes } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { nodes: INode[] };
	return nodes
		.filter(({ type }) => type.endsWith('.detectChanges'))
		.map((node): [string, INode] => [`${file}: ${node.name}`, node]);
});

const noticesOf = (node: INode): INodeProperties[] => {
	const values = NodeHelpers.getNodeParameters(
		description.properties,
		node.parameters,
		true,
		false,
		node,
		description,
	);
	return description.properties.filter(
		(property) =>
			property.type === 'notice' &&
			NodeHelpers.displayParameter(values!, property, node, description),
	);
};

it('should look at a node of each workflow that decides prices', () => {
	expect(judges.length).toBeGreaterThanOrEqual(3);
});

it.each(judges)('should show no notice in %s as it is shipped', (_, node) => {
	expect(noticesOf(node)).toEqual([]);
});
