import { HttpErrorResponse } from '@angular/common/http';

import { Problem as ProblemBody } from '@api/models/problem';

/** Why a call failed: the service's own words for it, or that it could not be reached (status 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    /** Stable, snake_case; the texts have words for it under `problems`. */
    readonly code: string,
    readonly detail = '',
    /** To tell whoever runs the service. */
    readonly requestId: string | null = null,
    readonly faults: readonly { pointer: string; code: string; message: string }[] = [],
    /** Seconds after which another try may work. */
    readonly retryAfter: number | null = null,
    /** Of what is too large. */
    readonly limit: { readonly most: number; readonly unit: string } | null = null,
  ) {
    super(detail || code);
    this.name = 'Problem';
  }

  /** Whether another try may work without anything being changed. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** The problem in a failed answer. Answers asked for as a file bring it as a file, too. */
export async function problemOf(error: HttpErrorResponse): Promise<Problem> {
  if (error.status === 0) return new Problem(0, 'unreachable');
  const body = await bodyOf(error.error);
  const retryAfter = Number(error.headers.get('Retry-After')) || null;
  const requestId = body?.instance?.replace('urn:uuid:', '') ?? error.headers.get('X-Request-Id');
  return new Problem(
    error.status,
    body?.code ?? 'internal_error',
    body?.detail,
    requestId,
    body?.errors ?? [],
    retryAfter,
    body?.limit && body.unit ? { most: body.limit, unit: body.unit } : null,
  );
}

async function bodyOf(body: unknown): Promise<ProblemBody | undefined> {
  try {
    const text = body instanceof Blob ? await body.text() : body;
    const read: unknown = typeof text === 'string' ? JSON.parse(text) : text;
    return isProblem(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function isProblem(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && 'code' in body;
}
