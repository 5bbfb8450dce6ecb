import { ChangeDetectionStrategy, Component, inject, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

import { Dialog } from '@shared/dialog';
import { Preset, PresetList } from '@shared/preset-list';
import { EditorStore } from './editor.store';

/** Takes the recipe of a preset, to go on from it. */
@Component({
  selector: 'app-start-dialog',
  imports: [Dialog, MatButton, PresetList, TranslocoDirective],
  template: `
    <app-dialog
      *transloco="let t; prefix: 'editor.start'"
      [heading]="t('heading')"
      (closed)="closed.emit()"
    >
      <p class="quiet small">{{ t('text') }}</p>
      <app-preset-list (chosen)="chosen.set($event)" />
      <div class="row end">
        <button matButton type="button" (click)="closed.emit()">{{ t('cancel') }}</button>
        <button matButton="filled" type="button" [disabled]="!chosen()" (click)="take()">
          {{ t('take') }}
        </button>
      </div>
    </app-dialog>
  `,
  styles: `
    .end {
      justify-content: flex-end;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StartDialog {
  private readonly store = inject(EditorStore);

  readonly closed = output();

  protected readonly chosen = signal<Preset | null>(null);

  protected take(): void {
    const chosen = this.chosen();
    if (chosen) this.store.take(chosen.preset, chosen.output);
    this.closed.emit();
  }
}
