import { inject } from '@angular/core';
import { CanActivateFn, CanMatchFn, Router } from '@angular/router';

import { SessionStore } from './session.store';

/** A screen for people who are logged in; others log in first and come back to it. */
export const accountOnly: CanActivateFn = (_, { url }) =>
  inject(SessionStore).isOpen() ||
  inject(Router).createUrlTree(['/login'], { queryParams: { next: url } });

/** A screen for people who are not logged in. */
export const visitorOnly: CanActivateFn = (route) =>
  !inject(SessionStore).isOpen() ||
  inject(Router).parseUrl(ownPath(route.queryParamMap.get('next')));

/** Of two screens at one address, the one for people who are logged in. */
export const isLoggedIn: CanMatchFn = () => inject(SessionStore).isOpen();

/** A path of this app, whatever an address says. */
export function ownPath(path: string | null): string {
  return path?.startsWith('/') && !/^\/[/\\]/.test(path) ? path : '/';
}
