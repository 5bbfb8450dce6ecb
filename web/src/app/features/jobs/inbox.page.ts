import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  untracked,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { DropView } from '@api/models/drop-view';
import { Clip } from '@core/clip';
import { Inbox } from '@core/inbox/inbox';
import { Problem } from '@core/problem';
import { Words } from '@core/words';
import { CodeSample } from '@shared/code-sample';
import { Icon } from '@shared/icon';
import { Picture } from '@shared/picture';
import { ProblemNote } from '@shared/problem-note';

/** What became of the files in the account's own folder, as it happens, and how to drop one. */
@Component({
  selector: 'app-inbox-page',
  imports: [CodeSample, Icon, MatButton, Picture, ProblemNote, RouterLink, TranslocoDirective],
  templateUrl: './inbox.page.html',
  styleUrls: ['../../shared/list-screen.scss', './jobs.scss', './inbox.page.scss'],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class InboxPage {
  protected readonly clip = inject(Clip);
  protected readonly inbox = inject(Inbox);
  protected readonly words = inject(Words);

  protected readonly commands = computed(() => {
    const [container = '', folder = ''] = this.inbox.folder().split('/');
    const file = `--container-name ${container} --name '${folder}/web/cat.jpg' --file cat.jpg`;
    return [
      {
        name: 'azure',
        code: `az storage blob upload --account-name ACCOUNT --auth-mode login \\\n  ${file}`,
      },
      {
        name: 'azurite',
        code: `az storage blob upload --connection-string UseDevelopmentStorage=true \\\n  ${file}`,
      },
    ];
  });

  constructor() {
    // What is on the screen has been seen.
    effect(() => {
      if (this.inbox.unseen() > 0) untracked(() => this.inbox.look());
    });
  }

  protected describe({ status, code, message, outputs }: DropView): string {
    if (status === 'done') return this.words.count('inbox.made', outputs);
    const why = this.words.problem(new Problem(422, code ?? 'internal_error', message ?? ''));
    return this.words.say(`inbox.${status}`, { why });
  }
}
