// Chosen files: in memory while the page lives, and in the browser's database for a later visit.
//
// The draft and the outbox say which are needed; they are texts in local storage
// (`app/src/storage.rs`). Where the database is forbidden or full, memory alone has the files.

const memory = new Map();
const STORE = "files";
// By the root of the help centre: a promise of its database.
const opened = new Map();

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const open = (base) => {
  if (!opened.has(base)) {
    // The mere look at it may throw.
    const opening = Promise.resolve().then(() => {
      const request = indexedDB.open("docent:" + base, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      return done(request);
    });
    opening.catch(() => opened.delete(base));
    opened.set(base, opening);
  }
  return opened.get(base);
};

const store = async (base, mode) => (await open(base)).transaction(STORE, mode).objectStore(STORE);

/** Bytes of a file for as long as the page lives. */
export const hold = (id, bytes) => memory.set(id, bytes);

/** Keeps what is held for a later visit, too. Resolves to whether it is kept. */
export const keep = async ({ base }, id) => {
  try {
    const files = await store(base, "readwrite");
    // As bytes: some browsers refuse to store files in private windows.
    await done(files.put(memory.get(id), id));
    return true;
  } catch {
    return false;
  }
};

/** Bytes of a file; nothing if they are gone. */
export const recall = async ({ base }, id) => {
  if (memory.has(id)) return memory.get(id);
  try {
    const bytes = await done((await store(base, "readonly")).get(id));
    if (bytes) memory.set(id, bytes);
    return bytes;
  } catch {
    return undefined;
  }
};

/** Forgets a file that has arrived. */
export const drop = async ({ base }, id) => {
  memory.delete(id);
  try {
    (await store(base, "readwrite")).delete(id);
  } catch {
    // Then it is not there.
  }
};

/** Removes the files from the database that neither the draft nor the outbox names any more. */
export const sweep = async ({ base }) => {
  try {
    const files = await store(base, "readwrite");
    const ids = await done(files.getAllKeys());
    if (!ids.length) return;
    const own = Object.keys(localStorage).filter((key) => key.startsWith(`docent:${base} `));
    const named = own.map((key) => localStorage.getItem(key)).join();
    for (const id of ids) if (!named.includes(id)) files.delete(id);
  } catch {
    // Then there is nothing to remove, or nobody may.
  }
};
