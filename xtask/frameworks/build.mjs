// Makes the apps of tests/fixtures/spa into static pages: a script for the browser, and every route
// rendered beforehand, as frameworks do on a server.
//
// node build.mjs ESBUILD OUT, beside the installed packages and the folder `spa`.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { compileScript, parse } from "vue/compiler-sfc";

const [esbuildFolder, out] = process.argv.slice(2);
const { build } = await import(pathToFileURL(join(esbuildFolder, "lib/main.js")));
const here = fileURLToPath(new URL(".", import.meta.url));

const REACT = ["browser.tsx", "server.tsx"];
const APPS = { react: REACT, document: REACT, vue: ["browser.js", "server.js"] };
const ROUTES = ["/", "/billing/", "/support/"];

const compilerOptions = { isCustomElement: (tag) => tag === "docent-help" };

const vue = {
  name: "vue",
  setup: (build) =>
    build.onLoad({ filter: /\.vue$/ }, async ({ path }) => {
      const { descriptor, errors } = parse(await readFile(path, "utf8"), {
        filename: path,
        ignoreEmpty: false,
        templateParseOptions: compilerOptions,
      });
      if (errors.length) throw errors[0];
      const { content } = compileScript(descriptor, {
        id: basename(path),
        inlineTemplate: true,
        templateOptions: { compilerOptions },
      });
      return { contents: content, loader: "js" };
    }),
};

const bundle = (entry, outfile, more) =>
  build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: "esm",
    jsx: "automatic",
    target: "es2022",
    logLevel: "warning",
    plugins: [vue],
    // As somebody has it who develops: that is when frameworks complain.
    define: {
      "process.env.NODE_ENV": '"development"',
      __VUE_OPTIONS_API__: "false",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "true",
    },
    ...more,
  });

const page = await readFile(join(here, "spa/page.html"), "utf8");
for (const [name, [browser, server]] of Object.entries(APPS)) {
  const sources = join(here, "spa", name);
  const script = join(out, name, "app.js");
  await bundle(join(sources, browser), script, {});
  const renderer = join(here, `render-${name}.mjs`);
  await bundle(join(sources, server), renderer, { platform: "node", packages: "external" });
  const { render } = await import(pathToFileURL(renderer));
  for (const route of ROUTES) {
    const folder = join(out, name, route);
    await mkdir(folder, { recursive: true });
    const html = await render(`/${name}${route}`);
    const tag = `<script type="module" src="/${name}/app.js"></script>`;
    const whole = html.startsWith("<html")
      ? "<!doctype html>" + html
      : page.replace('<div id="root">', (start) => start + html);
    await writeFile(join(folder, "index.html"), whole.replace("</head>", tag + "</head>"));
  }
}
