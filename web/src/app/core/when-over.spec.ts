import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { whenOver } from './when-over';

describe('whenOver', () => {
  it('works each time that it ends, and not before it began', () => {
    const isOn = signal(false);
    let ends = 0;
    TestBed.runInInjectionContext(() => whenOver(isOn, () => (ends += 1)));
    const turn = (on: boolean) => {
      isOn.set(on);
      TestBed.tick();
      return ends;
    };

    expect([false, true, false, true, false].map(turn)).toEqual([0, 0, 1, 1, 2]);
  });
});
