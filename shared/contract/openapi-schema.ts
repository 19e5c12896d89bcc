import * as z from 'zod/mini';

/** A JSON Schema (2020-12), which is what OpenAPI 3.1 speaks. */
export interface Schema {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** The form of a schema on the wire: both requests and answers are what stands left of the codecs. */
export function wireSchema(schema: z.ZodMiniType): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', reused: 'inline' });
  return rest as Schema;
}

/** Only some fields of an object's schema. */
export function pick(schema: Schema, keep: (field: string) => boolean): Schema {
  const properties = Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([field]) => keep(field)));
  return { ...schema, properties, required: (schema.required ?? []).filter(keep) };
}
