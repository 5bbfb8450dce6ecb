import { afterNextRender, DOCUMENT, inject, Injectable, Injector } from '@angular/core';
import { NavigationEnd, Router } from '@angular/router';
import { filter } from 'rxjs';

/** After a navigation, puts the focus on the new page's heading, as a page load would. */
@Injectable({ providedIn: 'root' })
export class PageFocus {
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);
  private readonly router = inject(Router);

  /** Watches the router. The first page keeps the browser's own focus, and an anchor or a filter keeps the reader's place. */
  start(): void {
    let shown = '';
    this.router.events
      .pipe(filter((event) => event instanceof NavigationEnd))
      .subscribe(({ urlAfterRedirects }) => {
        const page = urlAfterRedirects.split(/[?#]/)[0] ?? '';
        if (shown && page !== shown) {
          afterNextRender(() => this.focusHeading(), { injector: this.injector });
        }
        shown = page;
      });
  }

  /** Focuses the heading of the page, or the page itself while it has none. */
  focusHeading(): void {
    const main = this.document.getElementById('main');
    const target = main?.querySelector<HTMLElement>('h1') ?? main;
    target?.setAttribute('tabindex', '-1');
    target?.focus({ preventScroll: true });
  }
}
