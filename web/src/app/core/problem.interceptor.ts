import { HttpErrorResponse, HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, Observable, switchMap, tap, throwError } from 'rxjs';

import { Connection } from './connection';
import { problemOf } from './problem';

/** Every failed answer becomes a `Problem`, and every answer tells whether the service can be reached. */
export const problemInterceptor: HttpInterceptorFn = (request, next) => {
  const connection = inject(Connection);
  // Where the store is elsewhere, it says nothing about the service.
  if (!request.url.startsWith('/')) return next(request).pipe(catchError(explained));
  return next(request).pipe(
    tap(() => connection.reached()),
    catchError((error: unknown) => {
      if (error instanceof HttpErrorResponse && error.status === 0) connection.failed();
      return explained(error);
    }),
  );
};

function explained(error: unknown): Observable<never> {
  if (!(error instanceof HttpErrorResponse)) return throwError(() => error);
  return from(problemOf(error)).pipe(switchMap((problem) => throwError(() => problem)));
}
