// node bench-page.mjs JOB
//
// Opens a page with Docent and one with Pagefind in turns, each time with an empty cache, presses
// the button, asks for an article by its title, and writes what that took. JOB is a JSON file:
//
// { chrome, site, articles, rounds, work, out }
//
// site: what `docent build` made; articles: see articles.mjs; work: a folder for Pagefind's index.

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { readArticles } from './articles.mjs';
import * as pagefind from './pagefind.mjs';
import { listen } from './wire.mjs';

// Somebody looks at the page for this long before they ask.
const LOOKS_MS = 700;

// The least time that a hand needs from reaching the button to having pressed it, by mouse or touch.
const REACHES_MS = 100;

// Whatever follows first results by itself has been asked for by then.
const FOLLOWS_MS = 1500;

const MEGABIT = 1e6;

const CONDITIONS = [
  { name: 'as it is', cpu: 1, line: { rtt: 0, bitsPerSecond: Infinity } },
  { name: 'CPU 4x slower', cpu: 4, line: { rtt: 0, bitsPerSecond: Infinity } },
  { name: '9 Mbit/s, 85 ms, CPU 4x', cpu: 4, line: { rtt: 85, bitsPerSecond: 9 * MEGABIT } },
  { name: '1.6 Mbit/s, 150 ms, CPU 4x', cpu: 4, line: { rtt: 150, bitsPerSecond: 1.6 * MEGABIT } },
];

// `button`: to press; `field`: ready for typing once it has the focus; `result`: the first one
// that can be read and followed. Playwright and the page's script look into open shadow roots.
const SUBJECTS = [
  {
    name: 'docent',
    head: '<script async src="/docent/docent.js"></script>',
    body: '',
    button: '.launcher',
    field: '.panel[open] input[type=search]',
    result: '[role=option] strong',
  },
  {
    name: 'pagefind',
    head: `<link rel="stylesheet" href="/pagefind/pagefind-component-ui.css">
<script type="module" src="/pagefind/pagefind-component-ui.js"></script>`,
    body: '<pagefind-modal-trigger></pagefind-modal-trigger><pagefind-modal></pagefind-modal>',
    button: '.pf-trigger-btn',
    field: '.pf-modal[open] .pf-input',
    result: 'a.pf-result-link',
  },
];

const job = JSON.parse(await readFile(process.argv[2], 'utf8'));
const articles = await readArticles(job.articles);
const index = join(job.work, 'pagefind');
await rm(index, { recursive: true, force: true });
await pagefind.write(articles, index);

const pages = Object.fromEntries(
  SUBJECTS.map(({ name, head, body }) => [
    `/${name}.html`,
    `<!doctype html><html lang="${articles.lang}"><head><meta charset="utf-8"><title>A page</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">${head}</head>
<body><h1>A page</h1><p>Its text.</p>${body}</body></html>`,
  ]),
);
const wire = await listen(pages, { docent: job.site, pagefind: index });
const browser = await chromium.launch({
  executablePath: job.chrome,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});

// Compresses what the server has to send, and is forgotten.
for (const subject of SUBJECTS) await visit(subject, CONDITIONS[0], articles.articles[0].title);

const measured = [];
for (const condition of CONDITIONS) {
  for (let round = 0; round < job.rounds; round++) {
    // Whoever is first in one round is second in the next.
    const order = round % 2 ? [...SUBJECTS].reverse() : SUBJECTS;
    const { title } = articles.articles[(round * 37) % articles.articles.length];
    for (const subject of order) {
      measured.push({ subject: subject.name, condition: condition.name, ...(await visit(subject, condition, title)) });
    }
  }
}
await browser.close();
wire.close();
await writeFile(job.out, JSON.stringify(measured));

async function visit(subject, condition, question) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: condition.cpu });
  await page.addInitScript(watch, [subject.field, subject.result]);
  Object.assign(wire, { files: [], line: condition.line });
  try {
    await page.goto(`${wire.address}/${subject.name}.html`);
    const box = await page.locator(subject.button).boundingBox();
    await page.waitForTimeout(LOOKS_MS);
    const before = { files: [...wire.files], ...(await page.evaluate('watched.idle')) };
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForTimeout(REACHES_MS);
    await page.mouse.down();
    await page.mouse.up();
    await page.waitForFunction('watched.shell', undefined, { polling: 'raf' });
    await devtools.send('Input.insertText', { text: question });
    await page.waitForFunction('watched.results', undefined, { polling: 'raf' });
    const { pressed, shell, results } = await page.evaluate('watched');
    const until = [...wire.files];
    await page.waitForTimeout(condition === CONDITIONS[0] ? FOLLOWS_MS : 0);
    return { before, until, files: wire.files, shell_ms: shell - pressed, results_ms: results - pressed };
  } finally {
    await context.close();
  }
}

// Runs in the page before anything else. Times are of the frame after which something is seen.
function watch([field, result]) {
  const watched = { idle: { shift: 0, long_tasks: 0 }, pressed: 0, shell: 0, results: 0 };
  globalThis.watched = watched;
  const observe = (type, each) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  observe('layout-shift', (entry) => {
    if (!watched.pressed) watched.idle.shift += entry.value;
  });
  observe('longtask', () => {
    if (!watched.pressed) watched.idle.long_tasks += 1;
  });
  const find = (selector) => {
    for (const root of [document, ...[...document.querySelectorAll('*')].map((e) => e.shadowRoot)]) {
      const found = root?.querySelector(selector);
      if (found) return found;
    }
  };
  const isFocused = (element) => element && element.getRootNode().activeElement === element;
  // What is there when a frame begins is painted by this frame, and the most urgent task comes
  // right after it.
  const look = (is, then) =>
    requestAnimationFrame(() => {
      if (!is()) return look(is, then);
      scheduler.postTask(() => then(performance.now()), { priority: 'user-blocking' });
    });
  addEventListener(
    'click',
    (event) => {
      watched.pressed = event.timeStamp;
      look(() => isFocused(find(field)), (now) => (watched.shell = now));
      look(() => find(result)?.textContent, (now) => (watched.results = now));
    },
    { capture: true, once: true },
  );
}
