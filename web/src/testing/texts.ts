import { importProvidersFrom, Provider, EnvironmentProviders } from '@angular/core';
import { TranslocoTestingModule } from '@jsverse/transloco';

import en from '../../public/i18n/en.json';
import es from '../../public/i18n/es.json';

export const TEXTS = { en, es } as const;

/** The real texts, without loading them; English is active. */
export function provideTexts(): Provider | EnvironmentProviders {
  return importProvidersFrom(
    TranslocoTestingModule.forRoot({
      langs: TEXTS,
      preloadLangs: true,
      translocoConfig: {
        availableLangs: ['es', 'en'],
        defaultLang: 'en',
        reRenderOnLangChange: true,
      },
    }),
  );
}
