import { z } from 'zod';

/** PHP writes a list with gaps as an object. */
export const WireRows = z.union([
	z.array(z.unknown()),
	z.record(z.string(), z.unknown()).transform((rows) => Object.values(rows)),
]);
