// The script of the second half of the app: what articles need of the browser, and the style.
export { default as css } from "../../style/late.css";
export { follow, write } from "./prose.js";
