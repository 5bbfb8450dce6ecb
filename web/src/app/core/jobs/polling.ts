const FIRST_MS = 2000;
const LAST_MS = 10_000;
const GROWTH = 1.4;

/**
 * Does `look` now and again until it answers that nothing more will happen: less and less often, and not while nobody looks.
 *
 * @param look whether there is more to come
 * @param gone ends it
 */
export async function poll(look: () => Promise<boolean>, gone: AbortSignal): Promise<void> {
  for (let wait = FIRST_MS; await look(); wait = Math.min(wait * GROWTH, LAST_MS)) {
    await pause(wait, gone);
    await shown(gone);
    if (gone.aborted) return;
  }
}

function pause(ms: number, gone: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    gone.addEventListener('abort', () => {
      clearTimeout(timer);
      done();
    });
  });
}

function shown(gone: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (document.visibilityState === 'visible') return done();
    const listen = () => {
      if (document.visibilityState === 'visible') done();
    };
    document.addEventListener('visibilitychange', listen, { signal: gone });
    gone.addEventListener('abort', () => done());
  });
}
