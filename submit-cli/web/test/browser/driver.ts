// What a test does with a browser, the same for Chromium (Playwright) and Firefox (Puppeteer, WebDriver BiDi).
// Every browser has a fresh profile in a folder of its own and reaches the world through its `Network` alone.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { Network } from './stage/network.ts';

export type BrowserName = 'chromium' | 'firefox';

export interface Driver {
  readonly name: BrowserName;
  readonly network: Network;
  goto(url: string): Promise<void>;
  /** Runs in the page. */
  run<Result, Arg>(work: (arg: Arg) => Result | Promise<Result>, arg: Arg): Promise<Result>;
  /** Clicks as a person does: scrolled into view, in the middle, and only if nothing lies above it. */
  click(selector: string): Promise<void>;
  type(selector: string, text: string): Promise<void>;
  press(key: string): Promise<void>;
  choose(selector: string, paths: readonly string[]): Promise<void>;
  /** Sends a form that needs no script, and waits for what comes. */
  submit(selector: string): Promise<void>;
  /** What can be read, without any script of the page's. */
  text(): Promise<string>;
  size(width: number, height: number): Promise<void>;
  screenshot(path: string, isWhole?: boolean): Promise<void>;
  back(): Promise<void>;
  address(): string;
  /** What is saved from now on is the next of these. */
  saved(): Promise<Buffer>;
  /** Cookies that the browser holds for the page. */
  cookies(): Promise<number>;
  /** Makes the page's processor so many times slower; Chromium only. */
  slowDown(times: number): Promise<void>;
  /** Everything that the page wrote to its console, and errors. */
  readonly complaints: string[];
  /** Addresses that pages asked for, without blob: and data:. */
  readonly requests: string[];
  /** Resident bytes of all its processes. */
  residentBytes(): number;
  close(): Promise<void>;
}

export interface Wishes {
  dark?: boolean;
  reducedMotion?: boolean;
  /** As in Tor Browser's Safer level: no JIT, no WebAssembly, resistFingerprinting, onions are trustworthy. */
  safer?: boolean;
  /** As in Tor Browser at every level: plain http is trustworthy on an onion address. */
  onions?: boolean;
  /** 2 is a window enlarged to 200 %. */
  zoom?: number;
  script?: boolean;
  language?: string;
}

const CHROMIUM_ARGS = [
  // Tests may run as root, where Chromium's own sandbox does not work.
  '--no-sandbox',
  // What Chromium looks for by itself.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
  '--enable-precise-memory-info',
];

export function open(name: BrowserName, wishes: Wishes = {}): Promise<Driver> {
  return name === 'chromium' ? openChromium(wishes) : openFirefox(wishes);
}

