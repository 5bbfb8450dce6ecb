import { TestBed } from '@angular/core/testing';
import { TranslocoService } from '@jsverse/transloco';
import { throwError } from 'rxjs';

import { provideTexts } from '@testing/texts';
import { LanguageService } from './language.service';

describe('LanguageService', () => {
  const speaking = (...languages: string[]) => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(languages);
    TestBed.configureTestingModule({ providers: [provideTexts()] });
    return TestBed.inject(LanguageService);
  };

  afterEach(() => {
    vi.restoreAllMocks();
    localStorage.clear();
  });

  it("takes the browser's first language that the app speaks", () => {
    expect(speaking('fr-FR', 'es-MX', 'en').current()).toBe('es');
  });

  it('falls back to English', () => {
    expect(speaking('fr', 'de').current()).toBe('en');
  });

  it('prefers the language that was chosen before', () => {
    localStorage.setItem('lienzo.language', 'en');

    expect(speaking('es').current()).toBe('en');
  });

  it('switches the texts and the language of the page', async () => {
    const language = speaking('en');

    await language.use('es');

    expect(TestBed.inject(TranslocoService).translate('welcome.title')).toBe(
      'Servicio de imágenes',
    );
    expect(document.documentElement.lang).toBe('es');
  });

  it('remembers the choice', async () => {
    await speaking('en').use('es');

    expect(localStorage.getItem('lienzo.language')).toBe('es');
  });

  it('changes nothing when the texts cannot be read', async () => {
    const language = speaking('en');
    await language.start();
    vi.spyOn(TestBed.inject(TranslocoService), 'load').mockReturnValue(
      throwError(() => new Error('offline')),
    );

    await expect(language.use('es')).rejects.toThrow('offline');

    expect(language.current()).toBe('en');
    expect(localStorage.getItem('lienzo.language')).toBeNull();
  });
});
