// A server that is a slow line: it waits a round trip before each answer and shares its bandwidth
// among all answers. The browser's own emulation does not reach the requests of a page's workers.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

// What is worth compressing; Pagefind compresses its other files itself.
const COMPRESSED = new Set([...Object.keys(TYPES), '.idx', '.svg']);

const CHUNK = 4096;

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

// Serves `pages` (path to HTML) and folders (first part of a path to where its files are).
export async function listen(pages, folders) {
  const kept = new Map();
  const wire = { files: [], line: { rtt: 0, bitsPerSecond: Infinity } };
  let freeAt = 0;

  async function file(path) {
    const [, folder, ...rest] = normalize(path).split('/');
    const bytes = path in pages ? Buffer.from(pages[path]) : await readFile(join(folders[folder] ?? '/nowhere', ...rest));
    const packed = COMPRESSED.has(extname(path) || '.html');
    return { bytes: packed ? brotliCompressSync(bytes) : bytes, packed };
  }

  async function send(response, bytes) {
    const { bitsPerSecond } = wire.line;
    for (let at = 0; at < bytes.length; at += CHUNK) {
      const chunk = bytes.subarray(at, at + CHUNK);
      freeAt = Math.max(performance.now(), freeAt) + (chunk.length * 8000) / bitsPerSecond;
      const pause = freeAt - performance.now();
      if (pause > 1) await wait(pause);
      response.write(chunk);
    }
    response.end();
  }

  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://page').pathname);
    try {
      if (!kept.has(path)) kept.set(path, await file(path));
      const { bytes, packed } = kept.get(path);
      if (!(path in pages)) wire.files.push({ path, bytes: bytes.length });
      if (wire.line.rtt) await wait(wire.line.rtt);
      response.writeHead(200, {
        'content-type': TYPES[extname(path) || '.html'] ?? 'application/octet-stream',
        'cache-control': 'max-age=3600',
        ...(packed && { 'content-encoding': 'br' }),
      });
      await send(response, bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  wire.address = `http://127.0.0.1:${server.address().port}`;
  wire.close = () => server.close();
  return wire;
}
