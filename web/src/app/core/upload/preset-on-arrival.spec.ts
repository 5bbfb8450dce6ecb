import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Subject } from 'rxjs';

import { ImageView } from '@api/models/image-view';
import { logIn, picture, provideService, settled } from '@testing/http';
import { Jobs } from '../jobs/jobs';
import { SessionStore } from '../session.store';
import { PresetOnArrival } from './preset-on-arrival';
import { UploadQueue } from './queue';

describe('PresetOnArrival', () => {
  const start = vi.fn();
  let queue: ReturnType<typeof makeQueue>;
  let preset: PresetOnArrival;

  const makeQueue = () => ({
    arrived: new Subject<ImageView>(),
    isBusy: signal(false),
    uploads: signal([1]),
  });

  beforeEach(async () => {
    queue = makeQueue();
    start.mockReset().mockResolvedValue({});
    TestBed.configureTestingModule({
      providers: [
        ...provideService(),
        { provide: UploadQueue, useValue: queue },
        { provide: Jobs, useValue: { start } },
      ],
    });
    await logIn();
    preset = TestBed.inject(PresetOnArrival);
    TestBed.tick();
  });

  afterEach(() => localStorage.clear());

  const upload = async (...ids: string[]) => {
    queue.isBusy.set(true);
    TestBed.tick();
    for (const id of ids) queue.arrived.next(picture(id));
    queue.isBusy.set(false);
    TestBed.tick();
    await settled();
  };

  it('starts one job with all that arrived, when nothing is on its way any more', async () => {
    preset.choose('thumbnail');
    await upload('one', 'two', 'one');
    await upload('three');

    expect(start.mock.calls.map(([job]: unknown[]) => job)).toEqual([
      { kind: 'preset', preset: 'thumbnail', images: ['one', 'two'] },
      { kind: 'preset', preset: 'thumbnail', images: ['three'] },
    ]);
  });

  it('makes nothing where no preset is chosen, but offers it once one is', async () => {
    await upload('one');
    expect([start.mock.calls.length, preset.ready()]).toEqual([0, 0]);

    preset.choose('thumbnail');

    expect([start.mock.calls.length, preset.ready()]).toEqual([0, 1]);
  });

  it('keeps what arrived for another try when the job cannot be started', async () => {
    start.mockResolvedValue(null);
    preset.choose('thumbnail');
    await upload('one');

    expect(preset.ready()).toBe(1);
  });

  it('forgets what arrived when the list is closed', async () => {
    await upload('one');
    queue.uploads.set([]);
    TestBed.tick();
    preset.choose('thumbnail');

    expect(preset.ready()).toBe(0);
  });

  it('forgets the choice at the log-out', () => {
    preset.choose('thumbnail');
    TestBed.inject(SessionStore).forget();
    TestBed.tick();

    expect(preset.chosen()).toBe('');
  });
});
