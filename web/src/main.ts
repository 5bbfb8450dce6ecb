import { bootstrapApplication } from '@angular/platform-browser';

import { App } from './app/app';
import { appConfig } from './app/app.config';

bootstrapApplication(App, appConfig).catch((error: unknown) => {
  console.error(error);
  // The texts may be what is missing, so this one stands here, in both languages.
  document.body.textContent =
    'Lienzo could not start. Please reload the page. · Lienzo no pudo arrancar. Recarga la página.';
});
