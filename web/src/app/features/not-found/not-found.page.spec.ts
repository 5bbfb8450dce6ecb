import { Location } from '@angular/common';
import { provideLocationMocks } from '@angular/common/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';

import { provideTexts } from '@testing/texts';
import { NotFoundPage } from './not-found.page';

describe('NotFoundPage', () => {
  it('names the address that has no page', async () => {
    TestBed.configureTestingModule({
      providers: [provideTexts(), provideRouter([]), provideLocationMocks()],
    });
    TestBed.inject(Location).go('/no/such/page');
    const fixture = TestBed.createComponent(NotFoundPage);
    await fixture.whenStable();

    expect(fixture.nativeElement.querySelector('code').textContent).toBe('/no/such/page');
  });
});
