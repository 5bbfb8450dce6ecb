import { ChangeDetectionStrategy, Component, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

import { presets } from '@api/fn/presets/presets';
import { Api } from '@core/api';
import { PresetOnArrival } from '@core/upload/preset-on-arrival';
import { Words } from '@core/words';

/** What is made of the pictures when they have arrived. */
@Component({
  selector: 'app-preset-choice',
  imports: [MatButton, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'upload.preset'">
      <label for="upload-preset">{{ t('label') }}</label>
      <select #which id="upload-preset" class="input" (change)="preset.choose(which.value)">
        <option value="" [selected]="!preset.chosen()">{{ t('none') }}</option>
        @for (one of presets.value(); track one.id) {
          <option [value]="one.name" [selected]="one.name === preset.chosen()">
            {{ one.name }}
          </option>
        }
      </select>
      @if (preset.ready(); as count) {
        <button matButton="outlined" type="button" (click)="preset.start()">
          {{ words.count('upload.preset.make', count) }}
        </button>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px;
      padding: 8px 16px;
      font-size: var(--text-s);
    }
    select {
      flex: 1;
      min-width: 120px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PresetChoice {
  private readonly api = inject(Api);
  protected readonly preset = inject(PresetOnArrival);
  protected readonly words = inject(Words);

  protected readonly presets = resource({
    loader: async () => (await this.api.ask(presets)).items,
  });
}
