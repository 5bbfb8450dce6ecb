import { Clipboard } from '@angular/cdk/clipboard';
import { inject, Injectable } from '@angular/core';

import { Notices } from './notices';
import { Words } from './words';

/** Copies texts, and says whether it worked. */
@Injectable({ providedIn: 'root' })
export class Clip {
  private readonly fallback = inject(Clipboard);
  private readonly notices = inject(Notices);
  private readonly words = inject(Words);

  async copy(text: string): Promise<void> {
    this.notices.show(this.words.say((await this.write(text)) ? 'code.copied' : 'code.failed'));
  }

  private async write(text: string): Promise<boolean> {
    try {
      // The other way needs an element outside of an open dialog, where nothing can be selected.
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return this.fallback.copy(text);
    }
  }
}
