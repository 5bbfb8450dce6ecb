import { ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';

import { LanguageService } from '@core/language.service';
import { provideTexts } from '@testing/texts';
import { Header } from './header';

describe('Header', () => {
  let fixture: ComponentFixture<Header>;
  const button = (language: string): HTMLButtonElement =>
    fixture.nativeElement.querySelector(`.languages [lang=${language}]`);

  beforeEach(async () => {
    localStorage.setItem('lienzo.language', 'en');
    TestBed.configureTestingModule({ providers: [provideTexts(), provideRouter([])] });
    await TestBed.inject(LanguageService).start();
    fixture = TestBed.createComponent(Header);
    await fixture.whenStable();
  });

  afterEach(() => localStorage.clear());

  it('marks the language of the page', () => {
    expect([button('en'), button('es')].map((each) => each.ariaPressed)).toEqual(['true', 'false']);
  });

  it('speaks the other language after a click', async () => {
    button('es').click();
    await fixture.whenStable();

    expect(fixture.nativeElement.querySelector('nav').textContent).toContain('Cómo se usa');
  });

  it('names the theme on its button', () => {
    expect(fixture.nativeElement.querySelector('.theme').getAttribute('aria-label')).toBe(
      'Theme: As the system',
    );
  });
});
