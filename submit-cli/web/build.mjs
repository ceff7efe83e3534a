// Builds the page: one HTML file with script, style and texts inside, and the policy a relay sends with it.
// Nothing here depends on the time, the place or the machine: two builds give the same bytes.
//
//   node build.mjs            writes dist/index.html and dist/csp.txt
//   node build.mjs --check    builds in memory and fails if dist/ is something else
//   node build.mjs --readable writes dist/readable.html: the same page for reading, not for serving

import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { minify as shorten } from 'terser';
import { joined, onTheWire } from './wire.mjs';
import { trim } from './trim.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
/** Over the wire: Brotli, with the organisation file and both built-in forms in it (docs/decisions/0008-page-size.md). */
const BUDGET_BYTES = 150 * 1024;

const hash = (text) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

/** Puts `value` where the template holds `mark`, exactly once. A function, so that `$` in code stays itself. */
function put(template, mark, value) {
  const parts = template.split(mark);
  if (parts.length !== 2) throw new Error(`the template must hold ${mark} exactly once`);
  return parts[0] + value + parts[1];
}

async function bundle(entry, extra) {
  const built = await esbuild.build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: ['es2022', 'firefox115', 'chrome100', 'safari15.4'],
    charset: 'utf8',
    legalComments: 'inline',
    logLevel: 'warning',
    // On a bad link every kilobyte counts: names are shortened. Whoever audits the page reads its source and builds it:
    // the same bytes come out. `--readable` writes it with its names and lines.
    minify: true,
    plugins: [trim],
    ...extra,
  });
  return built.outputFiles[0].text;
}

/** What esbuild leaves: two and a half kilobytes over the wire. */
async function shortened(script) {
  const { code } = await shorten(script, {
    ecma: 2020,
    compress: { passes: 2, toplevel: true },
    mangle: { toplevel: true },
    // Licences stay.
    format: { comments: /^!/ },
  });
  return code;
}

export async function buildPage({ minify = true } = {}) {
  const template = await readFile(`${here}src/index.html`, 'utf8');
  const bundled = await bundle('src/ui/main.ts', { minify });
  const script = minify ? await shortened(bundled) : bundled;
  const style = await bundle('src/ui/page.css', { minify, format: undefined });
  // A closing tag inside a string would end the element.
  if (/<\/(script|style)/i.test(script + style)) throw new Error('script or style holds a closing tag');
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    // Which relays there are is known only from the organisation file, and any relay takes any origin.
    "connect-src 'self' https: http:",
    'img-src data: blob:',
    "form-action 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  let html = put(template, '<!--POLICY-->', `<meta http-equiv="Content-Security-Policy" content="${policy}">`);
  html = put(html, '<!--STYLE-->', `<style>${style}</style>`);
  html = put(html, '<!--SCRIPT-->', `<script>${script}</script>`);
  // `frame-ancestors` is ignored in a meta element: only the relay can send it.
  return { html, policy: `${policy}; frame-ancestors 'none'\n` };
}

if (process.argv.includes('--readable')) {
  await writeFile(`${here}dist/readable.html`, (await buildPage({ minify: false })).html);
} else if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { html, policy } = await buildPage();
  const wire = onTheWire(await joined(html));
  if (wire.brotli > BUDGET_BYTES) throw new Error(`the published page is ${wire.brotli} bytes compressed, more than ${BUDGET_BYTES}`);
  if (process.argv.includes('--check')) {
    const same = (await readFile(`${here}dist/index.html`, 'utf8')) === html
      && (await readFile(`${here}dist/csp.txt`, 'utf8')) === policy;
    if (!same) {
      console.error('dist/ does not come from this source: run `npm run build` and commit dist/');
      process.exit(1);
    }
  } else {
    await mkdir(`${here}dist`, { recursive: true });
    await writeFile(`${here}dist/index.html`, html);
    await writeFile(`${here}dist/csp.txt`, policy);
  }
  const alone = onTheWire(html);
  console.log(`alone: ${alone.whole} bytes, ${alone.gzip} gzip, ${alone.brotli} Brotli`);
  console.log(`with an organisation: ${wire.whole} bytes, ${wire.gzip} gzip, ${wire.brotli} Brotli of ${BUDGET_BYTES}`);
}
