// node relevance.mjs ARTICLES OUT QUERIES...
//
// Asks every peer every query and writes, below OUT/<peer>/, what `docent search` writes: a TREC
// run and the timings of each file of queries, and the peer's index.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readArticles, readQueries } from './articles.mjs';
import * as minisearch from './minisearch.mjs';
import * as pagefind from './pagefind.mjs';

const LIMIT = 10;

const [articlesPath, out, ...queryPaths] = process.argv.slice(2);
const articles = await readArticles(articlesPath);

for (const setUp of minisearch.SET_UPS) {
  const folder = await emptyFolder(setUp);
  const built = minisearch.build(setUp, articles);
  const json = JSON.stringify(built);
  await writeFile(join(folder, 'index.json'), json);
  const started = performance.now();
  const index = minisearch.load(setUp, articles.lang, json);
  const loaded = performance.now() - started;
  await ask(setUp, loaded, async (query) => {
    const hits = index.search(query).slice(0, LIMIT);
    return hits.map(({ id, score }) => ({ id: () => id, score }));
  });
}

{
  const folder = join(await emptyFolder('pagefind'), 'index');
  await pagefind.write(articles, folder);
  const started = performance.now();
  const search = await pagefind.open(folder);
  const loaded = performance.now() - started;
  await ask('pagefind', loaded, (query) => search(query, LIMIT));
}

async function emptyFolder(peer) {
  const folder = join(out, peer);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

async function ask(peer, load_ms, search) {
  for (const path of queryPaths) {
    const lines = [];
    const query_ms = {};
    for (const [qid, query] of await readQueries(path)) {
      const started = performance.now();
      const hits = await search(query);
      query_ms[qid] = performance.now() - started;
      for (const [rank, hit] of hits.entries()) {
        const id = (await hit.id()).replaceAll(' ', '%20');
        lines.push(`${qid} Q0 ${id} ${rank + 1} ${hit.score.toFixed(6)} ${peer}\n`);
      }
    }
    const name = basename(path, '.tsv');
    await writeFile(join(out, peer, `${name}.run`), lines.join(''));
    await writeFile(join(out, peer, `${name}.json`), JSON.stringify({ load_ms, query_ms }));
  }
}
