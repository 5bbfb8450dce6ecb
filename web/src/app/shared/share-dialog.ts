import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

import { sharesCreate } from '@api/fn/shares/shares-create';
import { Api } from '@core/api';
import { Clip } from '@core/clip';
import { Words } from '@core/words';
import { Dialog } from './dialog';
import { Form } from './form';
import { ProblemNote } from './problem-note';
import { ShareTerms, termsOf } from './share-terms';

/** Makes a link to pictures that people without an account can open. */
@Component({
  selector: 'app-share-dialog',
  imports: [Dialog, MatButton, ProblemNote, ShareTerms, TranslocoDirective],
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
  protected readonly url = signal('');

  protected send(event: Event): Promise<void> {
    return this.form.submit(event, async (data) => {
      const items = { images: [...this.images()], renditions: [...this.renditions()] };
      const share = await this.api.ask(sharesCreate, { body: { ...termsOf(data), ...items } });
      this.url.set(share.url ?? '');
    });
  }

  protected copy(): void {
    void this.clip.copy(this.url());
  }
}
