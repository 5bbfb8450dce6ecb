import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  resource,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { presets } from '@api/fn/presets/presets';
import { ShareChange } from '@api/models/share-change';
import { ShareView } from '@api/models/share-view';
import { Api } from '@core/api';
import { Words } from '@core/words';
import { Field } from './field';
import { textOf } from './form';

const HOUR_MS = 3_600_000;
/** Hours until a link ends; empty is never. */
const LIVES = ['1', '24', '168', '720', ''] as const;
const KEPT = 'kept';

/** The fields of a form for what visitors of a share may see, and until when. */
@Component({
  selector: 'app-share-terms',
  imports: [Field, TranslocoDirective],
  templateUrl: './share-terms.html',
  styleUrl: './share-terms.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ShareTerms {
  private readonly api = inject(Api);
  protected readonly words = inject(Words);

  /** That is changed; null is a new one. */
  readonly share = input<ShareView | null>(null);
  /** Of the form, by the names of its fields. */
  readonly faults = input<Readonly<Record<string, string>>>({});

  protected readonly kept = KEPT;
  protected readonly lives = LIVES;
  protected readonly presets = resource({
    loader: async () => (await this.api.ask(presets)).items.map(({ name }) => name),
  });
  /** Those that were chosen stand there even when there are none of that name any longer. */
  protected readonly offered = computed(() => [
    ...new Set([...(this.presets.value() ?? []), ...(this.share()?.presets ?? [])]),
  ]);
  /** What is chosen at first, unless there is an end to keep. */
  protected readonly life = computed(() => {
    const share = this.share();
    if (!share) return '168';
    return share.expiresAt === null ? '' : null;
  });
}

/** What such a form says; what shall stay as it is is left out. */
export function termsOf(data: FormData): Omit<ShareChange, 'images' | 'renditions'> {
  const [life, password] = [textOf(data, 'expiresAt'), textOf(data, 'password')];
  const lock = data.has('noPassword') ? null : password;
  return {
    name: textOf(data, 'name'),
    presets: data.getAll('presets').filter((name) => typeof name === 'string'),
    allowsOriginals: data.has('allowsOriginals'),
    ...(life === KEPT ? {} : { expiresAt: endOf(life) }),
    ...(lock === '' ? {} : { password: lock }),
  };
}

function endOf(hours: string): string | null {
  return hours ? new Date(Date.now() + Number(hours) * HOUR_MS).toISOString() : null;
}
