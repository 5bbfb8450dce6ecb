import { inject, Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';

import { LanguageService } from './language.service';
import { Problem } from './problem';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** Numbers, times and problems in the language of the page. */
@Injectable({ providedIn: 'root' })
export class Words {
  private readonly language = inject(LanguageService);
  private readonly transloco = inject(TranslocoService);

  number(value: number, options?: Intl.NumberFormatOptions): string {
    return new Intl.NumberFormat(this.language.current(), options).format(value);
  }

  /** "1.4 MB": decimal units, as file managers and stores count. */
  bytes(count: number): string {
    const power = Math.min(Math.floor(Math.log10(Math.max(count, 1)) / 3), UNITS.length - 1);
    const value = count / 1000 ** power;
    return `${this.number(value, { maximumFractionDigits: value < 100 && power > 0 ? 1 : 0 })} ${UNITS[power]}`;
  }

  date(time: string): string {
    return new Intl.DateTimeFormat(this.language.current(), { dateStyle: 'medium' }).format(
      new Date(time),
    );
  }

  time(time: string): string {
    return new Intl.DateTimeFormat(this.language.current(), {
      dateStyle: 'medium',
      timeStyle: 'short',
    }).format(new Date(time));
  }

  /** "2 hours ago", "in 3 days"; "now" within a minute. */
  ago(time: string, now = Date.now()): string {
    const seconds = (new Date(time).getTime() - now) / 1000;
    const format = new Intl.RelativeTimeFormat(this.language.current(), { numeric: 'auto' });
    const [unit, size] = STEPS.find((step) => Math.abs(seconds) >= step[1]) ?? ['second', Infinity];
    return format.format(Math.round(seconds / size), unit);
  }

  /** The text of `key.one` or `key.other`, as many as there are. */
  count(key: string, count: number, values: Record<string, string> = {}): string {
    const form = new Intl.PluralRules(this.language.current()).select(count);
    const text = form === 'one' ? 'one' : 'other';
    return this.say(`${key}.${text}`, { count: this.number(count), ...values });
  }

  say(key: string, values: Record<string, string> = {}): string {
    this.language.current();
    return this.transloco.translate<string>(key, values);
  }

  /** What went wrong; the service's own English words where we have none. */
  problem(problem: Problem): string {
    const key = `problems.${problem.code}`;
    const text = this.say(key, { seconds: this.number(problem.retryAfter ?? 0) });
    return text === key ? problem.detail || this.say('problems.internal_error') : text;
  }
}
