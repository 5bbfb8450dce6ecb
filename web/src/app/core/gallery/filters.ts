import { Params } from '@angular/router';

import { ImagesList$Params } from '@api/fn/pictures/images-list';

export const SORTS = ['-createdAt', 'createdAt', 'filename', '-bytes'] as const;
export const FORMATS = ['jpeg', 'png', 'webp', 'avif', 'gif', 'heif', 'tiff', 'svg'] as const;
/** Bytes of a file: from, up to. */
export const SIZES = {
  small: [0, 500_000],
  medium: [500_000, 2_000_000],
  large: [2_000_000, 10_000_000],
  huge: [10_000_000, Infinity],
} as const;
export type SizeName = keyof typeof SIZES;
export type Sort = (typeof SORTS)[number];

/** Which pictures the gallery shows, as it stands in the address. Empty is any. */
export interface Filters {
  readonly q: string;
  readonly format: string;
  readonly tag: string;
  /** Days as YYYY-MM-DD, both included, where the person is. */
  readonly from: string;
  readonly to: string;
  readonly size: SizeName | '';
  readonly sort: Sort;
}

export const NO_FILTERS: Filters = {
  q: '',
  format: '',
  tag: '',
  from: '',
  to: '',
  size: '',
  sort: '-createdAt',
};

export const SIZE_NAMES = Object.keys(SIZES) as SizeName[];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The filters in an address; what is not valid there does not count. */
export function filtersOf(params: Params): Filters {
  const text = (name: string) => (typeof params[name] === 'string' ? (params[name] as string) : '');
  const day = (name: string) => (DAY.test(text(name)) ? text(name) : '');
  return {
    q: text('q').slice(0, 200),
    format: FORMATS.find((format) => format === text('format')) ?? '',
    tag: text('tag').slice(0, 50),
    from: day('from'),
    to: day('to'),
    size: SIZE_NAMES.find((size) => size === text('size')) ?? '',
    sort: SORTS.find((sort) => sort === text('sort')) ?? '-createdAt',
  };
}

/** What stands in the address: only what differs from the whole gallery. */
export function paramsOf(filters: Filters): Params {
  const entries = Object.entries(filters).map(([name, value]: [string, string]) => {
    const isPlain = value === NO_FILTERS[name as keyof Filters];
    return [name, isPlain ? null : value] as const;
  });
  return Object.fromEntries(entries);
}

/** The query of the call that lists these pictures. */
export function queryOf(filters: Filters): ImagesList$Params {
  const query: ImagesList$Params = { sort: filters.sort };
  if (filters.q) query.q = filters.q;
  if (filters.format) query.format = filters.format;
  if (filters.tag) query.tag = filters.tag;
  if (filters.from) query.createdAfter = midnight(filters.from, 0).toISOString();
  if (filters.to) query.createdBefore = midnight(filters.to, 1).toISOString();
  if (filters.size) {
    const [from, to] = SIZES[filters.size];
    query.minBytes = from;
    if (to !== Infinity) query.maxBytes = to;
  }
  return query;
}

/** The names of the filters that are set; the order is none. */
export function active(filters: Filters): Exclude<keyof Filters, 'sort'>[] {
  return (['q', 'format', 'tag', 'from', 'to', 'size'] as const).filter(
    (name) => filters[name] !== '',
  );
}

function midnight(day: string, later: number): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later);
}
