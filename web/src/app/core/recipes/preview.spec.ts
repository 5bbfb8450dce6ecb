import { HttpHeaders, HttpResponse } from '@angular/common/http';
import { Subject } from 'rxjs';

import { Problem } from '../problem';
import { Preview } from './preview';
import { RecipeJson } from './recipe';
import { forScreen } from './screen';

const recipe = (brightness: number): RecipeJson => ({ steps: [{ op: 'modulate', brightness }] });

describe('the preview', () => {
  let calls: { sent: RecipeJson; answer: Subject<HttpResponse<Blob>> }[];
  let preview: Preview;

  const answer = (width: number, type = 'image/webp') => {
    const call = calls.at(-1);
    const headers = new HttpHeaders({ 'X-Image-Width': `${width}`, 'X-Image-Height': '10' });
    call?.answer.next(new HttpResponse({ body: new Blob(['12345'], { type }), headers }));
    call?.answer.complete();
  };

  beforeEach(() => {
    vi.useFakeTimers();
    URL.createObjectURL = () => `blob:${calls.length}`;
    URL.revokeObjectURL = () => undefined;
    calls = [];
    preview = new Preview(
      (sent) => {
        const subject = new Subject<HttpResponse<Blob>>();
        calls.push({ sent, answer: subject });
        return subject;
      },
      () => 800,
      (saved) => saved,
    );
  });

  afterEach(() => {
    preview.close();
    vi.useRealTimers();
  });

  it('asks once, a quarter of a second after the last change, for the size of the screen', () => {
    preview.show(recipe(1.1));
    vi.advanceTimersByTime(200);
    preview.show(recipe(1.2));
    vi.advanceTimersByTime(249);
    expect(calls).toHaveLength(0);

    vi.advanceTimersByTime(1);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.sent.steps).toEqual([
      { op: 'resize', width: 800, height: 800, fit: 'inside', withoutEnlargement: true },
      { op: 'modulate', brightness: 1.2 },
    ]);
  });

  it('gives a call up when something else is wanted', () => {
    preview.show(recipe(1.1));
    vi.advanceTimersByTime(250);
    expect(calls[0]?.answer.observed).toBe(true);

    preview.show(recipe(1.2));
    expect(calls[0]?.answer.observed).toBe(false);
  });

  it('asks for the exact result when nothing changes', () => {
    preview.show(recipe(1.1));
    vi.advanceTimersByTime(250);
    answer(800);
    expect(preview.exact()).toBeNull();

    vi.advanceTimersByTime(900);
    expect(calls.at(-1)?.sent).toEqual(recipe(1.1));
    answer(4000);
    expect(preview.exact()).toMatchObject({ width: 4000, bytes: 5 });
  });

  it('keeps showing the small picture when the exact one is no picture for browsers', () => {
    preview.show(recipe(1.1));
    vi.advanceTimersByTime(250);
    answer(800);
    vi.advanceTimersByTime(900);
    answer(4000, 'image/tiff');

    expect(preview.shown()?.width).toBe(800);
    expect(preview.exact()?.width).toBe(4000);
  });

  it('does not ask again for what it has shown', () => {
    preview.show(recipe(1.1));
    vi.advanceTimersByTime(250);
    answer(801);
    preview.show(recipe(1.2));
    vi.advanceTimersByTime(250);
    answer(802);

    preview.show(recipe(1.1));
    vi.advanceTimersByTime(1);
    expect(preview.shown()?.width).toBe(801);
    expect(calls).toHaveLength(2);
  });

  it('makes the picture small before colours at the end, and after everything else', () => {
    const steps = [{ op: 'tint' }, { op: 'blur' }, { op: 'modulate' }, { op: 'linear' }];

    expect(forScreen({ steps }, 800).steps.map(({ op }) => op)).toEqual([
      'tint',
      'blur',
      'resize',
      'modulate',
      'linear',
    ]);
  });

  it('points at the steps of the recipe, not at those of the screen', () => {
    preview.show({ steps: [{ op: 'blur' }, { op: 'modulate' }] });
    vi.advanceTimersByTime(250);
    const faults = ['/recipe/steps/0/sigma', '/recipe/steps/2/hue'].map((pointer) => ({
      pointer,
      code: 'invalid',
      message: '',
    }));
    calls[0]?.answer.error(new Problem(422, 'recipe_refused', '', null, faults));

    expect(preview.problem()?.faults.map(({ pointer }) => pointer)).toEqual([
      '/recipe/steps/0/sigma',
      '/recipe/steps/1/hue',
    ]);
  });

  it('says what is wrong, and forgets it with the next answer', () => {
    preview.show(recipe(1.1));
    vi.advanceTimersByTime(250);
    calls[0]?.answer.error(new Problem(422, 'recipe_refused'));
    expect(preview.problem()?.code).toBe('recipe_refused');

    preview.show(recipe(1.2));
    vi.advanceTimersByTime(250);
    answer(800);
    expect(preview.problem()).toBeNull();
  });
});
