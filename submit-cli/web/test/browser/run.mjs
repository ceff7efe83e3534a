// Bundles one of the programs beside it and runs it.
//   node run.mjs journey.ts [arguments …]

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from '../../node_modules/esbuild/lib/main.js';
import { trim } from '../../trim.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const web = join(here, '..', '..');
const [program, ...rest] = process.argv.slice(2);
const out = await mkdtemp(join(here, 'node_modules', '.run-'));
try {
  await esbuild.build({
    entryPoints: [join(here, program)],
    outfile: join(out, 'program.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    charset: 'utf8',
    sourcemap: 'inline',
    // Fluent files are read as in the page.
    plugins: [trim],
    external: ['playwright-core', 'puppeteer-core', 'axe-core'],
    nodePaths: [join(web, 'node_modules')],
    define: { __WEB__: JSON.stringify(web), __ROOT__: JSON.stringify(join(web, '..', '..')) },
    logLevel: 'warning',
  });
  const child = spawn(process.execPath, ['--enable-source-maps', join(out, 'program.mjs'), ...rest], { stdio: 'inherit' });
  process.exitCode = await new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
} finally {
  await rm(out, { recursive: true, force: true });
}
