// What a test does with a browser, the same for Chromium (Playwright) and Firefox (Puppeteer, WebDriver BiDi).

import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';

export interface Driver {
  readonly name: string;
  goto(url: string): Promise<void>;
  /** Runs in the page. */
  run<Result, Arg>(work: (arg: Arg) => Result, arg: Arg): Promise<Result>;
  /** Clicks as a person does: scrolled into view, in the middle. */
  click(selector: string): Promise<void>;
  type(selector: string, text: string): Promise<void>;
  press(key: string): Promise<void>;
  choose(selector: string, paths: readonly string[]): Promise<void>;
  size(width: number, height: number): Promise<void>;
  screenshot(path: string, isWhole?: boolean): Promise<void>;
  /** Everything that the page wrote to its console, and errors. */
  readonly complaints: string[];
  close(): Promise<void>;
}

export interface Wishes {
  dark?: boolean;
  reducedMotion?: boolean;
  /** As in Tor Browser's Safer level: no JIT, no WebAssembly, resistFingerprinting. */
  safer?: boolean;
  /** Chromium only: downloads go here. */
  language?: string;
}

export async function openChromium(wishes: Wishes = {}): Promise<Driver> {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    locale: wishes.language ?? 'en',
    colorScheme: wishes.dark ? 'dark' : 'light',
    reducedMotion: wishes.reducedMotion ? 'reduce' : 'no-preference',
    timezoneId: 'Asia/Ho_Chi_Minh',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => void dialog.accept());
  return {
    name: 'chromium',
    complaints,
    goto: async (url) => void (await page.goto(url)),
    run: (work, arg) => page.evaluate(work as never, arg) as never,
    click: (selector) => page.locator(selector).first().click(),
    type: async (selector, text) => {
      await page.locator(selector).first().focus();
      await page.keyboard.type(text);
    },
    press: (key) => page.keyboard.press(key),
    choose: (selector, paths) => page.locator(selector).first().setInputFiles([...paths]),
    size: (width, height) => page.setViewportSize({ width, height }),
    screenshot: async (path, isWhole = true) => void (await page.screenshot({ path, fullPage: isWhole })),
    close: () => browser.close(),
  };
}

export async function openFirefox(wishes: Wishes = {}): Promise<Driver> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
    acceptInsecureCerts: true,
    extraPrefsFirefox: {
      'ui.systemUsesDarkTheme': wishes.dark ? 1 : 0,
      'ui.prefersReducedMotion': wishes.reducedMotion ? 1 : 0,
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
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => void dialog.accept());
  return {
    name: 'firefox',
    complaints,
    goto: async (url) => void (await page.goto(url)),
    run: (work, arg) => page.evaluate(work as never, arg) as never,
    click: async (selector) => {
      const element = await page.waitForSelector(selector);
      await element!.scrollIntoView();
      await element!.click();
    },
    type: async (selector, text) => {
      await page.focus(selector);
      await page.keyboard.type(text);
    },
    press: (key) => page.keyboard.press(key as never),
    choose: async (selector, paths) => {
      const input = await page.$(selector);
      await (input as never as { uploadFile(...paths: string[]): Promise<void> }).uploadFile(...paths);
    },
    size: (width, height) => page.setViewport({ width, height }),
    screenshot: async (path, isWhole = true) => void (await page.screenshot({ path: path as never, fullPage: isWhole })),
    close: () => browser.close(),
  };
}
