import { ViewportScroller } from '@angular/common';
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import {
  ApplicationConfig,
  inject,
  isDevMode,
  provideAppInitializer,
  provideBrowserGlobalErrorListeners,
} from '@angular/core';
import {
  NavigationError,
  provideRouter,
  Router,
  TitleStrategy,
  withComponentInputBinding,
  withInMemoryScrolling,
  withNavigationErrorHandler,
} from '@angular/router';
import { provideTransloco } from '@jsverse/transloco';

import { authInterceptor } from '@core/auth.interceptor';
import { I18nLoader } from '@core/i18n.loader';
import { LANGUAGES, LanguageService } from '@core/language.service';
import { PageTitle } from '@core/page-title';
import { problemInterceptor } from '@core/problem.interceptor';
import { SessionStore } from '@core/session.store';
import { ThemeService } from '@core/theme.service';
import { routes } from './app.routes';

const RENEWED = 'lienzo.renewed';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideHttpClient(withInterceptors([authInterceptor, problemInterceptor])),
    provideRouter(
      routes,
      withComponentInputBinding(),
      withNavigationErrorHandler(recover),
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
      const [session, router] = [inject(SessionStore), inject(Router)];
      session.onEnd = () => void router.navigate(['/login'], { queryParams: { next: router.url } });
      // The first paint waits for the texts: keys are never shown. And for who is logged in: no screen is shown to the wrong person.
      return Promise.all([inject(LanguageService).start(), session.start()]);
    }),
  ],
};

/** A screen of an older version is no longer there after the service was renewed: the page is loaded anew, once. */
function recover({ error, url }: NavigationError): void {
  const isStale = error instanceof TypeError && error.message.includes('module');
  if (!isStale || sessionStorage.getItem(RENEWED) === url) throw error;
  sessionStorage.setItem(RENEWED, url);
  location.assign(url);
}
