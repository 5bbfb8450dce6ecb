import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';

import { Announcer } from '@core/announcer';
import { PageFocus } from '@core/page-focus';
import { Footer } from './layout/footer';
import { Header } from './layout/header';

/** The frame around every screen: skip link, header, the screen itself, live region, footer. */
@Component({
  selector: 'app-root',
  imports: [Footer, Header, RouterOutlet, TranslocoDirective],
  templateUrl: './app.html',
  styleUrl: './app.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class App {
  private readonly focus = inject(PageFocus);
  protected readonly announcer = inject(Announcer);

  constructor() {
    this.focus.start();
  }

  /** A plain `#main` would resolve against `<base href="/">` and leave the page. */
  protected skip(event: Event, main: HTMLElement): void {
    event.preventDefault();
    main.focus();
    main.scrollIntoView();
  }
}
