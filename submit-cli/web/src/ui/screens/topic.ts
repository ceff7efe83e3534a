// One topic at a time.

import type { Problem } from '../../protocol/check.ts';
import { visible, type Question } from '../../protocol/form.ts';
import { outside } from '../../protocol/organisation.ts';
import type { App } from '../app.ts';
import { button, form, h } from '../element.ts';
import { fieldOf, type Field } from '../fields.ts';
import type { Screen } from '../state.ts';
import { collected, ELIGIBILITY, problemsOf, topicsOf } from '../topics.ts';

export function topicScreen(app: App, id: string): HTMLElement[] {
  const { state } = app;
  const programme = state.programme!;
  const topics = topicsOf(programme.form, state.answers);
  const at = Math.max(0, topics.findIndex((topic) => topic.id === id));
  const topic = topics[at]!;
  const next = button(app.t('next'), () => goOn(), 'main');
  const questions = questionList(app, topic.questions);

  const goOn = (): void => {
    const problems = problemsIn(app, topic.questions);
    if (problems.length > 0 && !state.shownFaults.has(topic.id)) {
      state.shownFaults.add(topic.id);
      questions.showProblems(problems);
      next.textContent = app.t('next-anyway');
      app.announce(app.t('faults', { count: problems.length }));
      return;
    }
    // Counted anew: an answer may have made topics appear.
    const now = topicsOf(programme.form, state.answers);
    const following = now[now.findIndex((other) => other.id === topic.id) + 1];
    const target: Screen = following === undefined ? { is: 'review' } : { is: 'topic', id: following.id };
    app.go(topic.id === ELIGIBILITY && !state.isReceiptKept ? { is: 'receipt', next: target } : target);
  };

  if (state.shownFaults.has(topic.id)) {
    const problems = problemsIn(app, topic.questions);
    questions.showProblems(problems, false);
    if (problems.length > 0) next.textContent = app.t('next-anyway');
  }
  const previous: Screen = at === 0 ? { is: 'programmes' } : { is: 'topic', id: topics[at - 1]!.id };
  return [
    progress(app, at, topics.length),
    h('h1', {}, app.say(topic.title)),
    ...(state.unread.length === 0 ? [] : [unreadNote(app)]),
    form(() => goOn(), [
      ...questions.elements,
      h('div', { class: 'steps' }, next, button(app.t('back'), () => app.go(previous))),
    ]),
    tools(app),
  ];
}

export interface QuestionList {
  elements: HTMLElement[];
  showProblems(problems: readonly Problem[], hasFocus?: boolean): void;
}

/** Questions that appear and disappear with the answers before them. */
export function questionList(app: App, questions: readonly Question[]): QuestionList {
  const { state } = app;
  const programme = state.programme!;
  const refresh = (): void => {
    const shown = visible(programme.form, state.answers);
    const words = new Map(outside(programme, state.answers).map((item) => [item.question.id, app.say(item.words)]));
    for (const field of fields) {
      field.element.hidden = !shown.has(field.question.id);
      field.showOutside(words.get(field.question.id));
    }
  };
  const fields: Field[] = questions.map((question) => fieldOf(app, question, () => refresh()));
  refresh();
  return {
    elements: fields.map((field) => field.element),
    showProblems: (problems, hasFocus = true) => {
      for (const field of fields) field.showProblems(problems.filter((problem) => problem.question === field.question.id));
      const first = fields.find((field) => problems.some((problem) => problem.question === field.question.id));
      if (first === undefined || !hasFocus) return;
      first.element.scrollIntoView({ block: 'start' });
      const control = first.element.querySelector<HTMLElement>('input:not([tabindex]), select, textarea, button');
      (control ?? first.element).focus({ preventScroll: true });
    },
  };
}

function problemsIn(app: App, questions: readonly Question[]): Problem[] {
  const ids = new Set(questions.map((question) => question.id));
  return problemsOf(app.state, app.state.programme!, 'all').filter((problem) => ids.has(problem.question));
}

export function progress(app: App, at: number, count: number): HTMLElement {
  const label = app.t('progress', { number: at + 1, count: count + 1 });
  return h('div', { class: 'progress' }, h('span', {}, label), h('progress', { max: count + 1, value: at + 1, 'aria-label': label }));
}

/** What can be done at any step. */
export function tools(app: App): HTMLElement {
  const { state } = app;
  const hasNow = state.programme!.form.questions.some((question) => question.now);
  const here = state.screen;
  const hasAnswers = collected(state, state.programme!).answers.size > 0;
  return h(
    'aside',
    { class: 'tools', 'aria-label': app.t('tools-title') },
    hasNow && !state.isBegun && button(app.t('tool-urgent'), () => app.go({ is: 'urgent' })),
    button(app.t('tool-save'), () => app.go({ is: 'save-draft', back: here })),
    here.is !== 'review' && hasAnswers && button(app.t('tool-review'), () => app.go({ is: 'review' })),
    button(app.t('tool-receipt'), () => app.go({ is: 'receipt', next: here })),
  );
}

/** What a draft held besides the questions there are now. */
function unreadNote(app: App): HTMLElement {
  return h('div', { class: 'note' }, h('p', {}, app.t('draft-unread')), h('ul', {}, app.state.unread.map((text) => h('li', {}, text))));
}
