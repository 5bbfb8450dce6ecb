import assert from 'node:assert/strict';

import { enter, newAddress, PASSWORD } from './people.js';
import { flows } from './suite.js';

const flow = flows();

flow.spoken('somebody registers, leaves and comes back', {}, async (page, { url, say }) => {
  const email = newAddress();
  const type = async () => {
    await page.getByLabel(say('auth.email')).fill(email);
    await page.getByLabel(say('auth.password'), { exact: true }).fill(PASSWORD);
  };
  await page.goto(url);
  await page.getByRole('link', { name: say('welcome.register') }).click();
  await page.getByRole('button', { name: say('auth.register.submit') }).waitFor();
  await type();
  await page.getByRole('button', { name: say('auth.register.submit') }).click();
  await page.getByRole('heading', { name: say('gallery.empty') }).waitFor();

  await page.getByRole('button', { name: say('shell.person', { name: '' }) }).click();
  await page.getByRole('menuitem', { name: say('shell.logout') }).click();
  await page
    .getByRole('banner')
    .getByRole('link', { name: say('shell.login') })
    .click();
  await page.getByRole('button', { name: say('auth.login.submit') }).waitFor();
  await type();
  await page.getByRole('button', { name: say('auth.login.submit') }).click();

  await page.getByRole('heading', { name: say('gallery.empty') }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/');
});

flow.spoken(
  'a failed log-in invites to register',
  { refused: [401] },
  async (page, { url, say }) => {
    const email = newAddress();
    await page.goto(`${url}/login`);
    await page.getByLabel(say('auth.email')).fill(email);
    await page.getByLabel(say('auth.password'), { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: say('auth.login.submit') }).click();
    await page
      .getByRole('alert')
      .getByRole('link', { name: say('auth.login.register') })
      .click();

    await page.getByRole('button', { name: say('auth.register.submit') }).waitFor();
    assert.equal(await page.getByLabel(say('auth.email')).inputValue(), email);
  },
);

flow('a form says what is missing, at the field', {}, async (page, { url }) => {
  await page.goto(`${url}/register`);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByText('Fill in this field.').first().waitFor();

  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('name')), 'email');
});

flow('a weak password is refused in words', { refused: [422] }, async (page, { url }) => {
  await page.goto(`${url}/register`);
  await page.getByLabel('E-mail address').fill(newAddress());
  await page.getByLabel('Password', { exact: true }).fill('qwertyqwerty');
  await page.getByRole('button', { name: 'Create account' }).click();

  await page.locator('.fault').waitFor();
  const described = await page
    .getByLabel('Password', { exact: true })
    .getAttribute('aria-describedby');
  assert.match(described, /fault/);
});

flow('a reload keeps the session', {}, async (page) => {
  await enter(page, '/');
  await page.getByRole('heading', { name: 'Your gallery is empty' }).waitFor();
  await page.reload();

  await page.getByRole('heading', { name: 'Your gallery is empty' }).waitFor();
});

flow('a deep link asks to log in, and leads there afterwards', {}, async (page, { url }) => {
  const email = newAddress();
  await page.goto(`${url}/presets`);
  await page.getByRole('link', { name: 'Create an account' }).click();
  // Both pages ask for the same: what is typed too early goes to the one that is left.
  await page.getByRole('button', { name: 'Create account' }).waitFor();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();

  await page.getByRole('heading', { level: 1, name: 'Presets' }).waitFor();
});

flow(
  'a session that ended asks to log in again, and goes on there',
  { refused: [401] },
  async (page) => {
    await enter(page, '/account');
    await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
    await page.context().clearCookies();
    await page.reload();

    await page.getByRole('heading', { level: 1, name: 'Log in' }).waitFor();
    assert.equal(new URL(page.url()).searchParams.get('next'), '/account');
  },
);

flow('a forgotten password gets the same answer for every address', {}, async (page, { url }) => {
  await page.goto(`${url}/login`);
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  // The page before has a field of the same name.
  await page.getByRole('button', { name: 'Send the link' }).waitFor();
  await page.getByLabel('E-mail address').fill(newAddress());
  await page.getByRole('button', { name: 'Send the link' }).click();

  await page.getByRole('heading', { name: 'Look in your mail' }).waitFor();
});

flow('a link that was used already says so', { refused: [422] }, async (page, { url }) => {
  await page.goto(`${url}/reset-password#token=used`);
  await page.getByLabel('New password', { exact: true }).fill('otra rana más verde');
  await page.getByRole('button', { name: 'Save password' }).click();
  await page.getByRole('link', { name: 'Ask for a new link' }).waitFor();

  assert.equal(new URL(page.url()).hash, '');
});
