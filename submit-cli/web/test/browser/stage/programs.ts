// Runs the real programs, as `cargo build --workspace --bins` left them.

import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

declare const __ROOT__: string;

/** The folder of the programs: `SEALPOST_PROGRAMS`, or where cargo puts them. */
function folderOfPrograms(): string {
  const given = process.env['SEALPOST_PROGRAMS'];
  if (given !== undefined) return given;
  const metadata = execFileSync('cargo', ['metadata', '--format-version=1', '--no-deps', '--offline'], {
    cwd: __ROOT__,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  return join((JSON.parse(metadata) as { target_directory: string }).target_directory, 'debug');
}

let folder: string | undefined;

export function programAt(name: string): string {
  folder ??= folderOfPrograms();
  const path = join(folder, name);
  if (!existsSync(path)) throw new Error(`${path} is not built; run \`cargo build --workspace --bins\``);
  return path;
}

/** An environment in which nothing of the caller's counts. */
export function environment(home: string): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', TZ: 'UTC' };
}

export interface Ran {
  stdout: string;
  stderr: string;
}

/** Runs a program to its end and insists that it succeeds; `5` of the desk means that something needs an eye. */
export function run(name: string, args: readonly string[], home: string, input = ''): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      programAt(name),
      [...args],
      { env: environment(home), maxBuffer: 256 << 20 },
      (error, stdout, stderr) => {
        if (error === null) resolve({ stdout, stderr });
        else reject(new Error(`${name} ${args.join(' ')}: ${error.message}\n${stdout}\n${stderr}`));
      },
    );
    child.stdin?.end(input);
  });
}
