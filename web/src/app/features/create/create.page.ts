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
import { Words } from '@core/words';
import { HistoryTools } from '@shared/history-tools';
import { Icon } from '@shared/icon';
import { LeaveDialog } from '@shared/leave-dialog';
import { PreviewNotes } from '@shared/preview-notes';
import { RequestView } from '@shared/request-view';
import { roomIn, sideIn } from '@shared/room';
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
    Handles,
    HistoryTools,
    Icon,
    LeaveDialog,
    LayerForm,
    LayerList,
    MatButton,
    PreviewNotes,
    RequestView,
    SaveDialog,
    TemplateDialog,
    TranslocoDirective,
  ],
  providers: [CreateStore],
  templateUrl: './create.page.html',
  styleUrls: ['../../shared/title-bar.scss', '../../shared/workbench.scss', './create.page.scss'],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CreatePage implements Leaving {
  private readonly api = inject(Api);
  private readonly gallery = inject(GalleryStore);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  private readonly words = inject(Words);
  private readonly leaving = viewChild.required(LeaveDialog);
  private readonly frame = viewChild<ElementRef<HTMLElement>>('frame');
  protected readonly store = inject(CreateStore);

  protected readonly isChoosing = signal(false);
  protected readonly isRequestOpen = signal(false);
  protected readonly saving = signal<Saving | null>(null);
  private readonly room = roomIn(this.frame, MARGIN);
  /** How large a pixel of the picture is on the screen. */
  protected readonly scale = computed(() => {
    const { width, height } = this.store.canvas();
    return Math.min(this.room().width / width, this.room().height / height, 1);
  });
  protected readonly size = computed(() => {
    const { width, height } = this.store.canvas();
    const exact = this.store.result.exact();
    const size = `${this.words.number(width)} × ${this.words.number(height)} px`;
    return exact ? `${size} · ${this.words.bytes(exact.bytes)}` : size;
  });

  constructor() {
    effect(() => this.store.side.set(sideIn(this.room())));
  }

  mayLeave(): boolean | Promise<boolean> {
    return !this.store.isChanged() || this.leaving().ask();
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
}
