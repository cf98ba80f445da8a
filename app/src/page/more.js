// The second WebAssembly module, which shares memory and functions with the first.

/** Fetches it and links it to the first by what that exports; says whether that went well. */
export const link = async (url, exports, signal, then) => {
  let done = false;
  try {
    const response = await fetch(url, { signal });
    if (response.ok) {
      // Compiled from its bytes: no server's idea of the type matters, and it is small.
      await WebAssembly.instantiate(await response.arrayBuffer(), { __wasm_split: exports });
      done = true;
    }
  } catch {
    // Then it is not there.
  }
  then(done);
};
