import { ChangeDetectionStrategy, Component, DOCUMENT, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { CodeSample } from '@shared/code-sample';
import { CompareSlider } from '@shared/compare-slider';
import { Icon } from '@shared/icon';
import { commands, DROP, RECIPE } from './samples';

/** The first page: what the service does to pictures, and how to call it. */
@Component({
  selector: 'app-welcome-page',
  imports: [CodeSample, CompareSlider, Icon, MatButton, RouterLink, TranslocoDirective],
  templateUrl: './welcome.page.html',
  styleUrl: './welcome.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WelcomePage {
  protected readonly commands = commands(inject(DOCUMENT).location.origin);
  protected readonly recipe = RECIPE;
  protected readonly drop = DROP;
  protected readonly steps = ['modulate', 'sharpen', 'composite', 'output'] as const;
  protected readonly shapes = [
    { key: 'sierraWide', file: 'sierra-wide', width: 800, height: 450 },
    { key: 'sierraSquare', file: 'sierra-square', width: 400, height: 400 },
    { key: 'sierraStory', file: 'sierra-story', width: 360, height: 640 },
  ] as const;
  protected readonly colours = [
    { key: 'bodegon', file: 'bodegon', made: '' },
    { key: 'bodegonGreyscale', file: 'bodegon-greyscale', made: 'greyscale' },
    { key: 'bodegonHue', file: 'bodegon-hue', made: 'modulate · hue 180°' },
  ] as const;
  protected readonly presets = ['default', 'thumbnail', 'web', 'square', 'grey'] as const;

  protected patio(version: 'before' | 'after', alt: string) {
    const file = `/pictures/patio-${version}`;
    return {
      src: `${file}-640.webp`,
      srcset: `${file}-640.webp 640w, ${file}-1200.webp 1200w`,
      alt,
    };
  }
}
