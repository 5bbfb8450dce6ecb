import { ViewportScroller } from '@angular/common';
import { provideHttpClient, withFetch } from '@angular/common/http';
import {
  ApplicationConfig,
  inject,
  isDevMode,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
} from '@angular/core';
import { provideRouter, TitleStrategy, withInMemoryScrolling } from '@angular/router';
import { provideTransloco } from '@jsverse/transloco';

import { I18nLoader } from '@core/i18n.loader';
import { LANGUAGES, LanguageService } from '@core/language.service';
import { PageTitle } from '@core/page-title';
import { ThemeService } from '@core/theme.service';
import { routes } from './app.routes';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideHttpClient(withFetch()),
    provideRouter(
      routes,
      withInMemoryScrolling({ anchorScrolling: 'enabled', scrollPositionRestoration: 'enabled' }),
    ),
    { provide: TitleStrategy, useExisting: PageTitle },
    provideTransloco({
      config: {
        availableLangs: [...LANGUAGES],
        defaultLang: 'en',
        reRenderOnLangChange: true,
        prodMode: !isDevMode(),
      },
      loader: I18nLoader,
    }),
    provideAppInitializer(() => {
      inject(ThemeService);
      // The header covers most of the space above a section that an anchor names.
      inject(ViewportScroller).setOffset([0, 24]);
      // The first paint waits for the texts: keys are never shown.
      return inject(LanguageService).start();
    }),
  ],
};
