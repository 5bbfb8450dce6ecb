import { TestBed } from '@angular/core/testing';

import { ThemeService } from './theme.service';

describe('ThemeService', () => {
  const root = document.documentElement;

  const made = () => {
    const theme = TestBed.inject(ThemeService);
    TestBed.tick();
    return theme;
  };

  afterEach(() => {
    localStorage.clear();
    delete root.dataset['theme'];
  });

  it('follows the system until something is chosen', () => {
    expect(made().current()).toBe('auto');
    expect(root.dataset['theme']).toBeUndefined();
  });

  it('starts with the theme that was chosen before', () => {
    localStorage.setItem('lienzo.theme', 'dark');

    made();

    expect(root.dataset['theme']).toBe('dark');
  });

  it('takes no other value from the storage', () => {
    localStorage.setItem('lienzo.theme', 'pink');

    expect(made().current()).toBe('auto');
  });

  it('paints and remembers the choice', () => {
    made().use('light');
    TestBed.tick();

    expect(root.dataset['theme']).toBe('light');
    expect(localStorage.getItem('lienzo.theme')).toBe('light');
  });

  it('forgets the choice when the system decides again', () => {
    localStorage.setItem('lienzo.theme', 'dark');

    made().use('auto');
    TestBed.tick();

    expect(root.dataset['theme']).toBeUndefined();
    expect(localStorage.getItem('lienzo.theme')).toBeNull();
  });
});
