// One question on the screen: its words, its warning, its control, and what is wrong with the answer.

import type { Answer } from '../protocol/answer.ts';
import type { Problem } from '../protocol/check.ts';
import type { Question } from '../protocol/form.ts';
import type { App } from './app.ts';
import { button, freshId, h, paragraphs } from './element.ts';
import { choiceControl, consentControl, someControl, yesNoControl } from './fields/choice.ts';
import { contactControl } from './fields/contact.ts';
import { countryControl } from './fields/country.ts';
import { dateControl } from './fields/date.ts';
import { filesControl } from './fields/files.ts';
import { moneyControl } from './fields/money.ts';
import { tableControl } from './fields/table.ts';
import { textControl } from './fields/text.ts';

/** What a control works with. It never keeps an answer of its own. */
export interface Slot {
  readonly app: App;
  readonly question: Question;
  /** Of the element that the label names, and of those that describe it. */
  readonly id: string;
  readonly describedBy: string;
  get(): Answer | undefined;
  set(answer: Answer | undefined): void;
}

export interface Field {
  readonly question: Question;
  readonly element: HTMLElement;
  /** Shows what is wrong, or takes it away. */
  showProblems(problems: readonly Problem[]): void;
  /** Shows the organisation's words for whoever its rules leave out. */
  showOutside(words: string | undefined): void;
}

/** Kinds with one control, which a label names; the others are groups. */
const SINGLE = ['text', 'long-text', 'country'];

export function fieldOf(app: App, question: Question, onChange: () => void): Field {
  const { state } = app;
  const id = freshId(question.id);
  const [helpId, dangerId, problemId] = [`${id}-help`, `${id}-danger`, `${id}-problem`];
  const problem = h('div', { class: 'problem', id: problemId });
  const outside = h('div', { role: 'status' });
  const described = [question.help && helpId, question.danger && dangerId, problemId].filter(Boolean).join(' ');
  const slot: Slot = {
    app,
    question,
    id,
    describedBy: described,
    get: () => state.answers.get(question.id),
    set: (answer) => {
      if (answer === undefined) state.answers.delete(question.id);
      else state.answers.set(question.id, answer);
      state.isUnsaved = true;
      problem.replaceChildren();
      onChange();
    },
  };
  const isSingle = SINGLE.includes(question.kind);
  const words = [
    h('span', {}, app.say(question.label)),
    question.required && h('span', { class: 'needed' }, app.gap + app.t('needed')),
  ];
  const notes = [
    question.help && h('div', { class: 'help', id: helpId }, paragraphs(app.say(question.help))),
    question.danger && danger(app, dangerId, app.say(question.danger)),
  ];
  const control = controlOf(slot);
  const element = isSingle
    ? h('div', { class: 'question' }, h('label', { for: id, class: 'label' }, words), notes, control, problem, outside)
    : h(
        'fieldset',
        { class: 'question', id, tabindex: '-1', 'aria-describedby': described },
        h('legend', { class: 'label' }, words),
        notes,
        control,
        problem,
        outside,
      );
  return {
    question,
    element,
    showProblems: (problems) => {
      const lines = new Set(problems.map((item) => problemText(app, question, item)));
      problem.replaceChildren(...[...lines].map((line) => h('p', {}, line)));
      element.classList.toggle('faulty', problems.length > 0);
      const target = element.querySelector('input, select, textarea');
      if (isSingle && target) target.setAttribute('aria-invalid', String(problems.length > 0));
    },
    showOutside: (text) => {
      if (text === undefined) outside.replaceChildren();
      else if (outside.textContent !== text) outside.replaceChildren(h('div', { class: 'note kind' }, paragraphs(text)));
    },
  };
}

export function danger(app: App, id: string, text: string): HTMLElement {
  return h('div', { class: 'note danger', id }, h('p', {}, h('strong', {}, app.t('careful')), app.gap, text));
}

export function problemText(app: App, question: Question, { kind, args, cell }: Problem): string {
  const words = app.t(`problem-${kind}`, args);
  const column = cell && question.columns.find((item) => item.id === cell.column);
  return column === undefined
    ? words
    : app.t('problem-in-cell', { row: cell!.row + 1, column: app.say(column.label), problem: words });
}

function controlOf(slot: Slot): HTMLElement {
  switch (slot.question.kind) {
    case 'text':
    case 'long-text':
      return textControl(slot);
    case 'one-of':
      return choiceControl(slot);
    case 'some-of':
      return someControl(slot);
    case 'yes-no':
      return yesNoControl(slot);
    case 'consent':
      return consentControl(slot);
    case 'date':
      return dateControl(slot);
    case 'country':
      return countryControl(slot);
    case 'money':
      return moneyControl(slot);
    case 'table':
      return tableControl(slot);
    case 'contact':
      return contactControl(slot);
    case 'files':
      return filesControl(slot);
  }
}

/** A button that takes an answer back; shown only where there is one to take. */
export function takeBack(app: App, isAnswered: boolean, onclick: () => void): HTMLButtonElement {
  const back = button(app.t('take-back'), onclick, 'quiet');
  back.hidden = !isAnswered;
  return back;
}
