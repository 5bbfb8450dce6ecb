import { NgTemplateOutlet } from '@angular/common';
import {
  booleanAttribute,
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  output,
} from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';

import { Catalogue } from '@core/recipes/catalogue';
import { isObject, isSame, Json, withFields } from '@core/recipes/recipe';
import {
  EitherNode,
  FieldNode,
  first,
  ListNode,
  Node,
  NumberNode,
  ObjectNode,
  suits,
} from '@core/recipes/schema';
import { Icon } from './icon';
import { Change, NumberField } from './number-field';
import { written, read } from './numbers';
import { PictureField } from './picture-field';

export type Faults = Readonly<Record<string, string>>;

/** A field, or a form within a form, as a JSON Schema describes it. */
@Component({
  selector: 'app-schema-field',
  imports: [Icon, NgTemplateOutlet, NumberField, PictureField, TranslocoDirective],
  templateUrl: './schema-field.html',
  styleUrl: './schema-field.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SchemaField {
  protected readonly catalogue = inject(Catalogue);

  readonly node = input.required<Node>();
  readonly label = input.required<string>();
  readonly value = input<unknown>();
  /** What counts when nothing is said; null is nothing. */
  readonly otherwise = input<unknown>(null);
  readonly required = input(false, { transform: booleanAttribute });
  /** Where the value is in the recipe; what is wrong is said by the same name. */
  readonly pointer = input.required<string>();
  readonly faults = input<Faults>({});
  /** Without the frame and the words of its own: a form whose heading stands elsewhere. */
  readonly bare = input(false, { transform: booleanAttribute });
  readonly changed = output<Change>();

  protected readonly id = computed(() => `at${this.pointer().replaceAll('/', '-')}`);
  protected readonly current = computed(() => this.value() ?? this.otherwise());
  protected readonly hint = computed(() => this.catalogue.say(this.node().about));
  protected readonly fault = computed(() => {
    const { faults, pointer } = { faults: this.faults(), pointer: this.pointer() };
    const isInner = this.node().kind === 'json' || this.node().kind === 'numbers';
    const found = Object.keys(faults).find(
      (one) => one === pointer || (isInner && one.startsWith(`${pointer}/`)),
    );
    return found && faults[found];
  });
  protected readonly number = computed(() => this.node() as NumberNode);
  protected readonly options = computed(() => {
    const node = this.node();
    return node.kind === 'choice' ? node.options : [];
  });
  protected readonly lines = computed(() => {
    const node = this.node();
    return node.kind === 'text' && node.most > 1000 ? 4 : 1;
  });
  protected readonly text = computed(() => {
    const value = this.current();
    return typeof value === 'string' ? value : '';
  });
  protected readonly colour = computed(() =>
    /^#[\da-f]{6}/i.test(this.text()) ? this.text().slice(0, 7) : '#000000',
  );
  protected readonly json = computed(() => {
    const value = this.current();
    return value === null || value === undefined ? '' : JSON.stringify(value);
  });
  protected readonly numbers = computed(() => written(this.current()));
  protected readonly items = computed(() => {
    const value = this.current();
    return Array.isArray(value) ? (value as readonly unknown[]) : [];
  });
  protected readonly list = computed(() => this.node() as ListNode);
  protected readonly fields = computed(() => (this.node() as ObjectNode).fields);
  protected readonly object = computed((): Json => {
    const value = this.value() ?? this.otherwise();
    return isObject(value) ? value : {};
  });
  protected readonly variants = computed(() => (this.node() as EitherNode).variants);
  protected readonly variant = computed(() => {
    const value = this.current();
    if (value === null || value === undefined) return this.required() ? 0 : -1;
    return Math.max(
      0,
      this.variants().findIndex((one) => suits(one, value)),
    );
  });

  protected set(value: unknown, live = false): void {
    const isPlain = !this.required() && isSame(value, this.otherwise());
    this.changed.emit({ value: isPlain ? null : value, live });
  }

  /** The option at a place of the list, in which the first may be none. */
  protected pick(place: number): void {
    const isNone = !this.required() && this.otherwise() === null;
    this.set(this.options()[isNone ? place - 1 : place] ?? null);
  }

  protected numberOf(value: unknown): number | null {
    return typeof value === 'number' ? value : null;
  }

  protected plainOf(value: unknown): number | undefined {
    return typeof value === 'number' ? value : undefined;
  }

  protected setField({ name }: FieldNode, { value, live }: Change): void {
    const object = withFields(this.object(), { [name]: value });
    this.changed.emit({ value: object, live });
  }

  protected choose(index: number): void {
    const variant = this.variants()[index];
    if (!variant) return this.set(null);
    const plain = this.otherwise();
    this.set(suits(variant, plain) ? plain : first(variant));
  }

  protected setItem(index: number, { value, live }: Change): void {
    this.set(
      this.items().map((item, place) =>
        place === index ? (value ?? first(this.list().item)) : item,
      ),
      live,
    );
  }

  protected add(): void {
    this.set([...this.items(), first(this.list().item)]);
  }

  protected remove(index: number): void {
    this.set(this.items().filter((_, place) => place !== index));
  }

  protected setNumbers(text: string): void {
    const numbers = read(text);
    if (numbers !== null) this.set(numbers.length > 0 ? numbers : null);
  }

  protected setJson(box: HTMLTextAreaElement): void {
    try {
      this.set(box.value.trim() ? (JSON.parse(box.value) as unknown) : null);
      box.setCustomValidity('');
    } catch (error) {
      box.setCustomValidity(String(error));
      box.reportValidity();
    }
  }

  /** What a kind of layer, or of value, is called. */
  protected nameOf(node: Node): string {
    return this.catalogue.labelOf(
      node.kind === 'object' ? node.title.charAt(0).toLowerCase() + node.title.slice(1) : node.kind,
    );
  }
}
