import { ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';

import { problem, provideService, service, session, settled } from '@testing/http';
import { LoginPage } from './login.page';

describe('LoginPage', () => {
  let fixture: ComponentFixture<LoginPage>;

  beforeEach(async () => {
    localStorage.setItem('lienzo.language', 'en');
    TestBed.configureTestingModule({ providers: [...provideService(), provideRouter([])] });
    fixture = TestBed.createComponent(LoginPage);
    fixture.componentRef.setInput('next', '/images/7');
    await fixture.whenStable();
  });

  afterEach(() => localStorage.clear());

  const page = () => fixture.nativeElement as HTMLElement;
  const send = async () => {
    for (const [name, value] of [
      ['email', 'ana@example.com'],
      ['password', 'x'],
    ]) {
      const input = page().querySelector<HTMLInputElement>(`input[name=${name}]`);
      if (input) input.value = value ?? '';
    }
    page()
      .querySelector('form')
      ?.dispatchEvent(new Event('submit', { cancelable: true }));
    await settled();
    return service().expectOne('/api/auth/login');
  };

  it('goes back to where the person was', async () => {
    const go = vi.spyOn(TestBed.inject(Router), 'navigateByUrl').mockResolvedValue(true);
    (await send()).flush(session('one'));
    await settled();

    expect(go).toHaveBeenCalledWith('/images/7');
  });

  it('invites to register after a refusal, without saying whether there is such an account', async () => {
    (await send()).flush(problem('invalid_credentials'), { status: 401, statusText: 'No' });
    await settled();
    await fixture.whenStable();
    const alert = page().querySelector('[role=alert]');

    expect(alert?.textContent).toContain('Address and password do not match.');
    expect(alert?.querySelector('a')?.getAttribute('href')).toContain('/register');
  });
});
