export const PASSWORD = 'rana verde canta';

/** An address that nobody had before. */
export function newAddress() {
  return `ana.${crypto.randomUUID()}@example.com`;
}

/**
 * Makes an account and logs it in on the page, without typing; then shows `path`. Gives an access token, for calls beside the page.
 *
 * The page must be one of the service's.
 */
export async function enter(page, path, { pictures = 0, language = 'en' } = {}) {
  const email = newAddress();
  const token = await page.evaluate(
    async ([address, password, locale]) => {
      const answer = await fetch('/api/auth/register', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          email: address,
          password,
          locale,
          displayName: 'Ana',
          transport: 'cookie',
        }),
      });
      localStorage.setItem('lienzo.session', 'open');
      return (await answer.json()).accessToken;
    },
    [email, PASSWORD, language],
  );
  const made = await fill(page, token, pictures);
  await page.goto(new URL(path, page.url()).href);
  return { token, email, pictures: made };
}

/** Uploads pictures of different colours and shapes: `1.png`, `2.png`, … Gives their ids. */
export function fill(page, token, count) {
  return page.evaluate(
    async ([access, many]) => {
      const ids = [];
      for (let number = 1; number <= many; number += 1) {
        const canvas = new OffscreenCanvas(400, 240 + 60 * (number % 4));
        const context = canvas.getContext('2d');
        context.fillStyle = `hsl(${number * 47} 60% 45%)`;
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.fillStyle = `hsl(${number * 47 + 40} 70% 70%)`;
        context.arc(200, 150, 60 + number * 4, 0, 7);
        context.fill();
        const answer = await fetch(`/api/images?filename=${number}.png`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${access}`, 'Content-Type': 'image/png' },
          body: await canvas.convertToBlob(),
        });
        ids.push((await answer.json()).id);
      }
      return ids;
    },
    [token, count],
  );
}

/** The bytes of a small picture, for a file that is chosen. */
export async function png(page, colour) {
  const numbers = await page.evaluate(async (fill) => {
    const canvas = new OffscreenCanvas(320, 200);
    const context = canvas.getContext('2d');
    context.fillStyle = fill;
    context.fillRect(0, 0, 320, 200);
    return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
  }, colour);
  return Buffer.from(numbers);
}

/** Chooses files where `ask` opens the browser's own dialog. */
export async function choose(page, ask, files) {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), ask()]);
  await chooser.setFiles(files);
}

/** Photos as a camera makes them, no two alike, wide and tall: `foto-1.jpg`, … Each as its name and bytes. */
export function photos(page, count) {
  return page.evaluate(async (many) => {
    const files = [];
    for (let number = 1; number <= many; number += 1) {
      const canvas = new OffscreenCanvas(...(number % 3 ? [1200, 800] : [800, 1200]));
      const context = canvas.getContext('2d');
      const sky = context.createLinearGradient(0, 0, 0, canvas.height);
      sky.addColorStop(0, `hsl(${number * 18} 70% 40%)`);
      sky.addColorStop(1, `hsl(${number * 18 + 60} 80% 75%)`);
      context.fillStyle = sky;
      context.fillRect(0, 0, canvas.width, canvas.height);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
      files.push({
        name: `foto-${number}.jpg`,
        numbers: [...new Uint8Array(await blob.arrayBuffer())],
      });
    }
    return files;
  }, count);
}

/** Drops files on the page, as from a folder of the machine. */
export function drop(page, files) {
  return page.evaluate((all) => {
    const transfer = new DataTransfer();
    for (const { name, numbers } of all)
      transfer.items.add(new File([new Uint8Array(numbers)], name, { type: 'image/jpeg' }));
    for (const type of ['dragenter', 'dragover', 'drop']) {
      const event = new DragEvent(type, {
        dataTransfer: transfer,
        bubbles: true,
        cancelable: true,
      });
      document.body.dispatchEvent(event);
    }
  }, files);
}
