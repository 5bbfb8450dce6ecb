import { settled } from '@testing/http';
import { atOnce } from './at-once';

describe('atOnce', () => {
  it('gives the results in the order of the items', async () => {
    const slowFirst = (item: number) =>
      new Promise<number>((done) => setTimeout(() => done(item * 2), 10 - item));

    expect(await atOnce([1, 2, 3, 4, 5, 6], slowFirst)).toEqual([2, 4, 6, 8, 10, 12]);
  });

  it('works on four items at a time', async () => {
    let begun = 0;
    void atOnce([1, 2, 3, 4, 5, 6], () => {
      begun += 1;
      return new Promise(() => undefined);
    });
    await settled();

    expect(begun).toBe(4);
  });

  it('ends with the first failure', async () => {
    await expect(atOnce([1, 2], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
