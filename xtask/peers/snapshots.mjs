// node snapshots.mjs JOB
//
// Takes a picture of each view of the widget in each kind of window, for people to look at, and
// lays them out on one page. JOB is a JSON file:
//
// { chrome, site, article, query, out }
//
// site: what `docent build` made; article: slug of one of its articles; query: finds it; out: the
// folder of the pictures.

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { listen } from './wire.mjs';

const DESKTOP = { width: 1100, height: 800 };
const PHONE = { width: 360, height: 720 };

const WINDOWS = [
  { name: 'desktop-light', viewport: DESKTOP, colorScheme: 'light', lang: 'en' },
  { name: 'desktop-dark', viewport: DESKTOP, colorScheme: 'dark', lang: 'en' },
  { name: 'phone-light', viewport: PHONE, colorScheme: 'light', lang: 'en' },
  { name: 'phone-dark', viewport: PHONE, colorScheme: 'dark', lang: 'en' },
  { name: 'desktop-right-to-left', viewport: DESKTOP, colorScheme: 'light', lang: 'ar' },
  { name: 'phone-right-to-left', viewport: PHONE, colorScheme: 'light', lang: 'ar' },
];

const LONG_WORD = 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz';

// The last one is refused.
const FILES = [`${LONG_WORD}.png`, 'receipt.pdf', 'program.exe'].map((name, at) => ({
  name, mimeType: ['image/png', 'application/pdf', ''][at], buffer: Buffer.alloc(240_000 * (at + 1), 7),
}));

const job = JSON.parse(await readFile(process.argv[2], 'utf8'));

// `waits`, `fails`: what of the widget does not arrive; `files`: some are chosen; `run`: what leads to the view; `sees`: when it is there.
const VIEWS = [
  { name: 'button', run: '0', sees: '.launcher' },
  { name: 'loading', waits: '**/widget-*.wasm', run: 'docent.open(), 0', sees: '.wait' },
  { name: 'error', fails: '**/{widget-*.wasm,plain-*.js}', run: 'docent.open(), 0', sees: '.fault' },
  { name: 'start', run: 'docent.open()', sees: '.body h2' },
  { name: 'results', run: `docent.open(${JSON.stringify(job.query)})`, sees: '[role=option]' },
  { name: 'nothing-found', run: 'docent.open("qqxzvw")', sees: '.notice' },
  { name: 'long-words', run: `docent.open("${LONG_WORD}")`, sees: '.notice' },
  { name: 'article', run: `docent.show(${JSON.stringify(job.article)})`, sees: '.vote' },
  { name: 'vote', run: `docent.show(${JSON.stringify(job.article)})`, sees: '.vote', press: '.vote button >> nth=1' },
  { name: 'contact', run: 'docent.contact()', sees: 'textarea' },
  { name: 'contact-faults', run: 'docent.contact()', sees: 'textarea', press: 'form.contact [type=submit]' },
  { name: 'contact-files', run: 'docent.contact()', sees: '.drop', files: true },
  { name: 'plain', fails: '**/widget-*.wasm', run: 'docent.open(), 0', sees: '.topics' },
  { name: 'inline', page: 'inline', run: '0', sees: 'docent-help .body h2', focus: 'docent-help input[type=search]' },
];

const hostPage = (lang, body, attributes = '') => `<!doctype html><html lang="${lang}"><head><meta charset="utf-8">
<title>A page</title><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,"><script async src="/help/docent.js"${attributes}></script></head><body><h1>A page</h1><p>Its text.</p>${body}</body></html>`;

const pages = {};
for (const lang of ['en', 'ar']) {
  pages[`/floating-${lang}.html`] = hostPage(lang, '');
  pages[`/inline-${lang}.html`] = hostPage(lang, '<docent-help></docent-help>', ' data-launcher="off"');
}
const wire = await listen(pages, { help: job.site });
const browser = await chromium.launch({ executablePath: job.chrome, args: ['--no-sandbox', '--disable-gpu'] });
await rm(job.out, { recursive: true, force: true });
await mkdir(job.out, { recursive: true });
const faults = [];
for (const window of WINDOWS) {
  for (const view of VIEWS) await take(window, view);
  await take(window, { name: 'static-page', address: `/help/${job.article}/index.html`, run: '0', sees: 'h1' });
}
await browser.close();
wire.close();
await writeFile(join(job.out, 'index.html'), sheet());
if (faults.length) throw new Error(faults.join('\n'));

async function take(window, view) {
  const { viewport, colorScheme, lang } = window;
  const context = await browser.newContext({ viewport, colorScheme, locale: lang, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  if (view.waits) await page.route(view.waits, () => {});
  if (view.fails) await page.route(view.fails, (route) => route.abort());
  try {
    await page.goto(wire.address + (view.address ?? `/${view.page ?? 'floating'}-${lang}.html`));
    if (!view.address) await page.waitForFunction('globalThis.docent?.open');
    if (view.focus) await page.locator(view.focus).focus();
    await page.evaluate(view.run);
    await page.locator(view.sees).first().waitFor();
    if (view.files) await page.locator('.drop input').setInputFiles(FILES);
    if (view.files) await page.locator('.drop').evaluate((area) => area.scrollIntoView({ block: 'center' }));
    if (view.press) await page.locator(view.press).click();
    // What is fetched ahead, and the second half of the index, change the picture once more.
    await page.waitForTimeout(400);
  } catch (error) {
    faults.push(`${window.name}, ${view.name}: ${error.message}`);
  }
  await page.screenshot({ path: join(job.out, `${view.name}-${window.name}.png`) });
  await context.close();
}

// One line for each view, one column for each window.
function sheet() {
  const names = [...VIEWS.map(({ name }) => name), 'static-page'];
  const picture = (view, window) =>
    `<a href="${view}-${window}.png"><img src="${view}-${window}.png" alt="${view}, ${window}"></a>`;
  const lines = names.map((view) => `<h2>${view}</h2><p>${WINDOWS.map(({ name }) => picture(view, name)).join('\n')}</p>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Views of the widget</title>
<style>body{font:16px sans-serif;background:#ccc}img{height:24rem;margin:.25rem}</style>
<h1>Views of the widget</h1>${lines.join('\n')}</html>`;
}
