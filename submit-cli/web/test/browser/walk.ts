// The way through the page, as a person goes it: by the words on the buttons, in any language.

import type { Language } from '../../src/protocol/language.ts';
import { text, type Args } from '../../src/ui/texts.ts';
import { waitFor, type Driver } from './driver.ts';

const PATIENCE_SECONDS = 30;

export class Walk {
  readonly driver: Driver;
  readonly language: Language;
  /** What is being done, to be named when it fails. */
  step = 'the beginning';

  constructor(driver: Driver, language: Language) {
    this.driver = driver;
    this.language = language;
  }

  t(id: string, args?: Args): string {
    return text(this.language, id, args);
  }

  /** Waits until something holds in the page. */
  async until<Arg>(what: string, holds: (arg: Arg) => boolean, arg: Arg, seconds = PATIENCE_SECONDS): Promise<void> {
    this.step = what;
    await waitFor(what, () => this.driver.run(holds, arg).then((isSo) => isSo || undefined, whileLeaving), seconds);
  }

  /** Waits for the screen with this heading. */
  async heading(id: string, args?: Args, seconds = PATIENCE_SECONDS): Promise<void> {
    const words = this.t(id, args);
    await this.until(`heading “${words}”`, (wanted) => document.querySelector('h1')?.textContent === wanted, words, seconds);
  }

  /** Presses the button with these words. */
  async press(id: string, args?: Args): Promise<void> {
    await this.pressWords(this.t(id, args));
  }

  async pressWords(words: string): Promise<void> {
    const isThere = (wanted: string): boolean => {
      document.querySelectorAll('[data-wanted]').forEach((element) => element.removeAttribute('data-wanted'));
      const found = [...document.querySelectorAll('button, summary')].find(
        (element) => element.textContent === wanted && !(element as HTMLElement).closest('[hidden]') && !(element as HTMLButtonElement).disabled,
      );
      found?.setAttribute('data-wanted', '');
      return found !== undefined;
    };
    await this.until(`button “${words}”`, isThere, words);
    await this.driver.click('[data-wanted]');
  }

  /** Chooses an option of a question. */
  async option(question: string, value: string): Promise<void> {
    this.step = `question ${question}`;
    const selector = `[id^="${question}-"] input[value="${value}"]`;
    await waitFor(`${question} is ${value}`, async () => {
      // A question that appears in between moves the others away from under the pointer.
      await this.driver.click(selector);
      return (await this.driver.run((wanted) => document.querySelector<HTMLInputElement>(wanted)?.checked, selector)) || undefined;
    });
  }

  async select(selector: string, value: string): Promise<void> {
    const isThere = ([where, wanted]: string[]): boolean => {
      const element = document.querySelector<HTMLSelectElement>(where!);
      if (element === null) return false;
      element.value = wanted!;
      element.dispatchEvent(new Event('change', { bubbles: true }));
      return true;
    };
    await this.until(`${selector} is ${value}`, isThere, [selector, value]);
  }

  /** What the page shows as receipt, one item for each word or number. */
  receipt(): Promise<string[]> {
    return this.driver.run(() => [...document.querySelectorAll('.words.receipt li')].map((item) => item.textContent ?? ''), undefined);
  }

  /** Types numbers on the page's own keypad. */
  async enterNumbers(numbers: readonly string[]): Promise<void> {
    await this.select('.spelling select', 'numbers');
    for (const digit of numbers.join('')) await this.driver.click(`.pad button:nth-child(${digit === '0' ? 10 : Number(digit)})`);
  }

  /** Types numbers on a keyboard: the keypad takes them too. */
  async typeNumbers(numbers: readonly string[]): Promise<void> {
    await this.select('.spelling select', 'numbers');
    await this.driver.type('.typed', numbers.join(''));
  }

  /** Taps two letters of each word, then the word. */
  async enterWords(words: readonly string[], lettersOf: (word: string) => string): Promise<void> {
    for (const word of words) {
      for (const letter of lettersOf(word)) await this.driver.click(`.pad button:nth-child(${letter.charCodeAt(0) - 96})`);
      await this.until(`offer ${word}`, (wanted) => {
        document.querySelectorAll('[data-wanted]').forEach((element) => element.removeAttribute('data-wanted'));
        const found = [...document.querySelectorAll('.offer')].find((element) => element.textContent === wanted);
        found?.setAttribute('data-wanted', '');
        return found !== undefined;
      }, word);
      await this.driver.click('[data-wanted]');
    }
  }

  async start(url: string): Promise<void> {
    await this.driver.goto(url);
    await this.driver.click(`.languages [lang="${this.language}"]`);
    await this.until('language', (wanted) => document.documentElement.lang === wanted, this.language as string);
  }
}

/** A page that is just being left answers nothing: the next one may. */
function whileLeaving(error: unknown): undefined {
  if (!/context was destroyed|no such frame|realm|navigat/i.test(String(error))) throw error;
}
