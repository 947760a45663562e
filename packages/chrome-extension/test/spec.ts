import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

interface Schema {
  $ref?: string;
  properties?: Record<string, unknown>;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
}

interface Contract {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } } | undefined>>;
  components: { schemas: Record<string, Schema> };
}

const contract = parse(await readFile(new URL('../../../spec/fapi-2026-05-12.yml', import.meta.url), 'utf8')) as Contract;

/** The names of an operation's body parameters, by content type; `undefined` if the contract has no such operation. */
export function operation(method: string, path: string): Map<string, Set<string>> | undefined {
  const matches = (template: string) => new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(`/v1${path}`);
  // A literal path comes before one with a parameter in its place.
  const templates = Object.keys(contract.paths).filter(matches).sort((a, b) => a.split('{').length - b.split('{').length);
  const found = templates.map((template) => contract.paths[template]?.[method.toLowerCase()]).find(Boolean);
  return found && new Map(Object.entries(found.requestBody?.content ?? {}).map(([type, { schema }]) => [type, names(schema)]));
}

function names(schema: Schema): Set<string> {
  const { $ref, properties = {}, allOf = [], oneOf = [], anyOf = [] } = schema;
  const inner = $ref === undefined ? [] : [contract.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {}];
  return new Set([...Object.keys(properties), ...[...inner, ...allOf, ...oneOf, ...anyOf].flatMap((part) => [...names(part)])]);
}
