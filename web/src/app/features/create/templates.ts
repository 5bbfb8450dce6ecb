import { layerOf, Lettering, PLAIN_LETTERING } from '@core/recipes/lettering';
import { Json, RecipeJson } from '@core/recipes/recipe';
import { Size } from '@core/recipes/shape';
import { withLayers } from './layers';
import { layerOfShape, PLAIN_SHAPE, Shape } from './shapes';

/** Something to begin with. Its texts are keys. */
export interface Template extends Size {
  readonly name: string;
  readonly make: (say: (key: string) => string) => RecipeJson;
}

/** Sizes that pictures are often wanted in, px. */
export const SIZES: readonly (Size & { readonly name: string })[] = [
  { name: 'square', width: 1080, height: 1080 },
  { name: 'story', width: 1080, height: 1920 },
  { name: 'wide', width: 1200, height: 630 },
  { name: 'banner', width: 1500, height: 500 },
  { name: 'screen', width: 1920, height: 1080 },
];

/** A canvas of one colour with nothing on it. */
export function blank({ width, height }: Size): RecipeJson {
  return {
    canvas: { create: { width, height, background: '#ffffff' } },
    steps: [],
    output: { format: 'png' },
  };
}

export const TEMPLATES: readonly Template[] = [
  {
    name: 'title',
    width: 1200,
    height: 630,
    make: (say) =>
      made({ width: 1200, height: 630 }, gradient(135, '#1f3f6a', '#4a8f7f'), [
        at(80, 190, text({ content: say('title.heading'), size: 96 })),
        at(80, 318, shape({ kind: 'line', width: 160, height: 8, fill: '#ffe08a' })),
        at(80, 352, text({ content: say('title.text'), size: 40, bold: false, opacity: 0.9 })),
      ]),
  },
  {
    name: 'quote',
    width: 1080,
    height: 1080,
    make: (say) =>
      made({ width: 1080, height: 1080 }, { background: '#f4f0e8' }, [
        at(96, 120, text({ content: '“', size: 320, family: 'DejaVu Serif', colour: '#c8443a' })),
        at(
          96,
          400,
          text({
            content: say('quote.text'),
            size: 72,
            family: 'DejaVu Serif',
            bold: false,
            colour: '#24272d',
            width: 880,
          }),
        ),
        at(96, 900, text({ content: say('quote.who'), size: 36, colour: '#c8443a' })),
      ]),
  },
  {
    name: 'news',
    width: 1080,
    height: 1920,
    make: (say) =>
      made({ width: 1080, height: 1920 }, gradient(180, '#3d1f2a', '#c8443a'), [
        at(
          700,
          -180,
          shape({ kind: 'ellipse', width: 560, height: 560, fill: '#ffe9a8', opacity: 0.9 }),
        ),
        at(80, 1180, text({ content: say('news.heading'), size: 120, width: 920 })),
        at(80, 1560, text({ content: say('news.text'), size: 48, bold: false, width: 920 })),
      ]),
  },
  {
    name: 'badge',
    width: 800,
    height: 800,
    make: (say) =>
      made({ width: 800, height: 800 }, { background: '#00000000' }, [
        at(60, 60, shape({ kind: 'star', width: 680, height: 680, fill: '#f3bd6b' })),
        at(200, 200, shape({ kind: 'ellipse', width: 400, height: 400, fill: '#c8443a' })),
        at(286, 350, text({ content: say('badge.text'), size: 76, align: 'centre' })),
      ]),
  },
];

function made(size: Size, ground: Json, layers: readonly Json[]): RecipeJson {
  const create = { ...size, ...ground };
  return withLayers({ canvas: { create }, steps: [], output: { format: 'png' } }, layers);
}

function gradient(angle: number, from: string, to: string): Json {
  const stops = [
    { offset: 0, colour: from },
    { offset: 1, colour: to },
  ];
  return { gradient: { angle, stops } };
}

function at(left: number, top: number, input: Json): Json {
  return { input, left, top };
}

function text(changes: Partial<Lettering>): Json {
  return layerOf({ ...PLAIN_LETTERING, ...changes });
}

function shape(changes: Partial<Shape>): Json {
  return layerOfShape({ ...PLAIN_SHAPE, ...changes });
}
