// node keystrokes.mjs JOB
//
// Serves the page that measures keystrokes, opens it in a browser, and writes the times that come
// back. JOB is a JSON file:
//
// { chrome, page, docent, index, supplement, articles, keystrokes, rounds, work, out }
//
// page: page.mjs, bundled; docent: folder with bench.js and its module; index: of Docent;
// articles: see articles.mjs; keystrokes: a list of lists of what stands in the box after each
// key; work: a folder for the peers' indexes; out: where the times go.

import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { readArticles } from './articles.mjs';
import * as minisearch from './minisearch.mjs';
import * as pagefind from './pagefind.mjs';

const LIMIT_MS = 60 * 60 * 1000;

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

const job = JSON.parse(await readFile(process.argv[2], 'utf8'));
const articles = await readArticles(job.articles);

await rm(job.work, { recursive: true, force: true });
await mkdir(job.work, { recursive: true });
for (const setUp of minisearch.SET_UPS) {
  const index = minisearch.build(setUp, articles);
  await mkdir(join(job.work, setUp));
  await writeFile(join(job.work, setUp, 'index.json'), JSON.stringify(index));
}
await pagefind.write(articles, join(job.work, 'pagefind', 'index'));

const page = {
  lang: articles.lang,
  rounds: job.rounds,
  keystrokes: JSON.parse(await readFile(job.keystrokes, 'utf8')),
  ids: articles.articles.map(({ id }) => id),
};

let finish;
const finished = new Promise((resolve, reject) => (finish = { resolve, reject }));
const server = createServer(async (request, response) => {
  try {
    const path = decodeURIComponent(new URL(request.url, 'http://page').pathname);
    if (request.method === 'POST') {
      const body = await bodyOf(request);
      response.end();
      if (path === '/result') finish.resolve(body);
      else finish.reject(new Error(`the page failed: ${body}`));
      return;
    }
    // The last two headers give the page a clock of five microseconds.
    response.writeHead(200, {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
    });
    response.end(await content(path));
  } catch (error) {
    if (!response.headersSent) response.writeHead(404);
    response.end(String(error));
  }
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));

const browser = spawn(
  job.chrome,
  [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-timer-throttling',
    '--no-first-run',
    '--enable-precise-memory-info',
    '--js-flags=--expose-gc',
    `--user-data-dir=${join(job.work, 'profile')}`,
    `http://127.0.0.1:${server.address().port}/page.html`,
  ],
  { stdio: 'ignore' },
);
browser.on('error', finish.reject);
browser.on('exit', (code) => finish.reject(new Error(`the browser ended by itself (${code})`)));
const late = setTimeout(() => finish.reject(new Error('the page did not finish')), LIMIT_MS);
try {
  await writeFile(job.out, await finished);
} finally {
  clearTimeout(late);
  browser.kill();
  server.closeAllConnections();
  server.close();
}

async function content(path) {
  if (path === '/page.html') {
    return `<!doctype html><title>Keystrokes</title><script>
const report = (error) => fetch('/failed', { method: 'POST', body: String(error) });
addEventListener('error', (event) => report(event.message));
addEventListener('unhandledrejection', (event) => report(event.reason));
</script><script type="module" src="/page.js"></script>`;
  }
  if (path === '/job.json') return JSON.stringify(page);
  if (path === '/page.js') return readFile(job.page);
  if (path === '/docent/index') return readFile(job.index);
  if (path === '/docent/supplement') return readFile(job.supplement);
  if (path.startsWith('/docent/')) return readFile(join(job.docent, path.slice('/docent/'.length)));
  return readFile(join(job.work, path.slice(1)));
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
