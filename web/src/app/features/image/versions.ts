import {
  ChangeDetectionStrategy,
  Component,
  effect,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { imagesRenditions } from '@api/fn/renditions/images-renditions';
import { renditionsDelete } from '@api/fn/renditions/renditions-delete';
import { ImageView } from '@api/models/image-view';
import { RenditionView } from '@api/models/rendition-view';
import { Api } from '@core/api';
import { Pictures } from '@core/gallery/pictures';
import { Problem } from '@core/problem';
import { Words } from '@core/words';
import { ConfirmDialog } from '@shared/confirm-dialog';
import { Icon } from '@shared/icon';
import { Picture } from '@shared/picture';
import { ProblemNote } from '@shared/problem-note';

/** What was made of a picture: to look at, to download, to delete. */
@Component({
  selector: 'app-versions',
  imports: [ConfirmDialog, Icon, Picture, ProblemNote, RouterLink, TranslocoDirective],
  templateUrl: './versions.html',
  styleUrl: './versions.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Versions {
  private readonly api = inject(Api);
  private readonly pictures = inject(Pictures);
  protected readonly words = inject(Words);

  readonly image = input.required<ImageView>();
  /** The one that is shown large; null is the original. */
  readonly shown = input.required<RenditionView | null>();
  readonly show = output<RenditionView | null>();

  protected readonly versions = signal<readonly RenditionView[] | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly asking = signal<RenditionView | null>(null);

  constructor() {
    effect(() => void this.load(this.image().id));
  }

  protected async load(id: string): Promise<void> {
    this.problem.set(null);
    try {
      this.versions.set((await this.api.ask(imagesRenditions, { id, limit: 200 })).items);
    } catch (error) {
      this.fail(error);
    }
  }

  protected download({ links, name, format }: RenditionView): void {
    const base = name || this.image().filename.replace(/\.\w+$/, '');
    const ending = `.${format === 'jpeg' ? 'jpg' : format}`;
    void this.pictures.download(links.content, base.endsWith(ending) ? base : base + ending);
  }

  protected async remove(version: RenditionView): Promise<void> {
    this.asking.set(null);
    try {
      await this.api.ask(renditionsDelete, { id: version.id });
      this.versions.update((list) => list?.filter(({ id }) => id !== version.id) ?? null);
      if (this.shown()?.id === version.id) this.show.emit(null);
    } catch (error) {
      this.fail(error);
    }
  }

  protected describe({ width, height, format, bytes }: RenditionView | ImageView): string {
    return `${width} × ${height} · ${format.toUpperCase()} · ${this.words.bytes(bytes)}`;
  }

  private fail(error: unknown): void {
    if (!(error instanceof Problem)) throw error;
    this.problem.set(error);
  }
}
