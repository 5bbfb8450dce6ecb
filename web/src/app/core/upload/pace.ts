const WINDOW_MS = 10_000;
const LEAST_MS = 2000;

/** How fast bytes go, over the last ten seconds. */
export class Pace {
  private moments: { at: number; bytes: number }[] = [];

  /** So many bytes have gone, at this time, ms. */
  note(at: number, bytes: number): void {
    this.moments = [...this.moments.filter((one) => at - one.at < WINDOW_MS), { at, bytes }];
  }

  /** How long so many bytes will take, s; null while nobody can tell. */
  left(bytes: number): number | null {
    const [first, ...rest] = this.moments;
    const last = rest.at(-1);
    if (!first || !last || last.at - first.at < LEAST_MS) return null;
    const gone = rest.reduce((sum, one) => sum + one.bytes, 0);
    return gone > 0 ? (bytes * (last.at - first.at)) / gone / 1000 : null;
  }

  reset(): void {
    this.moments = [];
  }
}
