import { active, Filters, filtersOf, NO_FILTERS, paramsOf, queryOf } from './filters';

describe('filters', () => {
  const some: Filters = {
    ...NO_FILTERS,
    q: 'mar',
    format: 'png',
    from: '2026-03-01',
    size: 'medium',
  };

  it('come back from the address as they went there', () => {
    expect(filtersOf(paramsOf(some))).toEqual(some);
  });

  it('leave the address of the whole gallery empty', () => {
    expect(Object.values(paramsOf(NO_FILTERS)).every((value) => value === null)).toBe(true);
  });

  it('ignore what an address has that is not valid', () => {
    expect(
      filtersOf({ sort: 'colour', format: 'exe', from: 'yesterday', size: 'giant', q: ['a'] }),
    ).toEqual(NO_FILTERS);
  });

  it('name those that are set, without the order', () => {
    expect(active({ ...some, sort: 'filename' })).toEqual(['q', 'format', 'from', 'size']);
  });

  it('ask for the bytes of a size', () => {
    const medium = queryOf({ ...NO_FILTERS, size: 'medium' });
    const huge = queryOf({ ...NO_FILTERS, size: 'huge' });

    expect([medium.minBytes, medium.maxBytes]).toEqual([500_000, 2_000_000]);
    expect([huge.minBytes, huge.maxBytes]).toEqual([10_000_000, undefined]);
  });

  it('ask for whole days where the person is', () => {
    const query = queryOf({ ...NO_FILTERS, from: '2026-03-01', to: '2026-03-01' });
    const day =
      new Date(query.createdBefore ?? 0).getTime() - new Date(query.createdAfter ?? 0).getTime();

    expect(new Date(query.createdAfter ?? 0).getHours()).toBe(0);
    expect(day).toBe(86_400_000);
  });
});
