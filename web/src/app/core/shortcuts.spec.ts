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

  it('does nothing behind an open dialog', () => {
    document.body.innerHTML = '<dialog open></dialog>';
    press();

    expect(run).not.toHaveBeenCalled();
  });
});
