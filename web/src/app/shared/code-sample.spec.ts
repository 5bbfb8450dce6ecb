import { Clipboard } from '@angular/cdk/clipboard';
import { ComponentFixture, TestBed } from '@angular/core/testing';

import { Announcer } from '@core/announcer';
import { provideTexts } from '@testing/texts';
import { CodeSample } from './code-sample';

describe('CodeSample', () => {
  const clipboard = { copy: vi.fn<(text: string) => boolean>() };
  let fixture: ComponentFixture<CodeSample>;
  let said: string[];

  beforeEach(async () => {
    clipboard.copy.mockReset().mockReturnValue(true);
    TestBed.configureTestingModule({
      providers: [provideTexts(), { provide: Clipboard, useValue: clipboard }],
    });
    said = [];
    vi.spyOn(TestBed.inject(Announcer), 'say').mockImplementation((text) => said.push(text));
    fixture = TestBed.createComponent(CodeSample);
    fixture.componentRef.setInput('code', 'curl /api');
    fixture.componentRef.setInput('label', 'A command');
    await fixture.whenStable();
  });

  const press = () => fixture.nativeElement.querySelector('button').click();

  it('shows the code as it is', () => {
    expect(fixture.nativeElement.querySelector('pre').textContent).toBe('curl /api');
  });

  it('copies the code', () => {
    press();

    expect(clipboard.copy).toHaveBeenCalledWith('curl /api');
  });

  it('says that it copied', () => {
    press();

    expect(said).toEqual(['Copied']);
  });

  it('says when it could not copy', () => {
    clipboard.copy.mockReturnValue(false);

    press();

    expect(said).toEqual(['Could not copy; select the text instead']);
  });
});
