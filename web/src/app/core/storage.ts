/** What this browser remembers. A browser that blocks storage forgets, and nothing breaks. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`lienzo.${key}`);
  } catch {
    return null;
  }
}

/** Remembers `value` under `key`; `null` forgets it. */
export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`lienzo.${key}`);
    else localStorage.setItem(`lienzo.${key}`, value);
  } catch {
    // Blocked or full: the choice lasts until the page is closed.
  }
}
