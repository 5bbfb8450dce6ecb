import { isObject, Json, withFields } from './recipe';

/** A text as people set it; the recipe has it as Pango markup. */
export interface Lettering {
  readonly content: string;
  readonly family: string;
  readonly bold: boolean;
  readonly italic: boolean;
  /** Height of the letters, px. */
  readonly size: number;
  readonly colour: string;
  /** From 0 to 1. */
  readonly opacity: number;
  readonly align: 'left' | 'centre' | 'right';
  /** Where lines are broken, px; null is nowhere. */
  readonly width: number | null;
}

export const FAMILIES = ['DejaVu Sans', 'DejaVu Serif', 'DejaVu Sans Mono'] as const;
export const ALIGNMENTS = ['left', 'centre', 'right'] as const;

export const PLAIN_LETTERING: Lettering = {
  content: 'Lienzo',
  family: 'DejaVu Sans',
  bold: true,
  italic: false,
  size: 64,
  colour: '#ffffff',
  opacity: 1,
  align: 'left',
  width: null,
};

const OURS = /^<span foreground="(#[\da-f]{6})" alpha="(\d+)%">([\s\S]*)<\/span>$/;
const FONT = /^(.+?)( Bold)?( Italic)? (\d+(?:\.\d+)?)$/;

/** The layer that writes it. A point is a pixel at 72 dots per inch, which is what holds without a word about it. */
export function layerOf(text: Lettering): Json {
  const percent = Math.max(1, Math.round(text.opacity * 100));
  const markup = `<span foreground="${text.colour}" alpha="${percent}%">${escaped(text.content || ' ')}</span>`;
  const font = `${text.family}${text.bold ? ' Bold' : ''}${text.italic ? ' Italic' : ''} ${text.size}`;
  return {
    text: withFields<Json>(
      { text: markup, font, rgba: true },
      { align: text.align === 'left' ? null : text.align, width: text.width },
    ),
  };
}

/** What a layer says, if it was written by `layerOf`; other markup is shown as it is. */
export function letteringOf(layer: unknown): Lettering | null {
  const text = isObject(layer) ? layer['text'] : undefined;
  if (!isObject(text) || typeof text['text'] !== 'string') return null;
  const markup = OURS.exec(text['text']);
  const font = typeof text['font'] === 'string' ? FONT.exec(text['font']) : null;
  if (!markup || !font || /<[^>]+>/.test(markup[3] ?? '')) return null;
  const align = ALIGNMENTS.find((one) => one === text['align']) ?? 'left';
  return {
    content: unescaped(markup[3] ?? ''),
    family: font[1] ?? FAMILIES[0],
    bold: font[2] !== undefined,
    italic: font[3] !== undefined,
    size: Number(font[4]),
    colour: markup[1] ?? '#ffffff',
    opacity: Number(markup[2]) / 100,
    align,
    width: typeof text['width'] === 'number' ? text['width'] : null,
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
