import { enter } from './people.js';

export const TOOLS = 9;

/** Opens the editor with a picture of 400 × 300 px, and waits for the result. */
export async function edit(page, options) {
  const { pictures, ...rest } = await enter(page, '/', { pictures: 1, ...options });
  await page.goto(new URL(`/images/${pictures[0]}/edit`, page.url()).href);
  await measured(page);
  return { ...rest, id: pictures[0] };
}

/** What is said of the file is no guess any longer. */
export const measured = (page) =>
  page.waitForFunction(() => {
    const said = document.querySelector('app-result-card dl')?.textContent ?? '';
    return /\d [kM]?B/.test(said) && !said.includes('≈');
  });
export const tool = (page, name) =>
  page.getByRole('group', { name: 'Tools' }).getByRole('button', { name, exact: true });
export const log = (page) => page.locator('app-history-list li');
export const number = (page, name) => page.getByRole('spinbutton', { name, exact: true });
export const written = (page, name, value) =>
  page.waitForFunction(
    ([label, wanted]) => {
      const labels = [...document.querySelectorAll('app-number-field label')];
      const field = labels.find(({ textContent }) => textContent.trim() === label);
      return field?.control.value === wanted;
    },
    [name, String(value)],
  );
export const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

export async function type(page, name, value) {
  await number(page, name).fill(String(value));
  await number(page, name).press('Tab');
}

/** The recipe that the page would send. */
export async function recipe(page) {
  await press(page, 'Show the request');
  const code = await page.locator('app-request-view code').textContent();
  await page.keyboard.press('Escape');
  await page.locator('app-request-view').waitFor({ state: 'detached' });
  return JSON.parse(code);
}
