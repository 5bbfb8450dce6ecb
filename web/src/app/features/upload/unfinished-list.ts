import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

import { Unfinished, UnfinishedUploads } from '@core/upload/unfinished';
import { Words } from '@core/words';
import { Icon } from '@shared/icon';

/** The uploads that were interrupted: to go on with, or to throw away. */
@Component({
  selector: 'app-unfinished-list',
  imports: [Icon, MatButton, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'upload'">
      <div class="line">
        <h3>{{ heading() }}</h3>
        <button matButton="filled" type="button" (click)="uploads.resume(uploads.list())">
          {{ t('goOn') }}
        </button>
      </div>
      <ul>
        @for (one of uploads.list(); track one.id) {
          <li>
            <div class="what">
              <p class="name">{{ one.name }}</p>
              <p class="quiet">{{ state(one) }}</p>
            </div>
            @if (uploads.list().length > 1) {
              <button
                type="button"
                class="tool"
                [attr.aria-label]="t('resume', { name: one.name })"
                (click)="uploads.resume([one])"
              >
                <app-icon name="play" />
              </button>
            }
            <button
              type="button"
              class="tool"
              [attr.aria-label]="t('discard', { name: one.name })"
              (click)="uploads.discard(one.id)"
            >
              <app-icon name="bin" />
            </button>
          </li>
        }
      </ul>
    </ng-container>
  `,
  styleUrl: './upload-row.scss',
  styles: `
    :host {
      display: block;
      padding: 8px 8px 8px 16px;
    }
    .line,
    li {
      display: flex;
      align-items: center;
      gap: 12px;
    }
    h3 {
      flex: 1;
      font-size: var(--text-s);
      letter-spacing: 0;
    }
    li {
      padding: 4px 0;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UnfinishedList {
  private readonly words = inject(Words);
  protected readonly uploads = inject(UnfinishedUploads);

  protected readonly heading = computed(() =>
    this.words.count('upload.unfinished', this.uploads.list().length),
  );

  protected state({ received, bytes }: Unfinished): string {
    return this.words.say('upload.state.sending', {
      sent: this.words.bytes(received),
      size: this.words.bytes(bytes),
    });
  }
}
