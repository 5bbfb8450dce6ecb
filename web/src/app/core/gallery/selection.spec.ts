import { Selection } from './selection';

describe('Selection', () => {
  const list = ['a', 'b', 'c', 'd', 'e'];
  const all = (selection: Selection) => [...selection.all()].sort().join('');

  it('toggles', () => {
    const selection = new Selection();
    selection.toggle('a');
    selection.toggle('b');
    selection.toggle('a');

    expect(all(selection)).toBe('b');
  });

  it('extends from the one that was toggled last, in both directions', () => {
    const selection = new Selection();
    selection.toggle('c');
    selection.extend(list, 'e');
    selection.extend(list, 'b');

    expect(all(selection)).toBe('bcde');
  });

  it('begins with one when there is nothing to extend from', () => {
    const selection = new Selection();
    selection.extend(list, 'd');

    expect(all(selection)).toBe('d');
  });

  it('forgets what is no longer there', () => {
    const selection = new Selection();
    selection.set(list);
    selection.keep(['b', 'd', 'x']);

    expect(all(selection)).toBe('bd');
  });
});
