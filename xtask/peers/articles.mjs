// The articles that every engine indexes: what `docent build` made of them, as plain text.
//
// { lang, articles: [{ id, title, sections: [{ level, heading, text }] }] }

import { readFile } from 'node:fs/promises';

export async function readArticles(path) {
  return JSON.parse(await readFile(path, 'utf8'));
}

// `id<TAB>query` lines as pairs.
export async function readQueries(path) {
  const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((line) => [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)]);
}
