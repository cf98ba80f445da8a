// Runs in the page: every engine answers every keystroke, in turns, and the times go back to
// keystrokes.mjs.
//
// A turn is one engine through all keystrokes. The engines take turns in an order that moves on
// with each round, with the garbage of the one before collected first. The first round is kept
// apart: in it the browser still compiles.

import { idOf } from './address.mjs';
import * as minisearch from './minisearch.mjs';

const LIMIT = 12;
const LOADS = 5;

const { lang, rounds, keystrokes, ids } = await (await fetch('/job.json')).json();

// Each engine: `load` makes it ready from bytes in memory, `search` returns article ids.
const engines = [await docent(), ...(await Promise.all(minisearch.SET_UPS.map(miniSearch))), pagefind()];

async function docent() {
  const { default: init, Engine } = await import('/docent/bench.js');
  const { memory } = await init({ module_or_path: '/docent/bench_bg.wasm' });
  const bytes = await fetchBytes('/docent/index');
  let engine;
  return {
    name: 'docent',
    free: () => engine?.free(),
    load: () => (engine = Engine.open(bytes)),
    search: (query) => engine.search(query, LIMIT),
    idOf: (number) => ids[number],
    memory: () => memory.buffer.byteLength,
  };
}

async function miniSearch(setUp) {
  const bytes = await fetchBytes(`/${setUp}/index.json`);
  let engine;
  return {
    name: setUp,
    load: () => (engine = minisearch.load(setUp, lang, new TextDecoder().decode(bytes))),
    search: (query) => engine.search(query).slice(0, LIMIT),
    idOf: (hit) => hit.id,
    memory: heap,
  };
}

// Fetches its own files, so its time to load holds requests to this machine; in the first round
// its searches do, too. It answers from a worker.
function pagefind() {
  let engine;
  return {
    name: 'pagefind',
    loadsOnce: true,
    load: async () => {
      engine = await import('/pagefind/index/pagefind.js');
      await engine.options({ basePath: '/pagefind/index/', baseUrl: '/' });
      await engine.init();
    },
    search: async (query) => (await engine.search(query)).results.slice(0, LIMIT),
    idOf: async (hit) => idOf((await hit.data()).url),
  };
}

const results = engines.map(({ name }) => ({ engine: name, load_ms: [], memory: null, rounds: [], first: [] }));

// In turns as well, because MiniSearch's set-ups share the code that loads them: the first to
// load would pay for its compilation alone.
for (let load = 0; load < LOADS; load++) {
  for (const [at, engine] of engines.entries()) {
    if (engine.loadsOnce && load > 0) continue;
    engine.free?.();
    await settle();
    const before = engine.memory?.();
    const started = performance.now();
    await engine.load();
    results[at].load_ms.push(performance.now() - started);
    if (engine.memory && load === 0) {
      await settle();
      results[at].memory = engine.memory() - before;
    }
  }
}

for (let round = 0; round <= rounds; round++) {
  for (let turn = 0; turn < engines.length; turn++) {
    const at = (round + turn) % engines.length;
    await settle();
    results[at].rounds.push(await typeAll(engines[at]));
  }
}

// What the whole queries found, so that somebody can see that the engines did search.
for (const [at, engine] of engines.entries()) {
  for (const typed of keystrokes) {
    const [hit] = await engine.search(typed.at(-1));
    results[at].first.push(hit === undefined ? null : await engine.idOf(hit));
  }
}

await fetch('/result', { method: 'POST', body: JSON.stringify(results) });

async function typeAll(engine) {
  const times = [];
  for (const typed of keystrokes) {
    for (const query of typed) {
      const started = performance.now();
      const found = engine.search(query);
      // Waiting for what is there already would cost an engine without a worker a task.
      if (found instanceof Promise) await found;
      times.push(performance.now() - started);
    }
    await pause();
  }
  return times;
}

async function fetchBytes(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

function heap() {
  return performance.memory.usedJSHeapSize;
}

function pause() {
  return new Promise((done) => setTimeout(done));
}

async function settle() {
  await pause();
  globalThis.gc();
  await pause();
}
