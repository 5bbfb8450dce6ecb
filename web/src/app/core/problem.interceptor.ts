import { HttpErrorResponse, HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, switchMap, tap, throwError } from 'rxjs';

import { Connection } from './connection';
import { problemOf } from './problem';

/** Every failed answer becomes a `Problem`, and every answer tells whether the service can be reached. */
export const problemInterceptor: HttpInterceptorFn = (request, next) => {
  const connection = inject(Connection);
  return next(request).pipe(
    tap(() => connection.reached()),
    catchError((error: unknown) => {
      if (!(error instanceof HttpErrorResponse)) return throwError(() => error);
      if (error.status === 0) connection.failed();
      return from(problemOf(error)).pipe(switchMap((problem) => throwError(() => problem)));
    }),
  );
};
