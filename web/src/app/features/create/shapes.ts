import { isObject, Json } from '@core/recipes/recipe';

export const SHAPES = ['rect', 'ellipse', 'triangle', 'star', 'line', 'arrow'] as const;
export type ShapeKind = (typeof SHAPES)[number];

/** A drawing that is set by numbers; the recipe has it as SVG. */
export interface Shape {
  readonly kind: ShapeKind;
  /** px */
  readonly width: number;
  /** px */
  readonly height: number;
  readonly fill: string;
  readonly stroke: string;
  /** Of the outline, px. */
  readonly thickness: number;
  /** Of the corners of a rectangle, px. */
  readonly radius: number;
  /** From 0 to 1. */
  readonly opacity: number;
}

export const PLAIN_SHAPE: Shape = {
  kind: 'rect',
  width: 320,
  height: 200,
  fill: '#2f4bd6',
  stroke: '#15171c',
  thickness: 0,
  radius: 16,
  opacity: 1,
};

const NOTED = /^<svg [^>]*data-shape='([^']*)'/;

/** The layer that draws it. What it was set to is noted in the drawing, to be set again. */
export function layerOfShape(shape: Shape): Json {
  const { width, height } = shape;
  const note = JSON.stringify(shape);
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" data-shape='${note}'>` +
    `<g fill="${shape.fill}" stroke="${shape.stroke}" stroke-width="${shape.thickness}" opacity="${shape.opacity}" stroke-linejoin="round">` +
    `${drawn(shape)}</g></svg>`;
  return { svg };
}

/** What a layer draws, if it was drawn by `layerOfShape`. */
export function shapeOf(layer: unknown): Shape | null {
  const svg = isObject(layer) ? layer['svg'] : undefined;
  const note = typeof svg === 'string' ? NOTED.exec(svg)?.[1] : undefined;
  try {
    const read: unknown = JSON.parse(note ?? 'null');
    return isObject(read) ? { ...PLAIN_SHAPE, ...read } : null;
  } catch {
    return null;
  }
}

function drawn({ kind, width, height, thickness, radius, fill }: Shape): string {
  // The outline lies inside.
  const edge = thickness / 2;
  const [right, bottom] = [Math.max(width - edge, edge), Math.max(height - edge, edge)];
  const [middle, centre] = [width / 2, height / 2];
  switch (kind) {
    case 'rect': {
      const [across, down] = [right - edge, bottom - edge];
      return `<rect x="${edge}" y="${edge}" width="${across}" height="${down}" rx="${radius}"/>`;
    }
    case 'ellipse':
      return `<ellipse cx="${middle}" cy="${centre}" rx="${(right - edge) / 2}" ry="${(bottom - edge) / 2}"/>`;
    case 'triangle':
      return `<path d="M${middle} ${edge}L${right} ${bottom}L${edge} ${bottom}z"/>`;
    case 'star':
      return `<path d="${star(middle, centre, middle - edge, centre - edge)}"/>`;
    case 'line':
      return `<path d="M0 ${centre}H${width}" stroke="${fill}" stroke-width="${height}"/>`;
    case 'arrow': {
      const [head, half] = [Math.min(height, width / 2), height / 6];
      const neck = width - head;
      return (
        `<path d="M${edge} ${centre - half}H${neck}V${edge}L${right} ${centre}` +
        `L${neck} ${bottom}V${centre + half}H${edge}z"/>`
      );
    }
  }
}

function star(x: number, y: number, across: number, down: number): string {
  const points = Array.from({ length: 10 }, (_, index) => {
    const [angle, by] = [(index * Math.PI) / 5 - Math.PI / 2, index % 2 ? 0.4 : 1];
    return `${(x + Math.cos(angle) * across * by).toFixed(1)} ${(y + Math.sin(angle) * down * by).toFixed(1)}`;
  });
  return `M${points.join('L')}z`;
}
