// How the module starts. wasm-bindgen's own way serves callers that this module does not have.
//
// `adopt` hands the module's exports to the glue; `fetched` is the promise of a good response.
export const start = async (imports, adopt, fetched) => {
  const response = await fetched;
  // A server that does not know WebAssembly's type: browsers then refuse to compile as it streams.
  const typed = response.headers.get("content-type") === "application/wasm";
  const { instance } = await (typed
    ? WebAssembly.instantiateStreaming(response, imports)
    : WebAssembly.instantiate(await response.arrayBuffer(), imports));
  adopt(instance.exports);
  instance.exports.__wbindgen_start();
};
