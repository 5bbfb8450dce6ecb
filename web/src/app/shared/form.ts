import { inject, signal } from '@angular/core';

import { Problem } from '@core/problem';
import { Words } from '@core/words';

type Faults = Readonly<Record<string, string>>;

/** The state of a form: on its way or not, what is wrong with its fields, and what else went wrong. */
export class Form {
  private readonly words = inject(Words);

  readonly busy = signal(false);
  /** In words, by the names of the fields. */
  readonly faults = signal<Faults>({});
  /** What no field is to blame for. */
  readonly problem = signal<Problem | null>(null);

  /** Checks the form, sends it once, and puts the focus on the first field that has a fault. */
  async submit(event: Event, send: (data: FormData) => Promise<unknown>): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    if (this.busy()) return;
    this.problem.set(null);
    if (this.refuse(form, this.checked(form))) return;
    this.busy.set(true);
    try {
      await send(new FormData(form));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (!this.refuse(form, this.told(form, error))) this.problem.set(error);
    } finally {
      this.busy.set(false);
    }
  }

  private refuse(form: HTMLFormElement, faults: Faults): boolean {
    this.faults.set(faults);
    const first = inputs(form).find(({ name }) => name in faults);
    first?.focus();
    return first !== undefined;
  }

  /** What the browser finds. */
  private checked(form: HTMLFormElement): Faults {
    const faults = inputs(form)
      .filter((input) => input.willValidate && !input.validity.valid)
      .map(
        (input) =>
          [
            input.name,
            this.words.say(`faults.${rule(input)}`, { min: input.getAttribute('minlength') ?? '' }),
          ] as const,
      );
    return Object.fromEntries(faults);
  }

  /** What the service found, for the fields that are in the form. */
  private told(form: HTMLFormElement, problem: Problem): Faults {
    const names = inputs(form).map(({ name }) => name);
    const faults = problem.faults
      .map(({ pointer, code, message }) => {
        const key = `faults.${code}`;
        const text = this.words.say(key, { min: '12' });
        return [pointer.slice(1), text === key ? message : text] as const;
      })
      .filter(([name]) => names.includes(name));
    return Object.fromEntries(faults);
  }
}

/** The text of a field that was sent. */
export function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}

type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function inputs(form: HTMLFormElement): Input[] {
  return [...form.querySelectorAll<Input>('input[name], select[name], textarea[name]')];
}

function rule({ validity, type }: Input): string {
  if (validity.valueMissing) return 'required';
  if (validity.typeMismatch && type === 'email') return 'invalid_email';
  if (validity.tooShort) return 'too_short';
  if (validity.tooLong) return 'too_long';
  return 'invalid';
}
