/** What a mailed link carries behind `#token=`. It is taken out of the address, so that nobody copies it from there. */
export function linkToken(document: Document): string {
  const token = new URLSearchParams(document.location.hash.slice(1)).get('token') ?? '';
  if (token) document.defaultView?.history.replaceState(null, '', document.location.pathname);
  return token || '-';
}
