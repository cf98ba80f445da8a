// Pagefind: written by its indexing API, asked in Node.js by the script that it writes for pages.

import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as pagefind from 'pagefind';
import { address, idOf } from './address.mjs';

// Writes the files of an index. Articles are pages, so that headings weigh what they do there.
export async function write({ lang, articles }, folder) {
  const { index, errors } = await pagefind.createIndex({});
  if (!index) throw new Error(errors.join('; '));
  for (const article of articles) {
    const answer = await index.addHTMLFile({ url: address(article.id), content: page(article, lang) });
    if (answer.errors.length) throw new Error(`${article.id}: ${answer.errors.join('; ')}`);
  }
  const written = await index.writeFiles({ outputPath: folder });
  if (written.errors.length) throw new Error(written.errors.join('; '));
  await pagefind.close();
}

// Opens an index in Node.js, and returns a function from a query to ids, best first.
export async function open(folder) {
  globalThis.fetch = async (url) => new Response(await readFile(localPath(String(url))));
  const engine = await import(pathToFileURL(`${folder}/pagefind.js`).href);
  await engine.options({ basePath: `${folder}/`, baseUrl: '/' });
  await engine.init();
  const ids = new Map();
  return async (query, limit) => {
    const { results } = await engine.search(query);
    return results.slice(0, limit).map(({ id, score, data }) => ({
      // What a result is called is in a file of its own; each is read once, and later.
      id: async () => {
        if (!ids.has(id)) ids.set(id, idOf((await data()).url));
        return ids.get(id);
      },
      score,
    }));
  };
}

function localPath(url) {
  const path = url.split('?')[0];
  return path.startsWith('file:') ? fileURLToPath(path) : path;
}

function page({ title, sections }, lang) {
  const body = sections.map(({ level, heading, text }) => {
    const tag = `h${Math.min(Math.max(level, 2), 6)}`;
    return (heading && `<${tag}>${escaped(heading)}</${tag}>\n`) + `<p>${escaped(text)}</p>`;
  });
  return `<!doctype html><html lang="${lang}"><head><title>${escaped(title)}</title></head><body>
<main data-pagefind-body><h1>${escaped(title)}</h1>\n${body.join('\n')}</main></body></html>`;
}

function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
