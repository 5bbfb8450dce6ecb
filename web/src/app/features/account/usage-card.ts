import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { usage } from '@api/fn/pictures/usage';
import { Api } from '@core/api';
import { Words } from '@core/words';

/** How much the account has, and how much it may have. */
@Component({
  selector: 'app-usage-card',
  imports: [RouterLink, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'account'">
      <h2>{{ t('usage') }}</h2>
      @if (bars().length > 0) {
        @for (bar of bars(); track bar.name) {
          <p id="usage-{{ bar.name }}">
            <strong>{{ bar.text }}</strong>
          </p>
          @if (bar.percent !== null) {
            <div
              class="bar-track"
              role="meter"
              aria-valuemin="0"
              aria-valuemax="100"
              [attr.aria-labelledby]="'usage-' + bar.name"
              [attr.aria-valuenow]="bar.percent"
            >
              <span [style.width.%]="bar.percent"></span>
            </div>
          }
        }
        <p class="quiet small">{{ parts() }}</p>
        <p class="small">
          <a routerLink="/bin">{{ t('toBin') }}</a>
        </p>
      } @else {
        <span class="ghost"></span>
      }
    </ng-container>
  `,
  styles: `
    .bar-track {
      margin: 6px 0 16px;
    }
    .ghost {
      display: block;
      height: 72px;
    }
  `,
  styleUrl: './card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UsageCard {
  private readonly api = inject(Api);
  private readonly words = inject(Words);
  private readonly usage = resource({ loader: () => this.api.ask(usage) });

  protected readonly bars = computed(() => {
    if (!this.usage.hasValue()) return [];
    const { total, limits } = this.usage.value();
    const bytes = this.of(this.words.bytes(total.bytes), limits.bytes, (most) =>
      this.words.bytes(most),
    );
    const count = this.words.count('gallery.count', total.items);
    const pictures = this.of(count, limits.pictures, (most) => this.words.number(most));
    return [
      { name: 'bytes', text: bytes, percent: share(total.bytes, limits.bytes) },
      { name: 'pictures', text: pictures, percent: share(total.items, limits.pictures) },
    ];
  });

  protected readonly parts = computed(() => {
    if (!this.usage.hasValue()) return '';
    const { pictures, renditions, binned } = this.usage.value();
    return this.words.say('account.parts', {
      pictures: this.words.bytes(pictures.bytes),
      renditions: this.words.bytes(renditions.bytes),
      bin: this.words.bytes(binned.bytes),
    });
  });

  private of(used: string, limit: number | null, say: (limit: number) => string): string {
    return limit === null ? used : this.words.say('account.of', { used, limit: say(limit) });
  }
}

function share(used: number, limit: number | null): number | null {
  return limit === null ? null : Math.min(100, Math.round((1000 * used) / limit) / 10);
}
