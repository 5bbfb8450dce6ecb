import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  inject,
  OnInit,
  output,
  signal,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Problem } from '@core/problem';
import { Size } from '@core/recipes/shape';
import { Words } from '@core/words';
import { Dialog } from '@shared/dialog';
import { CreateStore } from './create.store';
import { blank, SIZES, Template, TEMPLATES } from './templates';

const ROOM = 108;

/** Something to begin with: an empty canvas, or a template. What was there before can be had back by undoing. */
@Component({
  selector: 'app-template-dialog',
  imports: [Dialog, TranslocoDirective],
  template: `
    <app-dialog
      broad
      *transloco="let t; prefix: 'create.start'"
      [heading]="t('heading')"
      (closed)="closed.emit()"
    >
      <h3>{{ t('blank') }}</h3>
      <ul>
        @for (size of sizes; track size.name) {
          <li>
            <button type="button" (click)="begin(size)">
              <span class="room"
                ><span
                  class="sheet"
                  [style.width.px]="fit(size).width"
                  [style.height.px]="fit(size).height"
                ></span
              ></span>
              <span class="name">{{ t('sizes.' + size.name) }}</span>
              <span class="small quiet">{{ size.width }} × {{ size.height }}</span>
            </button>
          </li>
        }
      </ul>
      <h3>{{ t('templates') }}</h3>
      <ul>
        @for (template of templates; track template.name) {
          <li>
            <button type="button" (click)="use(template)">
              <span class="room">
                @if (samples()[template.name]; as url) {
                  <img
                    alt=""
                    [src]="url"
                    [style.width.px]="fit(template).width"
                    [style.height.px]="fit(template).height"
                  />
                } @else {
                  <span
                    class="ghost"
                    [style.width.px]="fit(template).width"
                    [style.height.px]="fit(template).height"
                  ></span>
                }
              </span>
              <span class="name">{{ t('names.' + template.name) }}</span>
            </button>
          </li>
        }
      </ul>
    </app-dialog>
  `,
  styles: `
    h3 {
      margin: 0 0 8px;
      font-size: var(--text-m);
    }
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(108px, 1fr));
      gap: 8px;
      margin-bottom: 24px;
    }
    button {
      display: grid;
      width: 100%;
      padding: 8px 4px;
      justify-items: center;
      border: 1px solid transparent;
      border-radius: calc(var(--radius) - 4px);
      background: none;
      color: inherit;
      font: inherit;
      cursor: pointer;
    }
    button:hover {
      background: var(--mat-sys-surface-container-high);
    }
    .room {
      display: grid;
      height: 128px;
      place-items: center;
    }
    .sheet {
      border: 1.5px solid var(--mat-sys-outline);
      border-radius: 4px;
      background: #fff;
    }
    img {
      border-radius: 4px;
    }
    .name {
      font-size: var(--text-s);
      font-weight: 600;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TemplateDialog implements OnInit {
  private readonly store = inject(CreateStore);
  private readonly words = inject(Words);
  private readonly destroyed = inject(DestroyRef);

  readonly closed = output();

  protected readonly sizes = SIZES;
  protected readonly templates = TEMPLATES;
  protected readonly samples = signal<Readonly<Record<string, string>>>({});

  ngOnInit(): void {
    this.destroyed.onDestroy(() =>
      Object.values(this.samples()).forEach((url) => URL.revokeObjectURL(url)),
    );
    TEMPLATES.forEach((template) => void this.load(template));
  }

  protected begin(size: Size): void {
    this.store.begin(blank(size));
    this.closed.emit();
  }

  protected use(template: Template): void {
    this.store.begin(template.make(this.say));
    this.closed.emit();
  }

  protected fit({ width, height }: Size): Size {
    const by = Math.min((ROOM - 12) / width, ROOM / height);
    return { width: width * by, height: height * by };
  }

  private readonly say = (key: string): string => this.words.say(`create.start.texts.${key}`);

  private async load(template: Template): Promise<void> {
    try {
      const url = await this.store.sample(template.make(this.say));
      if (this.destroyed.destroyed) URL.revokeObjectURL(url);
      else this.samples.update((samples) => ({ ...samples, [template.name]: url }));
    } catch (error) {
      // A template that cannot be shown can still be used; the picture then says why.
      if (!(error instanceof Problem)) throw error;
    }
  }
}
