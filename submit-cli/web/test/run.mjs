// Bundles every test/*.test.ts with esbuild and runs them with Node's own test runner.
//   node test/run.mjs [part of a file name …]

import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { trim } from '../trim.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const wanted = process.argv.slice(2);
const tests = (await readdir(here))
  .filter((name) => name.endsWith('.test.ts'))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .sort();
// Inside node_modules: ignored by git, and bare imports of packages left outside the bundle still resolve.
const out = await mkdtemp(join(here, '..', 'node_modules', '.test-'));
try {
  await esbuild.build({
    absWorkingDir: join(here, '..'),
    entryPoints: tests.map((name) => join(here, name)),
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    charset: 'utf8',
    sourcemap: 'inline',
    // The libraries as the page has them: what is tested is what is served.
    plugins: [trim],
    define: { __WEB__: JSON.stringify(join(here, '..')), __ROOT__: JSON.stringify(join(here, '..', '..', '..')) },
    logLevel: 'warning',
  });
  const files = tests.map((name) => join(out, name.replace(/\.ts$/, '.mjs')));
  const child = spawn(process.execPath, ['--enable-source-maps', '--test', '--test-timeout=300000', ...files], { stdio: 'inherit' });
  process.exitCode = await new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
} finally {
  await rm(out, { recursive: true, force: true });
}
