import { ownPath } from './auth.guard';

describe('ownPath', () => {
  it.each([
    ['/images/1/edit?tab=crop', '/images/1/edit?tab=crop'],
    [null, '/'],
    ['https://evil.example', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
  ])('of %s is %s', (path, own) => {
    expect(ownPath(path)).toBe(own);
  });
});
