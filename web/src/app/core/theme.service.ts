import { DOCUMENT, effect, inject, Injectable, signal } from '@angular/core';

import { recall, remember } from './storage';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Light, dark, or what the system says (`auto`). Remembered, and applied before the first paint by boot.js. */
@Injectable({ providedIn: 'root' })
export class ThemeService {
  private readonly root = inject(DOCUMENT).documentElement;
  private readonly chosen = signal<Theme>(
    THEMES.find((theme) => theme === recall('theme')) ?? 'auto',
  );

  readonly current = this.chosen.asReadonly();

  constructor() {
    effect(() => {
      const theme = this.chosen();
      if (theme === 'auto') delete this.root.dataset['theme'];
      else this.root.dataset['theme'] = theme;
    });
  }

  use(theme: Theme): void {
    this.chosen.set(theme);
    remember('theme', theme === 'auto' ? null : theme);
  }
}
