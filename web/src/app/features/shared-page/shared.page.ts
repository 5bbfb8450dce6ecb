import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  effect,
  inject,
  input,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Meta } from '@angular/platform-browser';
import { TranslocoDirective } from '@jsverse/transloco';

import { shareOpen } from '@api/fn/shared-pictures/share-open';
import { shareUnlock } from '@api/fn/shared-pictures/share-unlock';
import { SharedPictureView } from '@api/models/shared-picture-view';
import { SharedView } from '@api/models/shared-view';
import { Api } from '@core/api';
import { Problem } from '@core/problem';
import { Words } from '@core/words';
import { Dialog } from '@shared/dialog';
import { Field } from '@shared/field';
import { Form, textOf } from '@shared/form';
import { ProblemNote } from '@shared/problem-note';

/** What a link shows to whoever has it: pictures, and what may be downloaded of them. */
@Component({
  selector: 'app-shared-page',
  imports: [Dialog, Field, MatButton, ProblemNote, TranslocoDirective],
  templateUrl: './shared.page.html',
  styleUrl: './shared.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SharedPage {
  private readonly api = inject(Api);
  protected readonly words = inject(Words);

  /** Of the link, from the address. */
  readonly token = input.required<string>();

  protected readonly form = new Form();
  protected readonly share = signal<SharedView | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly open = signal<SharedPictureView | null>(null);

  constructor() {
    const meta = inject(Meta);
    meta.addTag({ name: 'robots', content: 'noindex' });
    inject(DestroyRef).onDestroy(() => meta.removeTag('name="robots"'));
    effect(() => void this.load(this.token()));
  }

  protected async load(token: string, key?: string): Promise<void> {
    this.problem.set(null);
    try {
      this.share.set(await this.api.ask(shareOpen, { token, ...(key ? { key } : {}) }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.problem.set(error);
    }
  }

  protected unlock(event: Event): Promise<void> {
    return this.form.submit(event, async (data) => {
      const body = { password: textOf(data, 'password') };
      const { key } = await this.api.ask(shareUnlock, { token: this.token(), body });
      await this.load(this.token(), key);
    });
  }

  /** What may be downloaded of a picture, with its name. */
  protected downloads({ links }: SharedPictureView): readonly { name: string; url: string }[] {
    const found = Object.entries(links.presets).map(([name, url]) => ({ name, url }));
    if (links.rendition)
      found.unshift({ name: this.words.say('shared.picture'), url: links.rendition });
    if (links.original)
      found.unshift({ name: this.words.say('shared.original'), url: links.original });
    return found;
  }
}
