// A proof of work: a number with which the hash of a message's id begins with so many bits of nought.

/** How many numbers are tried at once: the page does other things in between. */
const BATCH = 256;

const isHard = (hash, bits) => {
  const whole = bits >> 3;
  return hash.subarray(0, whole).every((byte) => !byte) && !(hash[whole] >> (8 - (bits & 7)));
};

/** The number; nothing if none is asked for, or if the page may not compute hashes, as without HTTPS. */
export const prove = async (id, bits, signal) => {
  const { subtle } = globalThis.crypto ?? {};
  if (!bits || !subtle) return undefined;
  const encoder = new TextEncoder();
  const hash = async (number) => new Uint8Array(await subtle.digest("SHA-256", encoder.encode(`${id}:${number}`)));
  for (let first = 0; !signal.aborted; first += BATCH) {
    const hashes = await Promise.all(Array.from({ length: BATCH }, (_, at) => hash(first + at)));
    const found = hashes.findIndex((one) => isHard(one, bits));
    if (found >= 0) return first + found;
  }
  return undefined;
};
