import { numberOf, Step } from './recipe';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A rectangle in a picture, px. */
export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

/** Operations after which the picture has another size that only the service knows. */
const UNKNOWN = new Set(['trim', 'affine']);
const TURNING = new Set(['rotate', 'flip', 'flop', 'autoOrient']);
const SHAPING = new Set([
  'rotate',
  'flip',
  'flop',
  'extract',
  'resize',
  'extend',
  'trim',
  'affine',
]);

/** Whether a step changes where the pixels are, not what they are. */
export function isShaping({ op }: Step): boolean {
  return SHAPING.has(op) || TURNING.has(op);
}

/** The size of the picture after the steps, px; null when it cannot be told from here. */
export function sizeAfter(steps: readonly Step[], start: Size): Size | null {
  let size: Size | null = start;
  for (const step of steps) size = size && after(step, size);
  return size;
}

function after(step: Step, size: Size): Size | null {
  if (UNKNOWN.has(step.op)) return null;
  if (step.op === 'extract')
    return rounded(numberOf(step, 'width', 1), numberOf(step, 'height', 1));
  if (step.op === 'rotate') return turned(size, numberOf(step, 'angle', 0));
  if (step.op === 'extend') {
    const [top, bottom, left, right] = ['top', 'bottom', 'left', 'right'].map((side) =>
      numberOf(step, side, 0),
    ) as [number, number, number, number];
    return rounded(size.width + left + right, size.height + top + bottom);
  }
  return step.op === 'resize' ? resized(step, size) : size;
}

/** The box around the picture after it was turned clockwise by some degrees. */
export function turned({ width, height }: Size, angle: number): Size {
  const radians = (angle * Math.PI) / 180;
  const [cos, sin] = [Math.abs(Math.cos(radians)), Math.abs(Math.sin(radians))];
  return rounded(width * cos + height * sin, width * sin + height * cos);
}

function resized(step: Step, size: Size): Size {
  const ratio = size.width / size.height;
  const [w, h] = [numberOf(step, 'width', 0), numberOf(step, 'height', 0)];
  if (!w && !h) return size;
  const fit = w && h ? String(step['fit'] ?? 'cover') : 'fill';
  const wanted = { width: w || h * ratio, height: h || w / ratio };
  const scales = [wanted.width / size.width, wanted.height / size.height];
  const scale = fit === 'inside' ? Math.min(...scales) : Math.max(...scales);
  if (step['withoutEnlargement'] === true && scale > 1 && fit !== 'contain') {
    return fit === 'cover'
      ? rounded(Math.min(wanted.width, size.width), Math.min(wanted.height, size.height))
      : size;
  }
  if (fit === 'inside' || fit === 'outside')
    return rounded(size.width * scale, size.height * scale);
  return rounded(wanted.width, wanted.height);
}

function rounded(width: number, height: number): Size {
  return { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) };
}

/** The box in whole pixels, inside the picture and at least one pixel large. */
export function within(box: Box, size: Size): Box {
  const width = Math.min(Math.max(1, Math.round(box.width)), size.width);
  const height = Math.min(Math.max(1, Math.round(box.height)), size.height);
  const left = Math.min(Math.max(0, Math.round(box.left)), size.width - width);
  const top = Math.min(Math.max(0, Math.round(box.top)), size.height - height);
  return { left, top, width, height };
}

/** The largest box of a shape around the middle of another one. */
export function shaped(box: Box, ratio: number, size: Size): Box {
  const area = Math.max(box.width * box.height, 1);
  const by = Math.min(
    1,
    size.width / Math.sqrt(area * ratio),
    size.height / Math.sqrt(area / ratio),
  );
  const [width, height] = [Math.sqrt(area * ratio) * by, Math.sqrt(area / ratio) * by];
  const left = box.left + (box.width - width) / 2;
  const top = box.top + (box.height - height) / 2;
  return within({ left, top, width, height }, size);
}

/** Where a box is after the picture of this size was turned clockwise by a quarter. */
export function quarter(box: Box, { height }: Size): Box {
  return {
    left: height - box.top - box.height,
    top: box.left,
    width: box.height,
    height: box.width,
  };
}

/** Where a box is after the picture was mirrored from left to right, or from top to bottom. */
export function mirrored(box: Box, size: Size, across: boolean): Box {
  return across
    ? { ...box, left: size.width - box.left - box.width }
    : { ...box, top: size.height - box.top - box.height };
}
