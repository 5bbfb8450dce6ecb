/** A picture to try things on. */
export async function sample(): Promise<File> {
  const answer = await fetch('/pictures/patio-before-1200.webp');
  return new File([await answer.blob()], 'patio.webp', { type: 'image/webp' });
}
