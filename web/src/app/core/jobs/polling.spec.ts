import { poll } from './polling';

describe('poll', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('looks until nothing more will happen', async () => {
    const look = vi.fn<() => Promise<boolean>>();
    look.mockResolvedValueOnce(true).mockResolvedValueOnce(true).mockResolvedValue(false);
    const done = poll(look, new AbortController().signal);
    await vi.runAllTimersAsync();
    await done;

    expect(look).toHaveBeenCalledTimes(3);
  });

  it('looks less and less often, but every ten seconds at least', async () => {
    const times: number[] = [];
    const gone = new AbortController();
    void poll(() => {
      times.push(Date.now());
      return Promise.resolve(true);
    }, gone.signal);
    await vi.advanceTimersByTimeAsync(60_000);
    gone.abort();
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));

    expect([waits[0], waits.at(-1)]).toEqual([2000, 10_000]);
  });

  it('stops at once when its screen is gone', async () => {
    const look = vi.fn().mockResolvedValue(true);
    const gone = new AbortController();
    const done = poll(look, gone.signal);
    await vi.advanceTimersByTimeAsync(0);
    gone.abort();
    await done;

    expect(look).toHaveBeenCalledOnce();
  });

  it('waits while nobody looks at the page', async () => {
    const shown = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    const look = vi.fn().mockResolvedValueOnce(true).mockResolvedValue(false);
    void poll(look, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(look).toHaveBeenCalledOnce();

    shown.mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.advanceTimersByTimeAsync(0);

    expect(look).toHaveBeenCalledTimes(2);
  });
});
