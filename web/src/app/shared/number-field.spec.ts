import { TestBed } from '@angular/core/testing';

import { provideTexts } from '@testing/texts';
import { Change, NumberField } from './number-field';

describe('a number field', () => {
  function make(inputs: Record<string, unknown>) {
    TestBed.configureTestingModule({ providers: [provideTexts()] });
    const fixture = TestBed.createComponent(NumberField);
    const told: Change<number | null>[] = [];
    const all = { field: 'width', label: 'Width', ...inputs };
    for (const [name, value] of Object.entries(all)) fixture.componentRef.setInput(name, value);
    fixture.componentInstance.changed.subscribe((change) => told.push(change));
    fixture.detectChanges();
    const element = fixture.nativeElement as HTMLElement;
    const box = element.querySelector<HTMLInputElement>('input[type=number]');
    if (!box) throw new Error('no input');
    const type = (text: string) => {
      box.value = text;
      box.dispatchEvent(new Event('change'));
      return told.at(-1)?.value;
    };
    return { element, box, type, told };
  }

  it('has a label that belongs to its input', () => {
    const { box } = make({});

    expect(box.labels?.[0]?.textContent.trim()).toBe('Width');
  });

  it('brings back what is out of bounds', () => {
    const { type, box } = make({ least: 1, most: 100, whole: true });

    expect(type('500')).toBe(100);
    expect(type('7.6')).toBe(8);
    expect(box.value).toBe('8');
  });

  it('is nothing when it is emptied, unless it must be something', () => {
    expect(make({ value: 5 }).type('')).toBeNull();
    TestBed.resetTestingModule();
    const { type, box } = make({ value: 5, required: true });
    expect(type('')).toBeUndefined();
    expect(box.value).toBe('5');
  });

  it('says that a drag is going on, and when it has ended', () => {
    const { element, told } = make({ value: 5, least: 0, most: 10 });
    const slider = element.querySelector<HTMLInputElement>('input[type=range]');
    if (!slider) throw new Error('no slider');
    slider.value = '7';
    slider.dispatchEvent(new Event('input'));
    slider.dispatchEvent(new Event('change'));

    expect(told).toEqual([
      { value: 7, live: true },
      { value: 7, live: false },
    ]);
  });

  it('has no slider where its bounds are too far apart', () => {
    const { element } = make({ least: 0, most: 100_000_000 });

    expect(element.querySelector('input[type=range]')).toBeNull();
  });
});
