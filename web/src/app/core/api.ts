import { HttpClient, HttpContext } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom, map, Observable } from 'rxjs';

import { StrictHttpResponse } from '@api/strict-http-response';

/** A call as the generated client declares it. */
export type Operation<P, R> = (
  http: HttpClient,
  rootUrl: string,
  params: P,
  context?: HttpContext,
) => Observable<StrictHttpResponse<R>>;

type Parameters<P> = undefined extends P ? [params?: P] : [params: P];

/** Makes the calls of the generated client; what fails is a `Problem`. */
@Injectable({ providedIn: 'root' })
export class Api {
  private readonly http = inject(HttpClient);

  /** The answer's body. Unsubscribing gives the call up. */
  watch<P, R>(operation: Operation<P, R>, ...[params]: Parameters<P>): Observable<R> {
    return operation(this.http, '', params as P).pipe(map((answer) => answer.body));
  }

  /** The answer's body. */
  ask<P, R>(operation: Operation<P, R>, ...params: Parameters<P>): Promise<R> {
    return firstValueFrom(this.watch(operation, ...params));
  }
}
