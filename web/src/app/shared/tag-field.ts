import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Icon } from './icon';

let count = 0;

/** Words that are added with Enter or a comma, and taken away one by one. */
@Component({
  selector: 'app-tag-field',
  imports: [Icon, TranslocoDirective],
  template: `
    <div class="field" *transloco="let t; prefix: 'tags'">
      <label [attr.for]="id">{{ t('label') }}</label>
      @if (tags().length > 0) {
        <ul>
          @for (tag of tags(); track tag) {
            <li>
              <button
                type="button"
                class="chip"
                [attr.aria-label]="t('remove', { tag })"
                (click)="remove(tag)"
              >
                {{ tag }}<app-icon name="close" />
              </button>
            </li>
          }
        </ul>
      }
      <input
        #box
        class="input"
        maxlength="200"
        autocomplete="off"
        [id]="id"
        [placeholder]="t('add')"
        (keydown.enter)="add(box); $event.preventDefault()"
        (input)="separate(box)"
        (change)="add(box)"
      />
    </div>
  `,
  styles: `
    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TagField {
  readonly tags = input.required<readonly string[]>();
  readonly changed = output<readonly string[]>();
  protected readonly id = `tags-${++count}`;

  protected add(box: HTMLInputElement): void {
    const words = box.value
      .split(',')
      .map((word) => word.trim().slice(0, 50))
      .filter((word) => word !== '');
    box.value = '';
    if (words.length > 0) this.changed.emit([...new Set([...this.tags(), ...words])]);
  }

  /** A comma ends a word. */
  protected separate(box: HTMLInputElement): void {
    if (box.value.includes(',')) this.add(box);
  }

  protected remove(tag: string): void {
    this.changed.emit(this.tags().filter((one) => one !== tag));
  }
}
