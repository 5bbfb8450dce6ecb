import { Directive, effect, ElementRef, inject, input, output } from '@angular/core';
import { retry, timer } from 'rxjs';

import { PictureBytes } from '@core/picture-bytes';
import { Problem } from '@core/problem';

const RETRIES = 2;

/** Shows a picture of the account in an `<img>`; it fades in unless it was shown before. */
@Directive({
  selector: 'img[appPicture]',
  host: { '(load)': 'loaded.emit()', decoding: 'async' },
})
export class Picture {
  private readonly image = inject<ElementRef<HTMLImageElement>>(ElementRef).nativeElement;
  private readonly pictures = inject(PictureBytes);

  /** Where its bytes are; null shows nothing. */
  readonly appPicture = input.required<string | null>();
  readonly loaded = output();
  readonly failed = output<Problem>();

  constructor() {
    effect((onCleanup) => {
      const link = this.appPicture();
      if (link === null) return this.image.removeAttribute('src');
      const kept = this.pictures.kept(link);
      if (kept) return this.show(kept);
      const loading = this.pictures
        .url(link)
        .pipe(retry({ count: RETRIES, delay: (error: unknown, count) => again(error, count) }))
        .subscribe({
          next: (url) => this.show(url, true),
          error: (error: unknown) => error instanceof Problem && this.failed.emit(error),
        });
      onCleanup(() => loading.unsubscribe());
    });
  }

  private show(url: string, isNew = false): void {
    this.image.classList.toggle('arriving', isNew);
    this.image.src = url;
  }
}

function again(error: unknown, count: number) {
  if (!(error instanceof Problem) || !error.passes) throw error;
  return timer(1000 * count);
}
