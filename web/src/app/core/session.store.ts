import { computed, DOCUMENT, inject, Injectable, signal } from '@angular/core';

import { authLogin } from '@api/fn/accounts/auth-login';
import { authLogout } from '@api/fn/accounts/auth-logout';
import { authRefresh } from '@api/fn/accounts/auth-refresh';
import { authRegister } from '@api/fn/accounts/auth-register';
import { SessionView } from '@api/models/session-view';
import { UserView } from '@api/models/user-view';
import { Api } from './api';
import { LanguageService } from './language.service';
import { Problem } from './problem';
import { recall, remember } from './storage';

/** A token that lives less than this is exchanged before it is sent, ms. */
const SPARE_MS = 20_000;

/**
 * Who is logged in.
 *
 * The access token is held in memory only; the refresh token is a cookie that no script can read. What the browser remembers is
 * that there is one, so that visitors cause no call.
 */
@Injectable({ providedIn: 'root' })
export class SessionStore {
  private readonly api = inject(Api);
  private readonly language = inject(LanguageService);
  private readonly account = signal<UserView | null>(null);
  private readonly fault = signal<Problem | null>(null);
  private token = '';
  private expires = 0;
  private renewing?: Promise<string>;

  readonly user = this.account.asReadonly();
  readonly isOpen = computed(() => this.account() !== null);
  /** Why nobody knows whether somebody is logged in. */
  readonly trouble = this.fault.asReadonly();
  /** What to do when a session ended by itself; the router's business. */
  onEnd: () => void = () => undefined;

  constructor() {
    inject(DOCUMENT).defaultView?.addEventListener('storage', ({ key, newValue }) => {
      // Logged out in another tab.
      if (key === 'lienzo.session' && newValue === null && this.isOpen()) this.expire();
    });
  }

  /** Carries on the session that this browser has, if any. */
  async start(): Promise<void> {
    if (recall('session') === null) return;
    this.fault.set(null);
    try {
      await this.renew();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status !== 401) this.fault.set(error);
    }
  }

  async logIn(email: string, password: string): Promise<void> {
    this.take(await this.api.ask(authLogin, { body: { email, password, transport: 'cookie' } }));
  }

  /** Makes an account. False: a mail with a link is on its way, and nobody is logged in. */
  async register(email: string, password: string, displayName: string): Promise<boolean> {
    const session = await this.api.ask(authRegister, {
      body: {
        email,
        password,
        displayName: displayName || null,
        locale: this.language.current(),
        transport: 'cookie',
      },
    });
    // 202 has no body, which the generated type does not know.
    if (!(session as SessionView | null)) return false;
    this.take(session);
    return true;
  }

  async logOut(scope: 'this' | 'all' = 'this'): Promise<void> {
    await this.api.ask(authLogout, { body: { scope } });
    this.forget();
  }

  /** An access token that is good for a while. */
  current(): Promise<string> {
    return Date.now() < this.expires - SPARE_MS ? Promise.resolve(this.token) : this.renew();
  }

  /** Exchanges the session for a new one, once however many ask for it; not at all when `stale` is no longer the token. */
  renew(stale = this.token): Promise<string> {
    if (stale !== this.token) return Promise.resolve(this.token);
    this.renewing ??= this.exchange().finally(() => (this.renewing = undefined));
    return this.renewing;
  }

  /** The account was changed. */
  update(user: UserView): void {
    this.account.set(user);
  }

  /** Nobody is logged in any longer, on this side. */
  forget(): void {
    this.token = '';
    this.expires = 0;
    this.account.set(null);
    remember('session', null);
  }

  private async exchange(): Promise<string> {
    try {
      this.take(await this.api.ask(authRefresh, { body: {} }));
    } catch (error) {
      if (error instanceof Problem && error.status === 401) this.expire();
      throw error;
    }
    return this.token;
  }

  private expire(): void {
    const wasOpen = this.isOpen();
    this.forget();
    if (wasOpen) this.onEnd();
  }

  private take(session: SessionView): void {
    this.token = session.accessToken;
    this.expires = Date.now() + session.expiresIn * 1000;
    this.account.set(session.user);
    remember('session', 'open');
  }
}
