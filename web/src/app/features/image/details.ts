import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  resource,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';

import { imagesMetadata } from '@api/fn/pictures/images-metadata';
import { ImageView } from '@api/models/image-view';
import { MetadataView } from '@api/models/metadata-view';
import { Api } from '@core/api';
import { Pictures } from '@core/gallery/pictures';
import { Notices } from '@core/notices';
import { Words } from '@core/words';
import { Field } from '@shared/field';
import { Form, textOf } from '@shared/form';
import { ProblemNote } from '@shared/problem-note';
import { TagField } from '@shared/tag-field';

interface Fact {
  readonly name: string;
  readonly value: string;
}

/** What is known of a picture, and what its owner says about it. */
@Component({
  selector: 'app-details',
  imports: [Field, MatButton, ProblemNote, TagField, TranslocoDirective],
  templateUrl: './details.html',
  styleUrl: './details.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Details {
  private readonly api = inject(Api);
  private readonly notices = inject(Notices);
  private readonly pictures = inject(Pictures);
  private readonly words = inject(Words);

  readonly image = input.required<ImageView>();
  readonly changed = output<ImageView>();

  protected readonly form = new Form();
  protected readonly isDirty = linkedSignal({
    source: () => this.image().id,
    computation: () => false,
  });
  private readonly header = resource({
    params: () => this.image().id,
    loader: ({ params: id }) => this.api.ask(imagesMetadata, { id }),
  });
  protected readonly facts = computed(() => {
    const header = this.header.hasValue() ? this.header.value() : null;
    return [...this.known(this.image()), ...(header ? this.read(header) : [])];
  });

  protected save(event: Event): Promise<void> {
    return this.form.submit(event, async (data) => {
      const change = { filename: textOf(data, 'filename'), altText: textOf(data, 'altText') };
      this.changed.emit(await this.pictures.change(this.image().id, change));
      this.isDirty.set(false);
      this.notices.show(this.words.say('details.saved'));
    });
  }

  protected async tag(tags: readonly string[]): Promise<void> {
    const image = this.image();
    const added = tags.filter((tag) => !image.tags.includes(tag));
    const removed = image.tags.filter((tag) => !tags.includes(tag));
    if (await this.pictures.tag([image], added, removed))
      this.changed.emit({ ...image, tags: [...tags] });
  }

  private known({ width, height, format, bytes, createdAt, pages }: ImageView): Fact[] {
    const megapixels = this.words.number((width * height) / 1e6, { maximumFractionDigits: 1 });
    const facts = [
      {
        name: 'size',
        value: `${this.words.number(width)} × ${this.words.number(height)} px · ${megapixels} MP`,
      },
      { name: 'file', value: `${format.toUpperCase()} · ${this.words.bytes(bytes)}` },
      { name: 'added', value: this.words.time(createdAt) },
    ];
    if (pages > 1) facts.push({ name: 'pages', value: this.words.number(pages) });
    return facts;
  }

  private read(header: MetadataView): Fact[] {
    const { space, depth, hasProfile, hasAlpha, density, exif, xmp, iptc, isProgressive } = header;
    const bits = depth === 'uchar' ? 8 : depth === 'ushort' ? 16 : null;
    const colour = [
      space,
      bits === null ? '' : this.words.say('details.bits', { bits: String(bits) }),
      hasProfile ? this.words.say('details.profile') : '',
      hasAlpha ? this.words.say('details.alpha') : '',
    ];
    const inside = [exif && 'EXIF', xmp && 'XMP', iptc && 'IPTC'].filter(Boolean);
    const facts = [{ name: 'colour', value: colour.filter(Boolean).join(' · ') }];
    if (density) facts.push({ name: 'density', value: `${this.words.number(density)} dpi` });
    if (isProgressive) facts.push({ name: 'kind', value: this.words.say('details.progressive') });
    if (inside.length > 0) facts.push({ name: 'inside', value: inside.join(' · ') });
    return facts;
  }
}
