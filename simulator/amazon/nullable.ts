/**
 * A model's type as the service really fills it: any field or entry may be null. Amazon's model says
 * otherwise, yet brand came as null (selling-partner-api-models #3984) and so did the variant of images
 * (#2286); of the other fields nobody reported it so far.
 */
export type Nullable<T> = T extends readonly (infer Entry)[]
	? (Nullable<Entry> | null)[]
	: T extends object
		? { [Key in keyof T]: Nullable<T[Key]> | null }
		: T;
