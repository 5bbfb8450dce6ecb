import { inject, Injectable } from '@angular/core';

import { imagesChange } from '@api/fn/pictures/images-change';
import { imagesDelete } from '@api/fn/pictures/images-delete';
import { imagesRestore } from '@api/fn/pictures/images-restore';
import { ImageChange } from '@api/models/image-change';
import { ImageView } from '@api/models/image-view';
import { Api } from '../api';
import { atOnce } from '../at-once';
import { Notices } from '../notices';
import { PictureBytes } from '../picture-bytes';
import { Problem } from '../problem';
import { Words } from '../words';
import { GalleryStore } from './gallery.store';
import { firstValueFrom } from 'rxjs';
import { saveAs } from './save-as';

/** What people do with pictures, and what is said about it. What fails is said, not thrown; the answer is whether it was done. */
@Injectable({ providedIn: 'root' })
export class Pictures {
  private readonly api = inject(Api);
  private readonly bytes = inject(PictureBytes);
  private readonly gallery = inject(GalleryStore);
  private readonly notices = inject(Notices);
  private readonly words = inject(Words);

  /** Puts pictures into the bin, and offers to take them out again. */
  bin(ids: readonly string[]): Promise<boolean> {
    return this.attempt(async () => {
      await atOnce(ids, (id) => this.api.ask(imagesDelete, { id }));
      this.gallery.remove(new Set(ids));
      this.notices.show(this.words.count('pictures.binned', ids.length), {
        label: this.words.say('pictures.undo'),
        run: () => void this.restore(ids),
      });
    });
  }

  /** Takes pictures out of the bin. */
  restore(ids: readonly string[]): Promise<boolean> {
    return this.attempt(async () => {
      await atOnce(ids, (id) => this.api.ask(imagesRestore, { id }));
      this.gallery.reload();
      this.notices.show(this.words.count('pictures.restored', ids.length));
    });
  }

  /** Deletes for good what is in the bin. */
  purge(ids: readonly string[]): Promise<boolean> {
    return this.attempt(async () => {
      await atOnce(ids, (id) => this.api.ask(imagesDelete, { id, permanent: true }));
      this.notices.show(this.words.count('pictures.purged', ids.length));
    });
  }

  /** Adds tags to pictures and takes others away. */
  tag(
    images: readonly ImageView[],
    added: readonly string[],
    removed: readonly string[],
  ): Promise<boolean> {
    return this.attempt(async () => {
      await atOnce(images, async ({ id, tags }) => {
        const kept = tags.filter((tag) => !removed.includes(tag));
        const changed = [...new Set([...kept, ...added])];
        await this.change(id, { tags: changed });
      });
      this.notices.show(this.words.count('pictures.tagged', images.length));
    });
  }

  /**
   * Changes one picture.
   *
   * Throws:
   *   Problem: it was not changed.
   */
  async change(id: string, change: ImageChange): Promise<ImageView> {
    const image = await this.api.ask(imagesChange, { id, body: change });
    this.gallery.replace(image);
    return image;
  }

  /** Saves a file that a link gives, under a name. */
  download(link: string, filename: string): Promise<boolean> {
    return this.attempt(async () => {
      saveAs(await firstValueFrom(this.bytes.fetch(link)), filename);
    });
  }

  private async attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.notices.show(this.words.problem(error));
      return false;
    }
  }
}
