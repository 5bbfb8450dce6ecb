import { isObject, Json } from './recipe';

interface Base {
  /** In the service's words, English. */
  readonly about: string;
  /** The name of the schema, such as `Likeness`. */
  readonly title: string;
}

export interface NumberNode extends Base {
  readonly kind: 'number';
  readonly whole: boolean;
  readonly least?: number;
  readonly most?: number;
}
export interface ChoiceNode extends Base {
  readonly kind: 'choice';
  readonly options: readonly (string | number)[];
}
export interface TextNode extends Base {
  readonly kind: 'text';
  readonly most: number;
}
export interface ListNode extends Base {
  readonly kind: 'list';
  readonly item: Node;
  readonly least: number;
  readonly most: number;
}
export interface ObjectNode extends Base {
  readonly kind: 'object';
  readonly fields: readonly FieldNode[];
}
export interface EitherNode extends Base {
  readonly kind: 'either';
  readonly variants: readonly Node[];
}
/** What needs nothing more said: yes or no, a colour, a picture of the account, rows of numbers, or anything else as JSON. */
export interface PlainNode extends Base {
  readonly kind: 'flag' | 'colour' | 'picture' | 'numbers' | 'json';
}

/** How a value is asked for. */
export type Node =
  NumberNode | ChoiceNode | TextNode | ListNode | ObjectNode | EitherNode | PlainNode;

export interface FieldNode {
  readonly name: string;
  readonly node: Node;
  readonly required: boolean;
  /** What counts when nothing is said; null is nothing. */
  readonly otherwise: unknown;
}

/** The form that a JSON Schema describes. What it cannot draw is asked for as JSON, so every argument can be set. */
export function nodeOf(schema: Json, definitions: Json = definitionsOf(schema)): Node {
  const resolved = resolve(schema, definitions);
  const base: Base = { about: text(resolved['description']), title: text(resolved['title']) };
  const variants = variantsOf(resolved);
  if (isColour(variants)) return { ...base, kind: 'colour' };
  if (variants.length === 1 && variants[0] !== resolved)
    return { ...nodeOf({ ...variants[0] }, definitions), ...describing(base) };
  if (variants.length > 1) {
    const nodes = variants.map((variant) => nodeOf(variant, definitions));
    const only = nodes[0];
    return only && nodes.every(isNumbers)
      ? { ...base, kind: 'numbers' }
      : { ...base, kind: 'either', variants: nodes };
  }
  return simple(resolved, base, definitions);
}

/** The value that a node begins with. */
export function first(node: Node): unknown {
  switch (node.kind) {
    case 'number':
      return Math.max(node.least ?? 0, node.whole ? 1 : (node.least ?? 0));
    case 'flag':
      return true;
    case 'choice':
      return node.options[0];
    case 'colour':
      return '#000000';
    case 'list':
      return Array.from({ length: node.least }, () => first(node.item));
    case 'either':
      return node.variants[0] && first(node.variants[0]);
    case 'object':
      return Object.fromEntries(
        node.fields
          .filter(({ required }) => required)
          .map(({ name, node: inner }) => [name, first(inner)]),
      );
    case 'numbers':
      return [];
    default:
      return '';
  }
}

/** Whether a value is of the kind that a node asks for. */
export function suits(node: Node, value: unknown): boolean {
  switch (node.kind) {
    case 'number':
      return typeof value === 'number';
    case 'flag':
      return typeof value === 'boolean';
    case 'choice':
      return node.options.includes(value as string);
    case 'object':
      return (
        isObject(value) && node.fields.every(({ name, required }) => !required || name in value)
      );
    case 'list':
    case 'numbers':
      return Array.isArray(value);
    default:
      return typeof value === 'string';
  }
}

function simple(schema: Json, base: Base, definitions: Json): Node {
  const options = schema['enum'];
  if (Array.isArray(options)) return { ...base, kind: 'choice', options: named(options) };
  switch (schema['type']) {
    case 'integer':
    case 'number':
      return {
        ...base,
        kind: 'number',
        whole: schema['type'] === 'integer',
        ...bound('least', schema['minimum']),
        ...bound('most', schema['maximum']),
      };
    case 'boolean':
      return { ...base, kind: 'flag' };
    case 'string':
      if (schema['format'] === 'uuid') return { ...base, kind: 'picture' };
      return { ...base, kind: 'text', most: (schema['maxLength'] as number | undefined) ?? 200 };
    case 'array':
      return listed(schema, base, definitions);
    case 'object':
      return isObject(schema['properties'])
        ? { ...base, kind: 'object', fields: fieldsOf(schema, definitions) }
        : { ...base, kind: 'json' };
    default:
      return { ...base, kind: 'json' };
  }
}

function listed(schema: Json, base: Base, definitions: Json): Node {
  if (Array.isArray(schema['prefixItems'])) return { ...base, kind: 'numbers' };
  if (!isObject(schema['items'])) return { ...base, kind: 'json' };
  const item = nodeOf(schema['items'], definitions);
  if (item.kind === 'number' || item.kind === 'numbers') return { ...base, kind: 'numbers' };
  return {
    ...base,
    kind: 'list',
    item,
    least: (schema['minItems'] as number | undefined) ?? 0,
    most: (schema['maxItems'] as number | undefined) ?? 100,
  };
}

/** The fields of an object; those that can have one value only are not asked for. */
export function fieldsOf(schema: Json, definitions: Json = definitionsOf(schema)): FieldNode[] {
  const required = Array.isArray(schema['required']) ? (schema['required'] as string[]) : [];
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  return Object.entries(properties)
    .filter(([name, property]) => isObject(property) && !('const' in property) && name !== 'op')
    .map(([name, property]) => ({
      name,
      node: nodeOf(property as Json, definitions),
      required: required.includes(name),
      otherwise: (property as Json)['default'] ?? null,
    }));
}

function resolve(schema: Json, definitions: Json): Json {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  const target = definitions[reference.split('/').at(-1) ?? ''];
  const own = Object.fromEntries(Object.entries(schema).filter(([name]) => name !== '$ref'));
  return isObject(target) ? { ...target, ...own } : own;
}

/** What a value may be, apart from null. */
function variantsOf(schema: Json): Json[] {
  const all = schema['anyOf'] ?? schema['oneOf'];
  if (!Array.isArray(all)) return [schema];
  return all.filter((one): one is Json => isObject(one) && one['type'] !== 'null');
}

function isColour(variants: readonly Json[]): boolean {
  return variants.some(({ format }) => format === 'color');
}

function isNumbers(node: Node): boolean {
  return node.kind === 'numbers' || node.kind === 'number';
}

/** Numbers beside names are the same things again, for programs. */
function named(options: readonly unknown[]): (string | number)[] {
  const known = options.filter(
    (option) => typeof option === 'string' || typeof option === 'number',
  );
  const names = known.filter((option) => typeof option === 'string' && !/^\d+$/.test(option));
  return names.length > 0 ? names : known;
}

function describing({ about, title }: Base): Partial<Base> {
  return { ...(about ? { about } : {}), ...(title ? { title } : {}) };
}

function bound(name: 'least' | 'most', value: unknown): Partial<NumberNode> {
  return typeof value === 'number' ? { [name]: value } : {};
}

function definitionsOf(schema: Json): Json {
  return isObject(schema['$defs']) ? schema['$defs'] : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
