import { fieldsOf, first, nodeOf, suits } from './schema';

const COLOUR = {
  anyOf: [
    { type: 'string', format: 'color' },
    { type: 'object', properties: { r: { type: 'number' } } },
    { type: 'null' },
  ],
  default: null,
};

const SCHEMA = {
  $defs: {
    Corners: {
      title: 'Corners',
      type: 'object',
      properties: { topLeft: { type: 'number', default: 0 } },
    },
    Layer: {
      title: 'Layer',
      type: 'object',
      properties: { image: { type: 'string', format: 'uuid' } },
      required: ['image'],
    },
  },
  type: 'object',
  properties: {
    op: { const: 'novelty', type: 'string' },
    size: { type: 'integer', minimum: 2, maximum: 9, default: 3, description: 'How large.' },
    sigma: { anyOf: [{ type: 'number', minimum: 0.3 }, { type: 'null' }], default: null },
    exact: { type: 'boolean', default: false },
    fit: { enum: ['cover', 'inside', '1', 1], default: 'cover' },
    background: COLOUR,
    radius: { anyOf: [{ type: 'number' }, { $ref: '#/$defs/Corners' }, { type: 'null' }] },
    matrix: { type: 'array', items: { type: 'array', items: { type: 'number' } } },
    layers: { type: 'array', items: { $ref: '#/$defs/Layer' }, minItems: 1, maxItems: 4 },
    odd: { type: 'object', patternProperties: {} },
  },
  required: ['layers'],
};

describe('the form of an operation that nobody here knows', () => {
  const fields = fieldsOf(SCHEMA);
  const node = (name: string) => {
    const found = fields.find((field) => field.name === name);
    if (!found) throw new Error(name);
    return found.node;
  };

  it('asks for every argument but the name of the operation', () => {
    expect(fields.map(({ name, node: { kind } }) => `${name}: ${kind}`)).toEqual([
      'size: number',
      'sigma: number',
      'exact: flag',
      'fit: choice',
      'background: colour',
      'radius: either',
      'matrix: numbers',
      'layers: list',
      'odd: json',
    ]);
  });

  it('has the bounds, the description and the default of the schema', () => {
    expect(node('size')).toMatchObject({ whole: true, least: 2, most: 9, about: 'How large.' });
    expect(fields[0]).toMatchObject({ otherwise: 3, required: false });
  });

  it('offers names, not the numbers that mean the same', () => {
    expect(node('fit')).toMatchObject({ options: ['cover', 'inside'] });
  });

  it('begins required arguments with something that is taken', () => {
    const whole = nodeOf(SCHEMA);

    expect(first(whole)).toEqual({ layers: [{ image: '' }] });
  });

  it('knows which of several kinds a value is', () => {
    const radius = node('radius');
    const kinds = radius.kind === 'either' ? radius.variants : [];

    expect(kinds.findIndex((kind) => suits(kind, 4))).toBe(0);
    expect(kinds.findIndex((kind) => suits(kind, { topLeft: 4 }))).toBe(1);
  });
});
