import { readFileSync } from 'node:fs';

import { parse } from 'yaml';

import { at } from './workspace.ts';

interface Schema {
  $ref?: string;
  nullable?: boolean;
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  allOf?: Schema[];
  oneOf?: Schema[];
}

interface Contract {
  components: { schemas: Record<string, Schema> };
}

const { schemas } = (parse(readFileSync(at('spec', 'fapi-2026-05-12.yml'), 'utf8')) as Contract).components;

/**
 * Where a resource differs from its schema in the contract: fields that are missing or unknown, and values outside of an
 * enumeration. Empty if nowhere.
 */
export function differences(schema: string | Schema, value: unknown, where = String(schema)): string[] {
  const { nullable, required, properties, oneOf, allOf, enum: values } = typeof schema === 'string' ? flat({ $ref: `/${schema}` }) : flat(schema);
  if (value === null && (nullable ?? allOf?.some((part) => flat(part).nullable))) return [];
  if (values && !values.includes(value)) return [`${where} is ${JSON.stringify(value)}`];
  if (oneOf) {
    const found = oneOf.map((part) => differences(part, value, where));
    return found.reduce((best, other) => (other.length < best.length ? other : best));
  }
  if (!properties || typeof value !== 'object' || value === null) return [];
  const fields = Object.entries(value);
  return [
    ...(required ?? []).filter((name) => !(name in value)).map((name) => `${where}.${name} is missing`),
    ...fields.flatMap(([name, field]) =>
      properties[name] ? differences(properties[name], field, `${where}.${name}`) : [`${where}.${name} is unknown`],
    ),
  ];
}

/** A schema with what it refers to and consists of put together. */
function flat(schema: Schema): Schema {
  const { $ref, allOf = [], ...own } = schema;
  const parts = [...($ref ? [schemas[$ref.split('/').at(-1) ?? ''] ?? {}] : []), ...allOf].map(flat);
  return [...parts, own].reduce<Schema>(
    (all, part) => ({
      ...all,
      ...part,
      properties: all.properties || part.properties ? { ...all.properties, ...part.properties } : undefined,
      required: [...(all.required ?? []), ...(part.required ?? [])],
    }),
    { allOf },
  );
}
