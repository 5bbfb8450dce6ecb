import { TestBed } from '@angular/core/testing';

import { provideTexts } from '@testing/texts';
import { RecipeWords } from './recipe-words';

describe('RecipeWords', () => {
  beforeEach(() => TestBed.configureTestingModule({ providers: [provideTexts()] }));

  const words = () => TestBed.inject(RecipeWords);

  it('says steps and format in their order', () => {
    const steps = [{ op: 'resize', width: 800, height: 600 }, { op: 'sharpen' }];

    expect(words().say({ steps, output: { format: 'webp' } })).toBe(
      'resize 800 × 600 · sharpen · WEBP',
    );
  });

  it('says each output with its own steps', () => {
    const outputs = [640, 1280].map((width) => ({
      name: String(width),
      format: 'webp',
      steps: [{ op: 'resize', width }],
    }));

    expect(words().say({ outputs })).toBe('resize 640 × … → WEBP · resize 1280 × … → WEBP');
    expect(words().outputs({ outputs })).toEqual(['640', '1280']);
  });

  it('says that nothing is done', () => {
    expect(words().say({})).toBe('as it is');
  });
});
