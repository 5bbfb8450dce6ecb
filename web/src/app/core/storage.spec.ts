import { recall, remember } from './storage';

describe('storage', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    localStorage.clear();
  });

  it('recalls what was remembered', () => {
    remember('theme', 'dark');

    expect(recall('theme')).toBe('dark');
  });

  it('forgets with null', () => {
    remember('theme', 'dark');
    remember('theme', null);

    expect(recall('theme')).toBeNull();
  });

  it('recalls nothing in a browser that blocks storage', () => {
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('blocked', 'SecurityError');
    });

    expect(recall('theme')).toBeNull();
  });

  it('remembers nothing, quietly, in a browser whose storage is full', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });

    expect(() => remember('theme', 'dark')).not.toThrow();
  });
});
