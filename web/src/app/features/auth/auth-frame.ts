import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/** A form on the left and, where there is room, a picture on the right. */
@Component({
  selector: 'app-auth-frame',
  template: `
    <div class="form">
      <h1>{{ heading() }}</h1>
      @if (text()) {
        <p class="quiet">{{ text() }}</p>
      }
      <ng-content />
    </div>
    <div class="picture" aria-hidden="true"></div>
  `,
  styles: `
    :host {
      display: grid;
      max-width: calc(var(--page) + 2 * var(--gutter));
      margin: 0 auto;
      padding: clamp(24px, 6vw, 64px) var(--gutter);
      gap: 64px;
    }
    .form {
      display: grid;
      align-content: center;
      width: min(100%, 416px);
      margin: 0 auto;
      gap: 24px;
    }
    h1 {
      font-size: var(--text-xl);
    }
    h1 + p {
      margin-top: -12px;
    }
    .picture {
      display: none;
      min-height: 560px;
      border-radius: var(--radius);
      background: #7d8fb5;
      background-position: center;
      background-size: cover;
    }
    @media (min-width: 960px) {
      :host {
        grid-template-columns: 5fr 6fr;
      }
      .picture {
        display: block;
        background-image: url('/pictures/patio-after-1200.webp');
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AuthFrame {
  readonly heading = input.required<string>();
  readonly text = input('');
}
