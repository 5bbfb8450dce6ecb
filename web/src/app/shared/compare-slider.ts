import { ChangeDetectionStrategy, Component, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

/** A picture in the widths that there are of it, all in one shape. */
export interface Picture {
  readonly src: string;
  readonly srcset?: string;
  readonly alt: string;
}

/**
 * Two versions of one picture, before on the left and after on the right of a line that moves.
 *
 * The line is a real slider, so arrow keys and screen readers move it as dragging does.
 */
@Component({
  selector: 'app-compare-slider',
  imports: [TranslocoDirective],
  template: `
    <figure *transloco="let t; prefix: 'compare'" [style.--split.%]="split()">
      @let first = before();
      @let second = after();
      <img
        [attr.sizes]="sizes()"
        [attr.srcset]="first.srcset"
        [src]="first.src"
        [alt]="first.alt"
        [attr.width]="width()"
        [attr.height]="height()"
        fetchpriority="high"
      />
      <img
        class="after"
        [attr.sizes]="sizes()"
        [attr.srcset]="second.srcset"
        [src]="second.src"
        [alt]="second.alt"
        [attr.width]="width()"
        [attr.height]="height()"
        fetchpriority="high"
      />
      <span class="tag left" aria-hidden="true">{{ t('before') }}</span>
      <span class="tag right" aria-hidden="true">{{ t('after') }}</span>
      <input
        #range
        type="range"
        min="0"
        max="100"
        [value]="split()"
        [attr.aria-label]="t('label')"
        [attr.aria-valuetext]="t('value', { percent: 100 - split() })"
        (input)="split.set(range.valueAsNumber)"
      />
      <span class="line" aria-hidden="true">
        <span class="grip"
          ><svg viewBox="0 0 24 24"><path d="M9 7l-5 5l5 5M15 7l5 5l-5 5" /></svg
        ></span>
      </span>
    </figure>
  `,
  styleUrl: './compare-slider.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CompareSlider {
  readonly before = input.required<Picture>();
  readonly after = input.required<Picture>();
  /** Size of both pictures, px: it keeps their place while they load. */
  readonly width = input.required<number>();
  readonly height = input.required<number>();
  /** The `sizes` of both pictures, for their `srcset`. */
  readonly sizes = input<string>();

  /** Where the line is, % from the left. */
  protected readonly split = signal(50);
}
