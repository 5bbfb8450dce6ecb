import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { imagesGet } from '@api/fn/pictures/images-get';
import { ImageView } from '@api/models/image-view';
import { RenditionView } from '@api/models/rendition-view';
import { Api } from '@core/api';
import { GalleryStore } from '@core/gallery/gallery.store';
import { Pictures } from '@core/gallery/pictures';
import { Problem } from '@core/problem';
import { Shortcuts } from '@core/shortcuts';
import { Icon } from '@shared/icon';
import { ProblemNote } from '@shared/problem-note';
import { ShareDialog } from '@shared/share-dialog';
import { Details } from './details';
import { Versions } from './versions';
import { Shown, ZoomView } from './zoom-view';

/** What browsers show in an `<img>`. */
const SHOWABLE = new Set(['jpeg', 'png', 'webp', 'gif', 'avif', 'svg']);

/** One picture: large, with all that is known and was made of it. */
@Component({
  selector: 'app-image-page',
  imports: [
    Details,
    Icon,
    MatButton,
    ProblemNote,
    RouterLink,
    ShareDialog,
    TranslocoDirective,
    Versions,
    ZoomView,
  ],
  templateUrl: './image.page.html',
  styleUrls: ['../../shared/title-bar.scss', './image.page.scss'],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ImagePage {
  private readonly api = inject(Api);
  private readonly gallery = inject(GalleryStore);
  private readonly pictures = inject(Pictures);
  private readonly router = inject(Router);
  private readonly view = viewChild(ZoomView);

  /** Of the picture, from the address. */
  readonly id = input.required<string>();

  protected readonly image = signal<ImageView | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly rendition = signal<RenditionView | null>(null);
  protected readonly tab = signal<'details' | 'versions'>('details');
  protected readonly isSharing = signal(false);
  private readonly place = computed(() =>
    (this.gallery.images() ?? []).findIndex(({ id }) => id === this.id()),
  );
  protected readonly before = computed(() => this.neighbour(-1));
  protected readonly after = computed(() => this.neighbour(1));
  protected readonly shown = computed((): Shown | null => {
    const [image, rendition] = [this.image(), this.rendition()];
    if (!image) return null;
    const { content } = (rendition ?? image).links;
    return {
      width: (rendition ?? image).width,
      height: (rendition ?? image).height,
      small: rendition ? content : `${image.links.thumbnail}?size=1280`,
      whole: SHOWABLE.has((rendition ?? image).format) ? content : null,
      alt: image.altText || image.filename,
      color: image.dominantColor,
    };
  });

  constructor() {
    effect(() => void this.load(this.id()));
    // Somebody came here by a link: the neighbours are not known yet.
    this.gallery.show(this.gallery.filters());
    effect(() => {
      // The end of what is loaded is near.
      const count = this.gallery.images()?.length ?? 0;
      if (this.place() >= count - 3) untracked(() => this.gallery.more());
    });
    this.listen();
  }

  protected async load(id: string): Promise<void> {
    this.problem.set(null);
    this.rendition.set(null);
    const known = untracked(this.gallery.images)?.find((image) => image.id === id);
    this.image.set(known ?? null);
    if (known) return;
    try {
      this.image.set(await this.api.ask(imagesGet, { id }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.problem.set(error);
    }
  }

  protected go(to: ImageView | undefined): void {
    if (to) void this.router.navigate(['/images', to.id], { replaceUrl: true });
  }

  protected download(): void {
    const image = this.image();
    if (image) void this.pictures.download(image.links.content, image.filename);
  }

  protected async bin(): Promise<void> {
    const image = this.image();
    if (!image) return;
    const next = this.after() ?? this.before();
    if (!(await this.pictures.bin([image.id]))) return;
    if (next) this.go(next);
    else await this.router.navigateByUrl('/');
  }

  private neighbour(by: number): ImageView | undefined {
    const place = this.place();
    return place < 0 ? undefined : this.gallery.images()?.[place + by];
  }

  private listen(): void {
    const shortcuts = inject(Shortcuts);
    const arrow = (right: number, to: () => ImageView | undefined) => () => {
      if (!this.view()?.pan(right, 0)) this.go(to());
    };
    const ends = [
      shortcuts.listen('ArrowLeft', arrow(-1, this.before)),
      shortcuts.listen('ArrowRight', arrow(1, this.after)),
      shortcuts.listen('+', () => this.view()?.by(1.5)),
      shortcuts.listen('-', () => this.view()?.by(1 / 1.5)),
      shortcuts.listen('0', () => this.view()?.reset()),
      shortcuts.listen('d', () => this.download()),
      shortcuts.listen('s', () => this.isSharing.set(true)),
      shortcuts.listen('e', () => void this.router.navigate(['/images', this.id(), 'edit'])),
      shortcuts.listen('Delete', () => void this.bin()),
      shortcuts.listen('Escape', () => void this.router.navigateByUrl('/')),
    ];
    inject(DestroyRef).onDestroy(() => ends.forEach((end) => end()));
  }
}
