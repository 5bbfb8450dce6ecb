import { ComponentFixture, TestBed } from '@angular/core/testing';

import { provideTexts } from '@testing/texts';
import { CompareSlider } from './compare-slider';

describe('CompareSlider', () => {
  let fixture: ComponentFixture<CompareSlider>;
  const find = <T extends HTMLElement>(selector: string): T =>
    fixture.nativeElement.querySelector(selector);

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [provideTexts()] });
    fixture = TestBed.createComponent(CompareSlider);
    fixture.componentRef.setInput('before', { src: '/before.webp', alt: 'Grey' });
    fixture.componentRef.setInput('after', { src: '/after.webp', alt: 'Bright' });
    fixture.componentRef.setInput('width', 400);
    fixture.componentRef.setInput('height', 300);
    await fixture.whenStable();
  });

  it('starts in the middle', () => {
    expect(find('figure').style.getPropertyValue('--split')).toBe('50%');
  });

  it('moves the line with the slider', async () => {
    const range = find<HTMLInputElement>('input');
    range.value = '20';
    range.dispatchEvent(new Event('input'));
    await fixture.whenStable();

    expect(find('figure').style.getPropertyValue('--split')).toBe('20%');
  });

  it('says in words how much of the result is shown', async () => {
    const range = find<HTMLInputElement>('input');
    range.value = '20';
    range.dispatchEvent(new Event('input'));
    await fixture.whenStable();

    expect(range.getAttribute('aria-valuetext')).toBe('80 % of the picture shows the result');
  });

  it('keeps the place of the pictures before they are loaded', () => {
    const { width, height } = find<HTMLImageElement>('img.after').attributes as unknown as Record<
      string,
      Attr
    >;

    expect([width?.value, height?.value]).toEqual(['400', '300']);
  });
});