export async function openChromium(wishes: Wishes = {}): Promise<Driver> {
  const network = await Network.open();
  const profile = mkdtempSync(join(tmpdir(), 'sealpost-chromium-'));
  const downloads = join(profile, 'downloads');
  mkdirSync(downloads);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    // A mark by which its processes are found; the profile itself is Playwright's, fresh and removed at the end.
    args: [...CHROMIUM_ARGS, `--crash-dumps-dir=${profile}`],
    proxy: { server: `socks5://127.0.0.1:${network.port}` },
  });
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    acceptDownloads: true,
    locale: wishes.language ?? 'en',
    colorScheme: wishes.dark ? 'dark' : 'light',
    reducedMotion: wishes.reducedMotion ? 'reduce' : 'no-preference',
    timezoneId: 'Asia/Ho_Chi_Minh',
    javaScriptEnabled: wishes.script !== false,
    viewport: { width: 320, height: 568 },
    deviceScaleFactor: wishes.zoom ?? 1,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  const requests: string[] = [];
  const files: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => note(requests, request.url()));
  page.on('dialog', (dialog) => void dialog.accept());
  page.on('download', (download) => {
    const path = join(downloads, String(files.length));
    files.push('');
    const at = files.length - 1;
    void download.saveAs(path).then(() => (files[at] = path));
  });
  let taken = 0;
  const session = await context.newCDPSession(page);
  return {
    name: 'chromium',
    network,
    complaints,
    requests,
    goto: async (url) => void (await page.goto(url, { timeout: 180_000 })),
    run: (work, arg) => page.evaluate(work as never, arg) as never,
    click: (selector) => page.locator(selector).first().click(),
    type: async (selector, text) => {
      await page.locator(selector).first().focus();
      await page.keyboard.type(text);
    },
    press: (key) => page.keyboard.press(key),
    choose: (selector, paths) => page.locator(selector).first().setInputFiles([...paths]),
    submit: async (selector) => {
      await Promise.all([page.waitForURL('**/upload'), page.locator(selector).click()]);
    },
    text: () => page.locator('body').innerText(),
    size: (width, height) => page.setViewportSize({ width, height }),
    screenshot: async (path, isWhole = true) => void (await page.screenshot({ path, fullPage: isWhole })),
    back: () => page.evaluate(() => void setTimeout(() => history.back())),
    address: () => page.url(),
    saved: async () => {
      const path = await waitFor('a file is saved', () => files[taken] || undefined);
      taken += 1;
      return readFileSync(path);
    },
    cookies: async () => (await context.cookies()).length,
    slowDown: async (rate) => void (await session.send('Emulation.setCPUThrottlingRate', { rate })),
    residentBytes: () => residentBytes(profile),
    close: async () => {
      await browser.close();
      network.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export async function openFirefox(wishes: Wishes = {}): Promise<Driver> {
  const network = await Network.open();
  const folder = mkdtempSync(join(tmpdir(), 'sealpost-firefox-'));
  const downloads = join(folder, 'downloads');
  const profile = join(folder, 'profile');
  for (const place of [downloads, profile]) mkdirSync(place);
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
    acceptInsecureCerts: true,
    userDataDir: profile,
    // Without the variable, a released Firefox asks Mozilla's server for settings whatever its preferences say.
    env: { ...process.env, HOME: folder, MOZ_REMOTE_SETTINGS_DEVTOOLS: '1' },
    extraPrefsFirefox: {
      'network.proxy.type': 1,
      'network.proxy.socks': '127.0.0.1',
      'network.proxy.socks_port': network.port,
      'network.proxy.socks_version': 5,
      'network.proxy.socks_remote_dns': true,
      'network.proxy.no_proxies_on': '',
      'network.proxy.allow_hijacking_localhost': true,
      // Looks of the browser itself for the net, for updates and for settings from afar.
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'app.normandy.enabled': false,
      'services.settings.server': 'data:,#none/v1',
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      'browser.download.useDownloadDir': true,
      'browser.download.always_ask_before_handling_new_types': false,
      'browser.download.alwaysOpenPanel': false,
      'layout.css.prefers-color-scheme.content-override': wishes.dark ? 0 : 1,
      'ui.prefersReducedMotion': wishes.reducedMotion ? 1 : 0,
      ...(wishes.zoom === undefined ? {} : { 'layout.css.devPixelsPerPx': String(wishes.zoom) }),
      ...(wishes.script === false ? { 'javascript.enabled': false } : {}),
      ...(wishes.onions || wishes.safer
        ? { 'dom.securecontext.allowlist_onions': true, 'network.dns.blockDotOnion': false }
        : {}),
      ...(wishes.safer
        ? {
            'javascript.options.baselinejit': false,
            'javascript.options.ion': false,
            'javascript.options.native_regexp': false,
            'javascript.options.wasm': false,
            'privacy.resistFingerprinting': true,
          }
        : {}),
    },
  });
  const page = await browser.newPage();
  await page.setViewport({ width: 320, height: 568 });
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => note(requests, request.url()));
  page.on('dialog', (dialog) => void dialog.accept());
  const taken = new Set<string>();
  return {
    name: 'firefox',
    network,
    complaints,
    requests,
    goto: async (url) => void (await page.goto(url, { timeout: 180_000 })),
    run: (work, arg) => page.evaluate(work as never, arg) as never,
    // Puppeteer's own click takes twice as long after each navigation in Firefox; this one sends the same events.
    click: async (selector) => {
      const where = await waitFor(`${selector} can be clicked`, () => page.evaluate(middleOf, selector));
      await page.mouse.click(where.x, where.y);
    },
    type: async (selector, text) => {
      await waitFor(`${selector} takes the focus`, () =>
        page.evaluate((wanted) => {
          const element = document.querySelector<HTMLElement>(wanted);
          element?.focus();
          return element !== null || undefined;
        }, selector),
      );
      await page.keyboard.type(text);
    },
    press: async (key) => {
      const keys = key.split('+').map((one) => (one === 'Space' ? ' ' : one));
      for (const one of keys.slice(0, -1)) await page.keyboard.down(one as never);
      await page.keyboard.press(keys.at(-1) as never);
      for (const one of keys.slice(0, -1)) await page.keyboard.up(one as never);
    },
    choose: async (selector, paths) => {
      const input = await waitFor(`${selector} is there`, async () => (await page.$(selector)) ?? undefined);
      await (input as never as { uploadFile(...paths: string[]): Promise<void> }).uploadFile(...paths);
      await input.dispose();
    },
    submit: async (selector) => {
      const where = await waitFor(`${selector} can be clicked`, () => page.evaluate(middleOf, selector));
      await page.mouse.click(where.x, where.y);
      await waitFor('an answer to the form', () => page.evaluate(() => (location.pathname === '/upload' && document.readyState === 'complete') || undefined));
    },
    text: () => page.evaluate(() => document.body.innerText),
    size: (width, height) => page.setViewport({ width, height }),
    screenshot: async (path, isWhole = true) => void (await page.screenshot({ path: path as never, fullPage: isWhole })),
    back: () => page.evaluate(() => void setTimeout(() => history.back())),
    address: () => page.url(),
    saved: async () => {
      const path = await waitFor('a file is saved', () => {
        const names = readdirSync(downloads);
        const fresh = names.filter((name) => !taken.has(name) && !name.endsWith('.part') && !names.includes(`${name}.part`));
        const [oldest] = fresh.map((name) => join(downloads, name)).filter((place) => statSync(place).size > 0);
        return oldest;
      });
      taken.add(path.slice(downloads.length + 1));
      return readFileSync(path);
    },
    cookies: async () => (await browser.cookies()).length,
    slowDown: () => Promise.reject(new Error('Firefox has no such thing')),
    residentBytes: () => residentBytes(profile),
    close: async () => {
      await browser.close();
      network.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The middle of an element in the window, once it can be seen there and nothing lies above it. */
function middleOf(selector: string): { x: number; y: number } | undefined {
  const element = document.querySelector(selector);
  if (element === null) return undefined;
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { x, y, width, height } = element.getBoundingClientRect();
  const middle = { x: x + width / 2, y: y + height / 2 };
  const top = document.elementFromPoint(middle.x, middle.y);
  const isFree = top !== null && (element.contains(top) || (top as HTMLElement).closest('label')?.contains(element) === true);
  return width > 0 && isFree ? middle : undefined;
}

function note(requests: string[], url: string): void {
  if (!/^(?:about|blob|data|file):/.test(url)) requests.push(url);
}

export async function waitFor<Result>(what: string, look: () => Result | undefined | Promise<Result | undefined>, seconds = 30): Promise<Result> {
  const end = Date.now() + 1000 * seconds;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Of the process with this profile in its command line, and of all that it started. */
function residentBytes(profile: string): number {
  const processes = new Map<number, { parent: number; bytes: number; isOurs: boolean }>();
  for (const name of readdirSync('/proc')) {
    if (!/^[0-9]+$/.test(name)) continue;
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      const field = (key: string): number => Number(new RegExp(`^${key}:\\s+([0-9]+)`, 'm').exec(status)?.[1] ?? 0);
      const isOurs = readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(profile);
      // What is shared with other processes is counted once for all: text of the program, and shared memory.
      processes.set(Number(name), { parent: field('PPid'), bytes: 1024 * field('RssAnon'), isOurs });
    } catch {
      // Gone in between.
    }
  }
  const belongs = (id: number): boolean => {
    const process = processes.get(id);
    return process !== undefined && (process.isOurs || (process.parent > 1 && belongs(process.parent)));
  };
  return [...processes].filter(([id]) => belongs(id)).reduce((sum, [, { bytes }]) => sum + bytes, 0);
}
