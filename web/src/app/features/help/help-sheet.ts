import { ChangeDetectionStrategy, Component, DestroyRef, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Shortcuts } from '@core/shortcuts';
import { UploadQueue } from '@core/upload/queue';
import { Dialog } from '@shared/dialog';

/** The keys that work everywhere, and the list of all keys behind `?`. */
@Component({
  selector: 'app-help-sheet',
  imports: [Dialog, TranslocoDirective],
  template: `
    @if (isOpen()) {
      <app-dialog
        *transloco="let t; prefix: 'help'"
        broad
        [heading]="t('heading')"
        (closed)="isOpen.set(false)"
      >
        <div class="groups">
          @for (group of groups; track group.name) {
            <section>
              <h3>{{ t(group.name) }}</h3>
              <dl>
                @for (entry of group.keys; track entry.does) {
                  <div>
                    <dt>
                      @for (key of entry.keys; track key) {
                        <kbd>{{ key.length > 1 && key !== '←→' ? t('keys.' + key) : key }}</kbd>
                      }
                    </dt>
                    <dd>{{ t(entry.does) }}</dd>
                  </div>
                }
              </dl>
            </section>
          }
        </div>
        <label class="check">
          <input
            #box
            type="checkbox"
            [checked]="shortcuts.areOn()"
            (change)="shortcuts.turn(box.checked)"
          />
          <span>{{ t('on') }}</span>
        </label>
      </app-dialog>
    }
  `,
  styles: `
    .groups {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr));
      gap: 16px 40px;
      margin-bottom: 16px;
    }
    h3 {
      margin-bottom: 8px;
      font-size: var(--text-m);
    }
    dl > div {
      display: grid;
      grid-template-columns: 112px 1fr;
      align-items: center;
      padding: 4px 0;
      font-size: var(--text-s);
    }
    kbd {
      display: inline-block;
      min-width: 28px;
      margin-right: 4px;
      padding: 2px 8px;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: 6px;
      background: var(--mat-sys-surface);
      font: inherit;
      font-size: 0.8125rem;
      text-align: center;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HelpSheet {
  protected readonly shortcuts = inject(Shortcuts);
  protected readonly isOpen = signal(false);
  protected readonly groups = [
    {
      name: 'everywhere',
      keys: [
        { keys: ['u'], does: 'upload' },
        { keys: ['g'], does: 'gallery' },
        { keys: ['j'], does: 'jobs' },
        { keys: ['/'], does: 'search' },
        { keys: ['?'], does: 'help' },
      ],
    },
    {
      name: 'inGallery',
      keys: [
        { keys: ['arrows'], does: 'move' },
        { keys: ['enter'], does: 'open' },
        { keys: ['space'], does: 'select' },
        { keys: ['shift', 'space'], does: 'range' },
        { keys: ['ctrl', 'A'], does: 'all' },
        { keys: ['esc'], does: 'none' },
        { keys: ['del'], does: 'bin' },
      ],
    },
    {
      name: 'inPicture',
      keys: [
        { keys: ['←→'], does: 'neighbours' },
        { keys: ['+', '−'], does: 'zoom' },
        { keys: ['0'], does: 'fit' },
        { keys: ['d'], does: 'download' },
        { keys: ['s'], does: 'share' },
        { keys: ['e'], does: 'edit' },
        { keys: ['del'], does: 'bin' },
      ],
    },
    {
      name: 'inEditor',
      keys: [
        { keys: ['1', '9'], does: 'tools' },
        { keys: ['[', ']'], does: 'turn' },
        { keys: ['h', 'v'], does: 'flip' },
        { keys: ['c'], does: 'compare' },
        { keys: ['+', '−'], does: 'zoom' },
        { keys: ['0'], does: 'fit' },
        { keys: ['ctrl', 'Z'], does: 'undo' },
        { keys: ['ctrl', 'shift', 'Z'], does: 'redo' },
        { keys: ['ctrl', 'S'], does: 'save' },
      ],
    },
  ];

  constructor() {
    const router = inject(Router);
    const uploads = inject(UploadQueue);
    const ends = [
      this.shortcuts.listen('?', () => this.isOpen.set(true)),
      this.shortcuts.listen('u', () => void uploads.choose()),
      this.shortcuts.listen('g', () => void router.navigateByUrl('/')),
      this.shortcuts.listen('j', () => void router.navigateByUrl('/jobs')),
    ];
    inject(DestroyRef).onDestroy(() => ends.forEach((end) => end()));
  }
}
