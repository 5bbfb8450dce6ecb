import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Outlines on a 24 px grid, drawn for this app. */
const PATHS = {
  auto: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM12 3v18M12 7.5h7.8M12 12h9M12 16.5h7.8',
  light:
    'M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  dark: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  copy: 'M9 9h10.5v10.5H9zM15 9V4.5H4.5V15H9',
  arrow: 'M5 12h14M13 6l6 6l-6 6',
  browser: 'M3.5 5h17v14h-17zM3.5 9.5h17M6.5 7.3h.1M9 7.3h.1',
  terminal: 'M3.5 5h17v14h-17zM7 9.5l3 2.5l-3 2.5M12.5 15h4.5',
  drop: 'M12 3.5v10M8 10l4 4l4-4M4 15v4.5h16V15',
  account: 'M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8zM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6',
  alert: 'M12 3.5l9.5 16.5h-19zM12 10v4.5M12 17.2v.1',
  back: 'M19 12H5M11 6l-6 6l6 6',
  bell: 'M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l2 2h-15zM10 21h4M12 5.5v-2',
  bin: 'M4 6.5h16M9.5 6.5v-3h5v3M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6',
  close: 'M6 6l12 12M18 6L6 18',
  create: 'M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19zM14 6.5l3.5 3.5',
  download: 'M12 3.5v12M7 11l5 5l5-5M4.5 20.5h15',
  edit: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  exit: 'M14 4H5v16h9M10 12h10.5M17 8.5l3.5 3.5l-3.5 3.5',
  eye: 'M2.5 12c2.4-4.3 5.6-6.5 9.5-6.5s7.1 2.2 9.5 6.5c-2.4 4.3-5.6 6.5-9.5 6.5s-7.1-2.2-9.5-6.5zM12 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6z',
  filter: 'M4 6h16M7 12h10M10 18h4',
  fit: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  folder: 'M3.5 6h6l2 2.5h9v10.5h-17z',
  forward: 'M5 12h14M13 6l6 6l-6 6',
  gallery: 'M4 4h7v9H4zM15 4h5v5h-5zM15 13h5v7h-5zM4 17h7v3H4z',
  help: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM9.5 9.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.9M12 16.7v.1',
  history: 'M4 5v4.5h4.5M4.5 9.5a8 8 0 1 1-.4 4M12 8v4.5l3 2',
  jobs: 'M4 6.5h10M4 12h7M4 17.5h5M14 16l2.5 2.5L21 13',
  link: 'M10 14a4 4 0 0 0 5.7 0l3.5-3.5a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.5 3.5a4 4 0 0 0 5.7 5.7l1.5-1.5',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  minus: 'M5 12h14',
  more: 'M12 5.5v.1M12 12v.1M12 18.5v.1',
  pause: 'M8.5 5v14M15.5 5v14',
  play: 'M8 5l11 7l-11 7z',
  plus: 'M12 5v14M5 12h14',
  presets: 'M12 3.5l2.3 5.7l5.7 2.3l-5.7 2.3L12 19.5l-2.3-5.7L4 11.5l5.7-2.3zM19 3v4M21 5h-4',
  restore: 'M4 5v5h5M4.5 10a8 8 0 1 1 .6 6',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13zM15.5 15.5L20.5 20.5',
  share:
    'M18 3.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5zM6 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5zM18 15.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5zM8.2 10.8l7.6-3.6M8.2 13.2l7.6 3.6',
  tag: 'M3.5 12.5v-9h9l8.5 8.5l-9 9zM8 8v.1',
  upload: 'M12 20.5v-12M7 13l5-5l5 5M4.5 3.5h15',
  compare: 'M12 3v18M4 6.500h5v11H4zM15 6.500h5v11h-5z',
  crop: 'M7 2.500V17h14.500M2.500 7H17v14.500',
  down: 'M6 9.500l6 6l6-6',
  file: 'M6 3.500h8l4.500 4.500v12.500H6zM14 3.500V8h4.500M9 13h6M9 16.500h6',
  flip: 'M3.5 12h17M6 9.500l6-6l6 6zM6 14.500l6 6l6-6z',
  flop: 'M12 3.500v17M9.500 6l-6 6l6 6zM14.500 6l6 6l-6 6z',
  layers: 'M12 3.500l9 5l-9 5l-9-5zM3.500 13l8.500 4.700l8.500-4.700',
  redo: 'M19.5 5v5h-5M19 10a8 8 0 1 0 .5 5',
  shapes:
    'M3.500 11V3.500H11V11zM17 4a3.500 3.500 0 1 0 0 7a3.500 3.500 0 1 0 0-7zM12 13.500l5 7H7z',
  size: 'M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7',
  stamp:
    'M9 13c1-4-1.500-4.500-1.500-6.500a4.500 4 0 0 1 9 0C16.500 8.500 14 9 15 13h4v4.500H5V13zM5 20.500h14',
  steps: 'M9 6h11M9 12h11M9 18h11M4.500 6h.1M4.500 12h.1M4.500 18h.1',
  text: 'M5 7V4.500h14V7M12 4.500v15M9 19.500h6',
  tune: 'M6 3.500v7M6 15.500v5M3.500 13h5M12 3.500v3M12 11.500v9M9.500 9h5M18 3.500v9M18 17.500v3M15.500 15h5',
  turn: 'M4 12h9v8.500H4zM9 4.500c6 0 10.500 3 10.500 9M16.500 11l3 3l3-3M11.500 2l-3 2.500l3 2.500',
  undo: 'M4.5 5v5h5M5 10a8 8 0 1 1-.5 5',
  up: 'M6 14.500l6-6l6 6',
} as const;

export type IconName = keyof typeof PATHS;

/** A decoration beside words; it says nothing to screen readers. */
@Component({
  selector: 'app-icon',
  template: `<svg viewBox="0 0 24 24" aria-hidden="true"><path [attr.d]="path()" /></svg>`,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      width: 20px;
      height: 20px;
    }
    svg {
      width: 100%;
      height: 100%;
      fill: none;
      stroke: currentColor;
      stroke-width: 1.75;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Icon {
  readonly name = input.required<IconName>();
  protected readonly path = computed(() => PATHS[this.name()]);
}
