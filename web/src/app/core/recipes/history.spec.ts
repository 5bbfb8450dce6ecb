import { RecipeHistory } from './history';
import { RecipeJson } from './recipe';

const bright = (brightness: number): RecipeJson => ({ steps: [{ op: 'modulate', brightness }] });

describe('the history of a recipe', () => {
  let now = 0;
  let history: RecipeHistory;

  beforeEach(() => {
    now = 0;
    history = new RecipeHistory(() => now);
    history.begin({ steps: [] });
  });

  it('goes back and forth', () => {
    history.change(bright(1.2), 'first');
    history.change(bright(1.4), 'second');

    history.undo();
    expect(history.recipe()).toEqual(bright(1.2));
    history.redo();
    expect(history.recipe()).toEqual(bright(1.4));
  });

  it('has one entry for a drag, however long it takes', () => {
    for (const value of [1.1, 1.2, 1.3]) {
      history.change(bright(value), 'modulate.brightness', true);
      now += 5000;
    }
    history.change(bright(1.3), 'modulate.brightness');

    expect(history.entries()).toHaveLength(2);
    expect(history.recipe()).toEqual(bright(1.3));
  });

  it('begins another entry for the next drag', () => {
    history.change(bright(1.1), 'modulate.brightness', true);
    history.change(bright(1.2), 'modulate.brightness');
    now += 5000;
    history.change(bright(1.3), 'modulate.brightness', true);

    expect(history.entries()).toHaveLength(3);
  });

  it('takes quick changes of one value together, and actions never', () => {
    history.change(bright(1.1), 'modulate.brightness');
    history.change(bright(1.2), 'modulate.brightness');
    expect(history.entries()).toHaveLength(2);

    history.change(bright(2), 'flip');
    history.change(bright(3), 'flip');
    expect(history.entries()).toHaveLength(4);
  });

  it('forgets what was undone when something else is done', () => {
    history.change(bright(1.2), 'first');
    history.undo();
    history.change(bright(0.8), 'other');

    expect(history.canRedo()).toBe(false);
    expect(history.entries().map(({ what }) => what)).toEqual(['start', 'other']);
  });

  it('goes to any entry', () => {
    history.change(bright(1.2), 'first');
    history.change(bright(1.4), 'second');
    history.go(0);

    expect(history.recipe()).toEqual({ steps: [] });
    expect(history.canRedo()).toBe(true);
  });

  it('does not count a change that changes nothing', () => {
    history.change({ steps: [] }, 'nothing');

    expect(history.canUndo()).toBe(false);
  });
});
