import { HttpClient } from '@angular/common/http';
import { computed, inject, Injectable, resource } from '@angular/core';
import { firstValueFrom } from 'rxjs';

import { operations } from '@api/fn/engine/operations';
import { Api } from '../api';
import { LanguageService } from '../language.service';
import { isObject, Json } from './recipe';
import { FieldNode, fieldsOf } from './schema';

/** An operation, or an output format. */
export interface Operation {
  readonly name: string;
  /** In the service's words, English. */
  readonly about: string;
  readonly fields: readonly FieldNode[];
}

interface Glossary {
  readonly operations: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
  /** The service's descriptions in the language of the page; empty in English. */
  readonly texts: Readonly<Record<string, string>>;
}

const NOTHING: Glossary = { operations: {}, fields: {}, texts: {} };

/** What the engine can do, read from the service once, and the words for it. What has no words of ours is said in the service's. */
@Injectable({ providedIn: 'root' })
export class Catalogue {
  private readonly api = inject(Api);
  private readonly http = inject(HttpClient);
  private readonly language = inject(LanguageService);

  private readonly read = resource({ loader: () => this.api.ask(operations) });
  private readonly glossary = resource({
    params: () => this.language.current(),
    loader: ({ params }) =>
      firstValueFrom(this.http.get<Glossary>(`/i18n/operations.${params}.json`)),
    defaultValue: NOTHING,
  });

  readonly isLoading = this.read.isLoading;
  readonly error = this.read.error;
  readonly operations = computed(() => this.list('operations'));
  readonly formats = computed(() => this.list('formats'));
  private readonly definitions = computed((): Json => {
    const recipe: Json = this.read.hasValue() ? this.read.value().recipe : {};
    return isObject(recipe['$defs']) ? recipe['$defs'] : {};
  });
  private readonly words = computed(() =>
    this.glossary.hasValue() ? this.glossary.value() : NOTHING,
  );

  reload(): void {
    this.read.reload();
  }

  operation(name: string): Operation | undefined {
    return this.operations().find((one) => one.name === name);
  }

  format(name: string): Operation | undefined {
    return this.formats().find((one) => one.name === name);
  }

  field(operation: string, name: string): FieldNode | undefined {
    return this.operation(operation)?.fields.find((field) => field.name === name);
  }

  /** The fields of something that stands inside of operations, such as `Create`. */
  definition(name: string): readonly FieldNode[] {
    const definitions = this.definitions();
    const schema = definitions[name];
    return isObject(schema) ? fieldsOf(schema, definitions) : [];
  }

  /** "Round corners" for `roundCorners`. */
  nameOf(operation: string): string {
    return this.words().operations[operation] ?? spelled(operation);
  }

  /** "Width" for `width`. */
  labelOf(field: string): string {
    return this.words().fields[field] ?? spelled(field);
  }

  /** A description in the language of the page. */
  say(about: string): string {
    return this.words().texts[about] ?? about;
  }

  private list(kind: 'operations' | 'formats'): readonly Operation[] {
    const all: readonly Json[] = this.read.hasValue() ? this.read.value()[kind] : [];
    return all.map((one) => ({
      name: String(one['name']),
      about: String(one['description'] ?? ''),
      fields: isObject(one['schema']) ? fieldsOf(one['schema']) : [],
    }));
  }
}

function spelled(name: string): string {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
