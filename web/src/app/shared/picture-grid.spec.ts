import { ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';

import { Selection } from '@core/gallery/selection';
import { logIn, picture, provideService } from '@testing/http';
import { PictureGrid } from './picture-grid';

class NoObserver {
  observe() {
    return undefined;
  }

  disconnect() {
    return undefined;
  }
}

describe('PictureGrid', () => {
  let fixture: ComponentFixture<PictureGrid>;
  let selection: Selection;

  beforeEach(async () => {
    vi.stubGlobal('ResizeObserver', NoObserver);
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(
      new DOMRect(0, 0, 1000, 500),
    );
    Element.prototype.scrollIntoView = () => undefined;
    TestBed.configureTestingModule({ providers: [...provideService(), provideRouter([])] });
    await logIn();
    selection = new Selection();
    fixture = TestBed.createComponent(PictureGrid);
    fixture.componentRef.setInput(
      'images',
      Array.from({ length: 1000 }, (_, index) => picture(`p${index}`)),
    );
    fixture.componentRef.setInput('selection', selection);
    fixture.componentRef.setInput('label', 'Pictures');
    fixture.detectChanges();
    await fixture.whenStable();
    document.body.append(fixture.nativeElement as Node);
  });

  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    localStorage.clear();
  });

  const links = () => [...fixture.nativeElement.querySelectorAll('a')] as HTMLAnchorElement[];
  const press = async (key: string, more: KeyboardEventInit = {}) => {
    const target = fixture.nativeElement.querySelector('[tabindex="0"]') as HTMLElement;
    target.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
    );
    await fixture.whenStable();
  };
  const chosen = () => [...selection.all()];

  it('has only the pictures near the window in the page', () => {
    expect(links().length).toBeGreaterThan(10);
    expect(links().length).toBeLessThan(100);
  });

  it('is one stop of the Tab key', () => {
    expect(links().filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
  });

  it('moves with the arrows', async () => {
    await press('ArrowRight');

    expect(document.activeElement).toBe(links()[1]);
  });

  it('selects with Space, and a range with Shift and an arrow', async () => {
    await press(' ');
    await press('ArrowRight', { shiftKey: true });

    expect(chosen()).toEqual(['p0', 'p1']);
  });

  it('selects all and none', async () => {
    await press('a', { ctrlKey: true });
    expect(chosen()).toHaveLength(1000);

    await press('Escape');

    expect(chosen()).toEqual([]);
  });

  it('opens a picture with a click', () => {
    const go = vi.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    links()[2]?.click();

    expect(go).toHaveBeenCalledWith(['/images', 'p2']);
  });

  it('leaves Enter to the link', () => {
    const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
    links()[0]?.dispatchEvent(enter);

    expect(enter.defaultPrevented).toBe(false);
  });

  it('selects with a click while something is selected', () => {
    const go = vi.spyOn(TestBed.inject(Router), 'navigate');
    selection.toggle('p0');
    links()[2]?.click();

    expect(chosen()).toEqual(['p0', 'p2']);
    expect(go).not.toHaveBeenCalled();
  });

  it('keeps the one with the focus in the page after a jump to the end', async () => {
    await press('End');

    expect(document.activeElement?.getAttribute('href')).toBe('/images/p999');
  });
});
