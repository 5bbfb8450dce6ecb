import { Routes } from '@angular/router';

/** `title` is a key of public/i18n; each feature is its own chunk. */
export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'welcome.title',
    loadComponent: () => import('./features/welcome/welcome.page').then((m) => m.WelcomePage),
  },
  {
    path: '**',
    title: 'notFound.title',
    loadComponent: () => import('./features/not-found/not-found.page').then((m) => m.NotFoundPage),
  },
];
