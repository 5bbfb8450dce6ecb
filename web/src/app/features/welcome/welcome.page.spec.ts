import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';

import { provideTexts } from '@testing/texts';
import { commands, RECIPE } from './samples';
import { WelcomePage } from './welcome.page';

describe('WelcomePage', () => {
  const shown = async (): Promise<HTMLElement> => {
    TestBed.configureTestingModule({ providers: [provideTexts(), provideRouter([])] });
    const fixture = TestBed.createComponent(WelcomePage);
    await fixture.whenStable();
    return fixture.nativeElement;
  };

  it('has one main heading', async () => {
    const headings = (await shown()).querySelectorAll('h1');

    expect([...headings].map((heading) => heading.textContent)).toEqual([
      'Every picture, ready for its place.',
    ]);
  });

  it('describes every picture', async () => {
    const described = [...(await shown()).querySelectorAll('img')].map((image) => image.alt);

    expect(described).toHaveLength(8);
    expect(described).not.toContain('');
  });

  it('has a text for everything it says', async () => {
    const missing = (await shown()).textContent.match(/\b(welcome|compare|code)\.\w+/g);

    expect(missing).toBeNull();
  });

  it('shows a recipe that is JSON', () => {
    expect(JSON.parse(RECIPE).steps.map(({ op }: { op: string }) => op)).toEqual([
      'modulate',
      'sharpen',
      'composite',
    ]);
  });

  it('shows commands for the service that it comes from', () => {
    expect(commands('https://pictures.example')).toContain(
      'https://pictures.example/api/transform',
    );
  });
});
