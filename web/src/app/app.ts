import { ChangeDetectionStrategy, Component, DOCUMENT, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Announcer } from '@core/announcer';
import { PageFocus } from '@core/page-focus';
import { SessionStore } from '@core/session.store';
import { ProblemNote } from '@shared/problem-note';
import { HelpSheet } from './features/help/help-sheet';
import { UploadPanel } from './features/upload/upload-panel';
import { Footer } from './layout/footer';
import { Header } from './layout/header';
import { NoticeLine } from './layout/notice-line';
import { Rail } from './layout/rail';

/** The frame around every screen: skip link, header, places, the screen itself, live region, footer. */
@Component({
  selector: 'app-root',
  imports: [
    Footer,
    Header,
    HelpSheet,
    NoticeLine,
    ProblemNote,
    Rail,
    RouterOutlet,
    TranslocoDirective,
    UploadPanel,
  ],
  templateUrl: './app.html',
  styleUrl: './app.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[class.inside]': 'session.isOpen()' },
})
export class App {
  private readonly document = inject(DOCUMENT);
  private readonly focus = inject(PageFocus);
  protected readonly announcer = inject(Announcer);
  protected readonly session = inject(SessionStore);

  constructor() {
    this.focus.start();
  }

  /** A plain `#main` would resolve against `<base href="/">` and leave the page. */
  protected skip(event: Event, main: HTMLElement): void {
    event.preventDefault();
    main.focus();
    main.scrollIntoView();
  }

  protected reload(): void {
    this.document.location.reload();
  }
}
