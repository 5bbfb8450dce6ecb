import { Routes } from '@angular/router';

import { accountOnly, isLoggedIn, visitorOnly } from '@core/auth.guard';
import { mayLeave } from '@core/leave.guard';

/** `title` is a key of public/i18n; each feature is its own chunk. */
export const routes: Routes = [
  {
    path: '',
    pathMatch: 'full',
    title: 'gallery.title',
    canMatch: [isLoggedIn],
    loadComponent: () => import('./features/gallery/gallery.page').then((m) => m.GalleryPage),
  },
  {
    path: '',
    pathMatch: 'full',
    title: 'welcome.title',
    loadComponent: () => import('./features/welcome/welcome.page').then((m) => m.WelcomePage),
  },
  {
    path: 'login',
    title: 'auth.login.title',
    canActivate: [visitorOnly],
    loadComponent: () => import('./features/auth/login.page').then((m) => m.LoginPage),
  },
  {
    path: 'register',
    title: 'auth.register.title',
    canActivate: [visitorOnly],
    loadComponent: () => import('./features/auth/register.page').then((m) => m.RegisterPage),
  },
  {
    path: 'forgot-password',
    title: 'auth.forgot.title',
    loadComponent: () => import('./features/auth/forgot.page').then((m) => m.ForgotPage),
  },
  {
    path: 'reset-password',
    title: 'auth.reset.title',
    loadComponent: () => import('./features/auth/reset.page').then((m) => m.ResetPage),
  },
  {
    path: 'verify-email',
    title: 'auth.verify.title',
    loadComponent: () => import('./features/auth/verify.page').then((m) => m.VerifyPage),
  },
  {
    path: 's/:token',
    title: 'shared.title',
    loadComponent: () => import('./features/shared-page/shared.page').then((m) => m.SharedPage),
  },
  {
    path: '',
    canActivateChild: [accountOnly],
    children: [
      {
        path: 'bin',
        title: 'bin.title',
        loadComponent: () => import('./features/gallery/bin.page').then((m) => m.BinPage),
      },
      {
        path: 'images/:id',
        title: 'image.title',
        loadComponent: () => import('./features/image/image.page').then((m) => m.ImagePage),
      },
      {
        path: 'images/:id/edit',
        title: 'editor.title',
        canDeactivate: [mayLeave],
        loadComponent: () => import('./features/editor/editor.page').then((m) => m.EditorPage),
      },
      {
        path: 'create',
        title: 'create.title',
        canDeactivate: [mayLeave],
        loadComponent: () => import('./features/create/create.page').then((m) => m.CreatePage),
      },
      {
        path: 'presets',
        title: 'presets.title',
        loadComponent: () => import('./features/presets/presets.page').then((m) => m.PresetsPage),
      },
      {
        path: 'jobs',
        title: 'jobs.title',
        loadComponent: () => import('./features/jobs/jobs.page').then((m) => m.JobsPage),
      },
      {
        path: 'jobs/:id',
        title: 'jobs.one',
        loadComponent: () => import('./features/jobs/job.page').then((m) => m.JobPage),
      },
      {
        path: 'inbox',
        title: 'inbox.title',
        loadComponent: () => import('./features/jobs/inbox.page').then((m) => m.InboxPage),
      },
      {
        path: 'shares',
        title: 'shares.title',
        loadComponent: () => import('./features/shares/shares.page').then((m) => m.SharesPage),
      },
      {
        path: 'account',
        title: 'account.title',
        loadComponent: () => import('./features/account/account.page').then((m) => m.AccountPage),
      },
    ],
  },
  {
    path: '**',
    title: 'notFound.title',
    loadComponent: () => import('./features/not-found/not-found.page').then((m) => m.NotFoundPage),
  },
];
