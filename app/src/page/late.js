// The script of the second half of the app: what articles need of the browser, what is written to
// the device, and the style.
export { default as css } from "../../style/late.css";
export { drawChannels } from "./channels.js";
export { drawFiles, send } from "./files.js";
export { heed, store, unstore } from "./keep.js";
export { follow, write } from "./prose.js";
