/** JSON as it comes from the wire. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json | undefined;
}

/** Makes something better than camelCase of the object under `key`; nothing for what it has no opinion about. */
type Maker = (key: string, json: JsonObject) => unknown;

/** Objects that belong to the application, and claims: their keys are left alone. */
const OPAQUE = ['actor', 'zxcvbn', 'plan'];

/**
 * A resource as programs read it: `first_name` becomes `firstName`, a time in milliseconds (`..._at`) a Date.
 */
export function camelCased<T = Record<string, unknown>>(json: JsonObject, make?: Maker): T {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(json)) {
    const [first, ...more] = key.split('_');
    out[more.reduce((name, word) => name + word.charAt(0).toUpperCase() + word.slice(1), first ?? '')] = converted(key, value, make);
  }
  return out as T;
}

function converted(key: string, value: Json | undefined, make?: Maker): unknown {
  if (key.endsWith('_metadata') || OPAQUE.includes(key)) return value;
  if (typeof value === 'number' && key.endsWith('_at')) return new Date(value);
  if (Array.isArray(value)) return value.map((item) => converted(key, item, make));
  return value !== null && typeof value === 'object' ? (make?.(key, value) ?? camelCased(value, make)) : value;
}

export function snakeCased(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * Parameters as a form body: names in snake_case, lists as repeated names, objects as JSON, `null` as empty.
 */
export function formBody(params: object): string {
  const form = new URLSearchParams();
  for (const [key, value] of Object.entries(params) as [string, unknown][]) {
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (item !== undefined) form.append(snakeCased(key), item === null ? '' : typeof item === 'object' ? JSON.stringify(item) : String(item as string));
    }
  }
  return form.toString();
}
