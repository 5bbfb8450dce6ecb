import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';

import { problem } from '@testing/http';
import { Problem, problemOf } from './problem';

describe('problemOf', () => {
  const failed = (status: number, error: unknown, headers = {}) =>
    problemOf(new HttpErrorResponse({ status, error, headers: new HttpHeaders(headers) }));

  it('reads the code and the request id', async () => {
    const found = await failed(404, problem('not_found', { instance: 'urn:uuid:42' }));

    expect([found.code, found.requestId]).toEqual(['not_found', '42']);
  });

  it('reads the problem of a call that wanted a file', async () => {
    const body = new Blob([JSON.stringify(problem('recipe_refused'))]);

    expect((await failed(422, body)).code).toBe('recipe_refused');
  });

  it('takes what is not a problem for an error of the server', async () => {
    expect((await failed(502, '<html>Bad gateway</html>')).code).toBe('internal_error');
  });

  it('says that nothing was reached', async () => {
    expect(await failed(0, new ProgressEvent('error'))).toMatchObject({ code: 'unreachable' });
  });

  it('knows how long to wait', async () => {
    const found = await failed(429, problem('too_many_attempts'), { 'Retry-After': '30' });

    expect(found.retryAfter).toBe(30);
  });

  it.each([
    [0, true],
    [429, true],
    [503, true],
    [404, false],
    [422, false],
  ])('of status %i passes by itself: %s', (status, passes) => {
    expect(new Problem(status, 'x').passes).toBe(passes);
  });
});
