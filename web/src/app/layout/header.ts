import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';

import { Announcer } from '@core/announcer';
import { Language, LANGUAGES, LanguageService } from '@core/language.service';
import { Theme, THEMES, ThemeService } from '@core/theme.service';
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
  private readonly transloco = inject(TranslocoService);
  protected readonly language = inject(LanguageService);
  protected readonly theme = inject(ThemeService);
  protected readonly languages = LANGUAGES;
  protected readonly themes = THEMES;

  protected async speak(language: Language): Promise<void> {
    await this.language.use(language);
    this.announcer.say(this.transloco.translate(`language.${language}`));
  }

  protected paint(theme: Theme): void {
    this.theme.use(theme);
    this.announcer.say(this.transloco.translate(`theme.${theme}`));
  }
}
