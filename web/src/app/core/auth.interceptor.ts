import { HttpInterceptorFn, HttpRequest } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, switchMap, throwError } from 'rxjs';

import { Problem } from './problem';
import { SessionStore } from './session.store';

/** These identify their caller by what they carry, or not at all. */
const OPEN =
  /^\/api\/(auth\/(register|login|refresh|logout|verify|password\/(forgot|reset))|shared\/)/;

/** Sends the access token with every call, and once more with a new one when it was refused. */
export const authInterceptor: HttpInterceptorFn = (request, next) => {
  const session = inject(SessionStore);
  if (!request.url.startsWith('/api/') || OPEN.test(request.url) || !session.isOpen())
    return next(request);
  return from(session.current()).pipe(
    switchMap((token) =>
      next(signed(request, token)).pipe(
        catchError((error: unknown) => {
          const isRefused = error instanceof Problem && error.code === 'unauthorized';
          if (!isRefused) return throwError(() => error);
          return from(session.renew(token)).pipe(
            switchMap((renewed) => next(signed(request, renewed))),
          );
        }),
      ),
    ),
  );
};

function signed(request: HttpRequest<unknown>, token: string): HttpRequest<unknown> {
  return request.clone({ setHeaders: { Authorization: `Bearer ${token}` } });
}
