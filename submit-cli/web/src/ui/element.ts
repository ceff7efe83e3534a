// Building elements. Text only ever becomes text: nothing here parses markup, and Trusted Types forbid it elsewhere.

export type Child = Node | string | number | false | undefined | null | readonly Child[];
type Props = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>;

/**
 * Makes an element. A function is a listener (`onclick`), `true` an attribute without value, `false` or nothing no
 * attribute at all; everything else is an attribute.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
  }
  fill(element, children);
  return element;
}

function fill(element: HTMLElement, children: readonly Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) fill(element, child as readonly Child[]);
    else if (child instanceof Node) element.append(child);
    else if (typeof child === 'string' || typeof child === 'number') element.append(String(child));
  }
}

let last = 0;

/** An id that no other element of this visit has. */
export function freshId(prefix: string): string {
  last += 1;
  return `${prefix}-${last}`;
}

/** Text with its line breaks, as paragraphs. */
export function paragraphs(text: string, className = ''): HTMLParagraphElement[] {
  return text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map((part) => h('p', className === '' ? {} : { class: className }, part));
}

export function button(label: string, onclick: () => void, kind: 'main' | 'plain' | 'quiet' = 'plain'): HTMLButtonElement {
  return h('button', { type: 'button', class: `button ${kind}`, onclick }, label);
}

/**
 * A form that is never submitted: Enter goes on. Its action makes Chromium take it for a search: about every other
 * form, whatever its `autocomplete` says, Chromium asks Google what its fields mean, and so tells that it is open.
 */
export function form(onsubmit: () => void, children: readonly HTMLElement[]): HTMLElement {
  return h(
    'form',
    {
      autocomplete: 'off',
      action: '/search',
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault();
        onsubmit();
      },
    },
    children,
  );
}

/**
 * What every field has against being remembered: no autofill, no spelling service on the network, no translation
 * service. Browsers leave fields with `autocomplete="off"` out of the sessions they restore.
 */
export const FORGETFUL = {
  autocomplete: 'off',
  autocorrect: 'off',
  autocapitalize: 'off',
  spellcheck: 'false',
  translate: 'no',
} as const;
