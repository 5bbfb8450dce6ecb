import { device } from './device';

describe('device', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0',
      'Edge · Windows',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox · Linux'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17 Safari/604',
      'Safari · iPhone',
    ],
    ['python-httpx/0.28', 'python-httpx'],
    ['', ''],
  ])('of %s', (client, name) => {
    expect(device(client)).toBe(name);
  });
});
