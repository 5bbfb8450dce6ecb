import { DOCUMENT, inject, Injectable, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';

import { recall, remember } from './storage';

export const LANGUAGES = ['es', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of the page: the remembered one, else the browser's first that we speak, else English. */
@Injectable({ providedIn: 'root' })
export class LanguageService {
  private readonly document = inject(DOCUMENT);
  private readonly transloco = inject(TranslocoService);
  private readonly active = signal<Language>(preferred());

  readonly current = this.active.asReadonly();

  /** Loads the texts of the first language. */
  start(): Promise<void> {
    return this.activate(this.active());
  }

  /** Switches without a reload and remembers the choice. A language whose texts cannot be read changes nothing. */
  async use(language: Language): Promise<void> {
    await this.activate(language);
    remember('language', language);
  }

  private async activate(language: Language): Promise<void> {
    await firstValueFrom(this.transloco.load(language));
    this.transloco.setActiveLang(language);
    this.document.documentElement.lang = language;
    this.active.set(language);
  }
}

function preferred(): Language {
  const wanted = [recall('language'), ...navigator.languages];
  const spoken = wanted.map((tag) => LANGUAGES.find((known) => tag?.split('-')[0] === known));
  return spoken.find((language) => language !== undefined) ?? 'en';
}
