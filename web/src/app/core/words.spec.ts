import { TestBed } from '@angular/core/testing';

import { provideTexts } from '@testing/texts';
import { LanguageService } from './language.service';
import { Problem } from './problem';
import { Words } from './words';

describe('Words', () => {
  let words: Words;

  beforeEach(async () => {
    localStorage.setItem('lienzo.language', 'en');
    TestBed.configureTestingModule({ providers: [provideTexts()] });
    await TestBed.inject(LanguageService).start();
    words = TestBed.inject(Words);
  });

  afterEach(() => localStorage.clear());

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1500, '1.5 kB'],
    [214_000, '214 kB'],
    [10_737_418_240, '10.7 GB'],
  ])('says %i bytes as %s', (count, text) => {
    expect(words.bytes(count)).toBe(text);
  });

  it('writes numbers as the language does', async () => {
    await TestBed.inject(LanguageService).use('es');

    expect(words.bytes(1500)).toBe('1,5 kB');
  });

  it.each([
    [1, '1 picture'],
    [0, '0 pictures'],
    [1200, '1,200 pictures'],
  ])('counts %i pictures', (count, text) => {
    expect(words.count('gallery.count', count)).toBe(text);
  });

  it.each([
    [-5, 'now'],
    [-3 * 3600, '3 hours ago'],
    [7 * 86_400 - 2, 'in 7 days'],
  ])('says when: %i s', (seconds, text) => {
    const now = Date.UTC(2026, 0, 15);

    expect(words.ago(new Date(now + seconds * 1000).toISOString(), now)).toBe(text);
  });

  it('has words for a problem', () => {
    expect(words.problem(new Problem(413, 'image_too_large', 'Limit 25 MiB.'))).toBe(
      'The picture is too large.',
    );
  });

  it("takes the service's words for a problem that it does not know", () => {
    expect(words.problem(new Problem(422, 'brand_new', 'Something new.'))).toBe('Something new.');
  });
});
