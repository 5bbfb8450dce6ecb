import {
  ChangeDetectionStrategy,
  Component,
  inject,
  input,
  output,
  resource,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

import { presets } from '@api/fn/presets/presets';
import { sharesCreate } from '@api/fn/shares/shares-create';
import { Api } from '@core/api';
import { Clip } from '@core/clip';
import { Words } from '@core/words';
import { Dialog } from './dialog';
import { Field } from './field';
import { Form, textOf } from './form';
import { ProblemNote } from './problem-note';

const HOUR_MS = 3_600_000;
/** Hours until a link ends; empty is never. */
const LIVES = ['1', '24', '168', '720', ''] as const;

/** Makes a link to pictures that people without an account can open. */
@Component({
  selector: 'app-share-dialog',
  imports: [Dialog, Field, MatButton, ProblemNote, TranslocoDirective],
  templateUrl: './share-dialog.html',
  styleUrl: './share-dialog.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ShareDialog {
  private readonly api = inject(Api);
  private readonly clip = inject(Clip);
  protected readonly words = inject(Words);

  readonly images = input<readonly string[]>([]);
  readonly renditions = input<readonly string[]>([]);
  readonly closed = output();

  protected readonly form = new Form();
  protected readonly lives = LIVES;
  protected readonly url = signal('');
  protected readonly presets = resource({
    loader: async () => (await this.api.ask(presets)).items.map(({ name }) => name),
  });

  protected send(event: Event): Promise<void> {
    return this.form.submit(event, async (data) => {
      const hours = textOf(data, 'expiresAt');
      const password = textOf(data, 'password');
      const share = await this.api.ask(sharesCreate, {
        body: {
          name: textOf(data, 'name') || null,
          images: [...this.images()],
          renditions: [...this.renditions()],
          presets: data.getAll('presets').filter((name) => typeof name === 'string'),
          allowsOriginals: data.has('allowsOriginals'),
          expiresAt: hours ? new Date(Date.now() + Number(hours) * HOUR_MS).toISOString() : null,
          password: password || null,
        },
      });
      this.url.set(share.url ?? '');
    });
  }

  protected copy(): void {
    void this.clip.copy(this.url());
  }
}
