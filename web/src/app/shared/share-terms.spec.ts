import { termsOf } from './share-terms';

function said(fields: Record<string, string>) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return termsOf(data);
}

describe('the terms of a share', () => {
  it('leave an end and a password as they are', () => {
    const terms = said({ name: 'Verano', expiresAt: 'kept', password: '' });

    expect(Object.keys(terms).sort()).toEqual(['allowsOriginals', 'name', 'presets']);
  });

  it('take an end and a password away', () => {
    const terms = said({ expiresAt: '', password: '', noPassword: 'on' });

    expect([terms.expiresAt, terms.password]).toEqual([null, null]);
  });

  it('end so many hours from now', () => {
    const { expiresAt } = said({ expiresAt: '24' });
    const hours = (new Date(expiresAt ?? 0).getTime() - Date.now()) / 3_600_000;

    expect(Math.round(hours)).toBe(24);
  });
});
