import { TestBed } from '@angular/core/testing';

import { Shortcuts } from './shortcuts';

describe('Shortcuts', () => {
  const run = vi.fn();
  let shortcuts: Shortcuts;

  beforeEach(() => {
    run.mockReset();
    shortcuts = TestBed.inject(Shortcuts);
    shortcuts.listen('u', run);
  });

  afterEach(() => {
    localStorage.clear();
    document.body.innerHTML = '';
  });

  const press = (target: Element = document.body, more: KeyboardEventInit = {}) =>
    target.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'u', bubbles: true, cancelable: true, ...more }),
    );

  it('does what a key stands for', () => {
    press();

    expect(run).toHaveBeenCalledOnce();
  });

  it('leaves letters to those who type', () => {
    document.body.innerHTML = '<input>';
    press(document.body.firstElementChild ?? document.body);

    expect(run).not.toHaveBeenCalled();
  });

  it('leaves the browser its own keys', () => {
    press(document.body, { ctrlKey: true });

    expect(run).not.toHaveBeenCalled();
  });

  it('does nothing when single keys are turned off, and remembers that', () => {
    shortcuts.turn(false);
    press();

    expect(run).not.toHaveBeenCalled();
    expect(localStorage.getItem('lienzo.shortcuts')).toBe('off');
  });

  describe('that are held', () => {
    const hold = { begin: vi.fn(), end: vi.fn() };
    const letGo = () => document.dispatchEvent(new KeyboardEvent('keyup', { key: 'u' }));

    beforeEach(() => {
      vi.useFakeTimers();
      hold.begin.mockReset();
      hold.end.mockReset();
      shortcuts.listen('u', run, hold);
    });

    afterEach(() => vi.useRealTimers());

    it('do one thing until they are let go', () => {
      press();
      vi.advanceTimersByTime(250);
      press(document.body, { repeat: true });
      expect(hold.begin).toHaveBeenCalledOnce();
      expect(hold.end).not.toHaveBeenCalled();

      letGo();
      expect(hold.end).toHaveBeenCalledOnce();
      expect(run).not.toHaveBeenCalled();
    });

    it('do another when they are only tapped', () => {
      press();
      letGo();
      vi.advanceTimersByTime(250);

      expect(run).toHaveBeenCalledOnce();
      expect(hold.begin).not.toHaveBeenCalled();
    });
  });

  it('does nothing behind an open dialog', () => {
    document.body.innerHTML = '<dialog open></dialog>';
    press();

    expect(run).not.toHaveBeenCalled();
  });
});
