import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, TitleStrategy } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';

import { provideTexts } from '@testing/texts';
import { LanguageService } from './language.service';
import { PageTitle } from './page-title';

@Component({ selector: 'app-blank', template: '', changeDetection: ChangeDetectionStrategy.OnPush })
class Blank {}

describe('PageTitle', () => {
  const visit = async (path: string) => {
    localStorage.setItem('lienzo.language', 'en');
    TestBed.configureTestingModule({
      providers: [
        provideTexts(),
        provideRouter([
          { path: 'named', title: 'notFound.title', component: Blank },
          { path: 'unnamed', component: Blank },
        ]),
        { provide: TitleStrategy, useExisting: PageTitle },
      ],
    });
    await TestBed.inject(LanguageService).start();
    await RouterTestingHarness.create(path);
    TestBed.tick();
  };

  afterEach(() => localStorage.clear());

  it('names the page and the product', async () => {
    await visit('/named');

    expect(document.title).toBe('Page not found · Lienzo');
  });

  it('names the product alone on a page without a title', async () => {
    await visit('/unnamed');

    expect(document.title).toBe('Lienzo');
  });

  it('follows the language', async () => {
    await visit('/named');

    await TestBed.inject(LanguageService).use('es');
    TestBed.tick();

    expect(document.title).toBe('Página no encontrada · Lienzo');
  });
});
