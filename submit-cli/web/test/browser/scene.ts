// Everything a journey needs: a desk, two relays, and the page as they serve it.

import { readFileSync } from 'node:fs';
import { FakeRelay } from '../fake_relay.ts';
import { published, TestDesk } from './desk.ts';
import { Front } from './front.ts';

declare const __WEB__: string;

export interface Scene {
  desk: TestDesk;
  relays: [FakeRelay, FakeRelay];
  fronts: [Front, Front];
  url: string;
  /** The page as it is built, with no organisation in it. */
  template: string;
  /** The page as it is served. */
  page: string;
  stop(): void;
}

export async function openScene(): Promise<Scene> {
  const desk = new TestDesk();
  const relays: [FakeRelay, FakeRelay] = [await FakeRelay.start(), await FakeRelay.start()];
  const fronts: [Front, Front] = [
    await Front.start(() => relays[0].base('a').url),
    await Front.start(() => relays[1].base('b').url),
  ];
  const template = readFileSync(`${__WEB__}/dist/index.html`, 'utf8');
  const page = published(template, desk.organisation(fronts.map((front) => front.url)));
  for (const front of fronts) {
    front.page = page;
    front.policy = readFileSync(`${__WEB__}/dist/csp.txt`, 'utf8');
  }
  return {
    desk,
    relays,
    fronts,
    template,
    page,
    url: `${fronts[0].url}/`,
    stop: () => [...relays, ...fronts].forEach((server) => server.stop()),
  };
}
