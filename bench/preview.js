/**
 * How soon a change in the editor is seen, on a photograph of 12 megapixels.
 *
 *     BASE_URL=http://localhost:7071 node bench/preview.js [ROUNDS]
 *
 * Needs a running service with its pages, and Chromium. Moves a slider and measures two things: how many frames pass until the picture
 * looks as it should by CSS, and how long the service takes for its preview. Exits with 1 when a target is missed: the next frame, and
 * 400 ms for the median call. The pause before the call (250 ms, so that a drag asks once) is in the last number only.
 */
import { openBrowser, visit } from '../web/e2e/browser.js';
import { enter } from '../web/e2e/people.js';

const [WIDTH, HEIGHT] = [4000, 3000];
const ROUNDS = Number(process.argv[2] ?? 15);
const TARGET_FRAMES = 1;
const TARGET_MS = 400;
const url = process.env.BASE_URL ?? 'http://localhost:7071';

/** Uploads noise of every size, which costs what a photograph costs; gives its id and how many bytes it has. */
const upload = (page, token) =>
  page.evaluate(
    async ([access, width, height]) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      for (let octave = 9; octave >= 0; octave -= 1) {
        const [across, down] = [Math.ceil(width / 2 ** octave), Math.ceil(height / 2 ** octave)];
        const noise = new ImageData(across, down);
        for (let place = 0; place < noise.data.length; place += 4) {
          const light = 128 + (Math.random() - 0.5) * 200;
          for (const band of [0, 1, 2])
            noise.data[place + band] = light + (Math.random() - 0.5) * 30;
          noise.data[place + 3] = 255;
        }
        const layer = new OffscreenCanvas(across, down);
        layer.getContext('2d').putImageData(noise, 0, 0);
        context.globalAlpha = octave === 9 ? 1 : 0.2;
        context.drawImage(layer, 0, 0, width, height);
      }
      const body = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
      const answer = await fetch('/api/images?filename=photo.jpg', {
        method: 'POST',
        headers: { Authorization: `Bearer ${access}`, 'Content-Type': 'image/jpeg' },
        body,
      });
      return { id: (await answer.json()).id, bytes: body.size };
    },
    [token, WIDTH, HEIGHT],
  );

/** One change of the slider: frames until CSS shows it, ms of the call, ms until the service's picture is seen. */
const change = (page, value) =>
  page.evaluate(async (wanted) => {
    const slider = document.querySelector('app-tune-panel input[type=range]');
    const filter = () => document.querySelector('app-stage img').style.filter;
    const frame = () => new Promise((painted) => requestAnimationFrame(painted));
    const before = filter();
    performance.clearResourceTimings();
    const started = performance.now();
    slider.value = String(wanted);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    slider.dispatchEvent(new Event('change', { bubbles: true }));
    let frames = 0;
    while (filter() === before) {
      await frame();
      frames += 1;
    }
    while (filter() !== 'none') await frame();
    const seen = performance.now() - started;
    const call = performance
      .getEntriesByType('resource')
      .find(({ name }) => /\/preview/.test(name));
    return { frames, call: call.duration, seen };
  }, value);

const median = (numbers) => [...numbers].sort((one, other) => one - other)[numbers.length >> 1];

const browser = await openBrowser();
try {
  await visit(browser, url, {}, async (page) => {
    const { token } = await enter(page, '/');
    const { id, bytes } = await upload(page, token);
    await page.goto(new URL(`/images/${id}/edit`, url).href);
    await page.locator('app-stage img').first().waitFor();
    await page.keyboard.press('4');
    // The whole picture, as it would be saved, has come: the service is idle.
    await page.waitForFunction(() =>
      /\d MB/.test(document.querySelector('app-result-card dl')?.textContent),
    );
    await page.waitForFunction(
      () => !document.querySelector('app-result-card dl').textContent.includes('≈'),
    );
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push(await change(page, 0.5 + round / 50));

    const frames = Math.max(...rounds.map((one) => one.frames));
    const [call, seen] = ['call', 'seen'].map((name) => median(rounds.map((one) => one[name])));
    const size = `${WIDTH} × ${HEIGHT} px, ${(bytes / 1e6).toFixed(1)} MB`;
    console.log(
      `${size}, ${ROUNDS} changes: by CSS after ${frames} frame(s) at the most (${TARGET_FRAMES})`,
    );
    const least = Math.min(...rounds.map((one) => one.call));
    const calls = `${call.toFixed(0)} ms (median, below ${TARGET_MS}), ${least.toFixed(0)} ms at the least`;
    console.log(`the call ${calls}; seen ${seen.toFixed(0)} ms after the change`);
    process.exitCode = Number(frames > TARGET_FRAMES || call >= TARGET_MS);
  });
} finally {
  await browser.close();
}
