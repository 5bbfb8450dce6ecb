import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { EnvironmentProviders, Provider } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { ImageView } from '@api/models/image-view';
import { SessionView } from '@api/models/session-view';
import { authInterceptor } from '@core/auth.interceptor';
import { problemInterceptor } from '@core/problem.interceptor';
import { SessionStore } from '@core/session.store';
import { provideTexts } from './texts';

/** The app's own way to the service, with a service that answers what the test says. */
export function provideService(): (Provider | EnvironmentProviders)[] {
  return [
    provideTexts(),
    provideHttpClient(withInterceptors([authInterceptor, problemInterceptor])),
    provideHttpClientTesting(),
  ];
}

export const service = () => TestBed.inject(HttpTestingController);

/** Lets what was promised happen. */
export const settled = () => new Promise((done) => setTimeout(done));

export function session(accessToken: string, expiresIn = 600): SessionView {
  const user = { id: 'u', email: 'ana@example.com', displayName: 'Ana', locale: 'en' };
  return {
    user: { ...user, createdAt: '2026-01-01T00:00:00Z' },
    accessToken,
    expiresIn,
    tokenType: 'Bearer',
  };
}

/** Logs somebody in whose first access token is `one`. */
export async function logIn(expiresIn = 600): Promise<SessionStore> {
  const store = TestBed.inject(SessionStore);
  const done = store.logIn('ana@example.com', 'rana verde canta');
  service().expectOne('/api/auth/login').flush(session('one', expiresIn));
  await done;
  TestBed.tick();
  return store;
}

/** What the service says of a failed call. */
export function problem(code: string, more: object = {}) {
  return { type: `urn:lienzo:problem:${code}`, title: code, detail: 'In English.', code, ...more };
}

export function picture(id: string, more: Partial<ImageView> = {}): ImageView {
  return {
    id,
    filename: `${id}.jpg`,
    format: 'jpeg',
    width: 400,
    height: 300,
    bytes: 1000,
    sha256: id,
    pages: 1,
    hasAlpha: false,
    altText: '',
    tags: [],
    placeholder: null,
    dominantColor: '#204060',
    createdAt: '2026-01-01T00:00:00Z',
    deletedAt: null,
    links: { content: `/api/images/${id}/content`, thumbnail: `/api/images/${id}/thumbnail` },
    ...more,
  };
}
