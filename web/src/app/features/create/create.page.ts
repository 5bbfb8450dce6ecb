import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { create } from '@api/fn/create/create';
import { Recipe } from '@api/models/recipe';
import { Api } from '@core/api';
import { GalleryStore } from '@core/gallery/gallery.store';
import { Leaving } from '@core/leave.guard';
import { Notices } from '@core/notices';
import { Size } from '@core/recipes/shape';
import { Words } from '@core/words';
import { ConfirmDialog } from '@shared/confirm-dialog';
import { Icon } from '@shared/icon';
import { ProblemNote } from '@shared/problem-note';
import { RequestView } from '@shared/request-view';
import { SaveDialog, Saving } from '@shared/save-dialog';
import { CanvasForm } from './canvas-form';
import { CreateStore } from './create.store';
import { Handles } from './handles';
import { LayerForm } from './layer-form';
import { LayerList } from './layer-list';
import { TemplateDialog } from './template-dialog';

const MARGIN = 32;

/** Makes a picture from a canvas and what is laid over it. */
@Component({
  selector: 'app-create-page',
  imports: [
    CanvasForm,
    ConfirmDialog,
    Handles,
    Icon,
    LayerForm,
    LayerList,
    MatButton,
    ProblemNote,
    RequestView,
    SaveDialog,
    TemplateDialog,
    TranslocoDirective,
  ],
  providers: [CreateStore],
  templateUrl: './create.page.html',
  styleUrl: './create.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:keydown)': 'key($event)' },
})
export class CreatePage implements Leaving {
  private readonly api = inject(Api);
  private readonly gallery = inject(GalleryStore);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  private readonly words = inject(Words);
  private readonly frame = viewChild<ElementRef<HTMLElement>>('frame');
  protected readonly store = inject(CreateStore);

  protected readonly isChoosing = signal(false);
  protected readonly isRequestOpen = signal(false);
  protected readonly saving = signal<Saving | null>(null);
  protected readonly leaving = signal<((leave: boolean) => void) | null>(null);
  private readonly room = signal<Size>({ width: 0, height: 0 });
  /** How large a pixel of the picture is on the screen. */
  protected readonly scale = computed(() => {
    const { width, height } = this.store.canvas();
    return Math.min(this.room().width / width, this.room().height / height, 1);
  });
  protected readonly general = computed(() => {
    const problem = this.store.result.problem();
    return problem && (problem.faults.length === 0 ? problem : null);
  });
  protected readonly faults = computed(() => [...new Set(Object.values(this.store.faults()))]);
  protected readonly size = computed(() => {
    const { width, height } = this.store.canvas();
    const exact = this.store.result.exact();
    const size = `${this.words.number(width)} × ${this.words.number(height)} px`;
    return exact ? `${size} · ${this.words.bytes(exact.bytes)}` : size;
  });

  constructor() {
    effect((onCleanup) => {
      const frame = this.frame()?.nativeElement;
      if (!frame) return;
      const observer = new ResizeObserver(() => {
        const [width, height] = [frame.clientWidth - 2 * MARGIN, frame.clientHeight - 2 * MARGIN];
        this.room.set({ width: Math.max(width, 40), height: Math.max(height, 40) });
        const side = Math.max(width, height) * Math.min(devicePixelRatio, 2);
        this.store.side.set(Math.min(1600, Math.max(480, Math.ceil(side / 160) * 160)));
      });
      observer.observe(frame);
      onCleanup(() => observer.disconnect());
    });
  }

  mayLeave(): boolean | Promise<boolean> {
    if (!this.store.isChanged()) return true;
    return new Promise((resolve) =>
      this.leaving.set((leave) => {
        this.leaving.set(null);
        resolve(leave);
      }),
    );
  }

  /** Puts the picture into the gallery. */
  protected readonly savePicture = async (name: string): Promise<void> => {
    const recipe = this.store.recipe();
    const body = { recipe: recipe as unknown as Recipe, ...(name ? { name } : {}) };
    const image = await this.api.ask(create, { body });
    this.gallery.add(image);
    this.store.keep();
    this.notices.show(this.words.say('create.saved'), {
      label: this.words.say('create.look'),
      run: () => void this.router.navigate(['/images', image.id]),
    });
  };

  protected discard(): void {
    this.store.history.undo();
    this.store.isRestored.set(false);
  }

  protected key(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || document.querySelector('dialog[open]')) return;
    const key = event.key.toLowerCase();
    const isText = (event.target as HTMLElement).matches('input[type=text], textarea');
    if (key === 's') this.saving.set('picture');
    else if (isText) return;
    else if (key === 'y' || (key === 'z' && event.shiftKey)) this.store.history.redo();
    else if (key === 'z') this.store.history.undo();
    else return;
    event.preventDefault();
  }
}
