// What must hold on every screen, whichever it is.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Walk } from './walk.ts';

declare const __WEB__: string;

let axe: string | undefined;

/** Nothing sticks out of the window; with `isChecked`, axe finds nothing. */
export async function fits(walk: Walk, screen: string, isChecked = true): Promise<void> {
  walk.step = `the screen “${screen}”`;
  const { driver } = walk;
  reachesNobody(walk, screen);
  const over = await driver.run(() => document.documentElement.scrollWidth - document.documentElement.clientWidth, undefined);
  assert.ok(over <= 0, `${screen}: ${over} pixels too wide`);
  if (!isChecked) return;
  axe ??= readFileSync(createRequire(`${__WEB__}/test/browser/`).resolve('axe-core/axe.min.js'), 'utf8');
  if (!(await driver.run(() => 'axe' in window, undefined))) await driver.run(axe as never, undefined);
  const found = await driver.run(async () => {
    const { violations } = await (window as never as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ').slice(0, 300)}`);
  }, undefined);
  assert.deepEqual(found, [], `axe, ${screen}`);
}

/** The browser has reached the relays and nobody else. */
function reachesNobody(walk: Walk, screen: string): void {
  // What Chromium asks for by itself, whatever page is open. What it asks because of the page is not among them: about
  // most forms with fields it asks `content-autofill.googleapis.com`.
  const own = ['update.googleapis.com', 'accounts.google.com'];
  const strangers = walk.driver.network.strangers.filter((address) => !own.includes(address.split(':')[0]!));
  assert.deepEqual([...new Set(strangers)], [], `${screen}: somebody else was reached`);
}

/** How the page was found: to be compared with how it is left. */
export async function listen(walk: Walk): Promise<number> {
  return walk.driver.run(() => {
    const broken: string[] = [];
    (window as never as { broken: string[] }).broken = broken;
    document.addEventListener('securitypolicyviolation', (event) => broken.push(`${event.violatedDirective} ${event.blockedURI}`));
    return history.length;
  }, undefined);
}

/** Nothing is kept, nothing was against the policy, and the history has not grown. */
export async function leavesNothing(walk: Walk, entries: number, origins: readonly string[]): Promise<void> {
  walk.step = 'what the page leaves behind';
  const { driver } = walk;
  const left = await driver.run(async () => {
    /** How many there are; none where the browser gives a page no such storage at all. */
    const count = async (look: () => number | Promise<number>): Promise<number> => {
      try {
        return await look();
      } catch (error) {
        if ((error as Error).name === 'SecurityError' || error instanceof TypeError) return 0;
        throw error;
      }
    };
    return {
      cookie: document.cookie,
      local: await count(() => localStorage.length),
      session: await count(() => sessionStorage.length),
      databases: await count(async () => (await indexedDB.databases()).length),
      caches: await count(async () => (await caches.keys()).length),
      workers: await count(async () => (await navigator.serviceWorker.getRegistrations()).length),
      broken: (window as never as { broken: string[] }).broken,
      entries: history.length,
    };
  }, undefined);
  assert.deepEqual(left, { cookie: '', local: 0, session: 0, databases: 0, caches: 0, workers: 0, broken: [], entries });
  assert.equal(await driver.cookies(), 0, 'cookies');
  assert.deepEqual(driver.requests.filter((url) => !origins.includes(new URL(url).origin)), [], 'nothing else was asked for');
  reachesNobody(walk, 'all of it');
  const complaints = driver.complaints.splice(0).filter((line) => /Content.?Security|TrustedTypes|Error:/i.test(line));
  assert.deepEqual(complaints, []);
  const isHeld = await driver.run(() => {
    try {
      document.createElement('p').innerHTML = '<b>x</b>';
      return false;
    } catch {
      return true;
    }
  }, undefined);
  assert.ok(isHeld, 'Trusted Types are active');
  driver.complaints.splice(0);
}
