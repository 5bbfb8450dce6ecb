import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Announcer } from '@core/announcer';
import { Inbox } from '@core/inbox/inbox';
import { Language, LANGUAGES, LanguageService } from '@core/language.service';
import { Notices } from '@core/notices';
import { Problem } from '@core/problem';
import { SessionStore } from '@core/session.store';
import { Theme, THEMES, ThemeService } from '@core/theme.service';
import { Words } from '@core/words';
import { Icon } from '@shared/icon';

@Component({
  selector: 'app-header',
  imports: [
    Icon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    RouterLink,
    TranslocoDirective,
  ],
  templateUrl: './header.html',
  styleUrl: './header.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Header {
  private readonly announcer = inject(Announcer);
  private readonly notices = inject(Notices);
  private readonly router = inject(Router);
  private readonly transloco = inject(TranslocoService);
  protected readonly words = inject(Words);
  protected readonly inbox = inject(Inbox);
  protected readonly language = inject(LanguageService);
  protected readonly session = inject(SessionStore);
  protected readonly theme = inject(ThemeService);
  protected readonly languages = LANGUAGES;
  protected readonly themes = THEMES;
  /** Those that have no place in the bar at the foot of a phone, and the account. */
  protected readonly places = [
    { path: '/account', icon: 'account' },
    { path: '/presets', icon: 'presets' },
    { path: '/shares', icon: 'share' },
    { path: '/bin', icon: 'bin' },
  ] as const;

  protected async speak(language: Language): Promise<void> {
    await this.language.use(language);
    this.announcer.say(this.transloco.translate(`language.${language}`));
  }

  protected paint(theme: Theme): void {
    this.theme.use(theme);
    this.announcer.say(this.transloco.translate(`theme.${theme}`));
  }

  /** The first letter of a name. */
  protected initial(name: string): string {
    return [...name.trim()][0]?.toUpperCase() ?? '?';
  }

  protected async leave(): Promise<void> {
    try {
      await this.session.logOut();
      await this.router.navigateByUrl('/', { onSameUrlNavigation: 'reload' });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.notices.show(this.words.problem(error));
    }
  }
}
