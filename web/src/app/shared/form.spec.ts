import { TestBed } from '@angular/core/testing';

import { Problem } from '@core/problem';
import { provideTexts } from '@testing/texts';
import { Form, textOf } from './form';

describe('Form', () => {
  let form: Form;
  let element: HTMLFormElement;

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: [provideTexts()] });
    form = TestBed.runInInjectionContext(() => new Form());
    document.body.innerHTML =
      '<form><input name="email" type="email" required><input name="name"></form>';
    element = document.querySelector('form') as HTMLFormElement;
  });

  afterEach(() => (document.body.innerHTML = ''));

  const fill = (email: string) => {
    (element.elements.namedItem('email') as HTMLInputElement).value = email;
  };
  const submit = (send: (data: FormData) => Promise<unknown>) => {
    const event = new SubmitEvent('submit', { cancelable: true });
    Object.defineProperty(event, 'target', { value: element });
    return form.submit(event, send);
  };

  it('sends nothing while a field has a fault, and puts the focus there', async () => {
    const send = vi.fn();
    await submit(send);

    expect(send).not.toHaveBeenCalled();
    expect(form.faults()).toEqual({ email: 'Fill in this field.' });
    expect(document.activeElement?.getAttribute('name')).toBe('email');
  });

  it('sends what was typed', async () => {
    fill('ana@example.com');
    const sent: string[] = [];
    await submit((data) => Promise.resolve(sent.push(textOf(data, 'email'))));

    expect(sent).toEqual(['ana@example.com']);
  });

  it("shows the service's faults at their fields", async () => {
    fill('ana@example.com');
    const faults = [{ pointer: '/name', code: 'invalid_characters', message: 'English' }];
    await submit(() => Promise.reject(new Problem(422, 'invalid_input', '', null, faults)));

    expect(form.faults()).toEqual({ name: 'It has characters that cannot be used here.' });
    expect(form.problem()).toBeNull();
  });

  it('keeps a problem that no field is to blame for', async () => {
    fill('ana@example.com');
    await submit(() => Promise.reject(new Problem(503, 'unavailable')));

    expect(form.problem()?.code).toBe('unavailable');
  });

  it('sends once, however often it is submitted', async () => {
    fill('ana@example.com');
    let finish: (() => void) | undefined;
    const send = vi.fn(() => new Promise<void>((done) => (finish = done)));
    const first = submit(send);
    await submit(send);
    finish?.();
    await first;

    expect(send).toHaveBeenCalledOnce();
    expect(form.busy()).toBe(false);
  });
});
