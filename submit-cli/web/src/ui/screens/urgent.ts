// The first cry for help: the few questions that matter now, on one screen.

import type { App } from '../app.ts';
import { button, form, h } from '../element.ts';
import { planUrgent } from '../letters.ts';
import { collected, problemsOf, topicsOf } from '../topics.ts';
import { startSending } from './send.ts';
import { questionList } from './topic.ts';

export function urgentScreen(app: App): HTMLElement[] {
  const { state } = app;
  const programme = state.programme!;
  // All that belong to it, so that what was answered can be read once more before it goes.
  const asked = programme.form.questions.filter((question) => question.now);
  const questions = questionList(app, asked);
  const others = [...collected(state, programme).answers.keys()].filter((id) => programme.form.question(id)?.now !== true);
  const follow = h('input', { type: 'checkbox', autocomplete: 'off', checked: true });
  const send = (isToCarry: boolean): void => {
    const problems = problemsOf(state, programme, 'now');
    if (problems.length > 0) {
      questions.showProblems(problems);
      app.announce(app.t('faults', { count: problems.length }));
      return;
    }
    startSending(app, planUrgent(state, programme, others.length > 0 && follow.checked), isToCarry);
  };
  const back = topicsOf(programme.form, state.answers)[0]!.id;
  return [
    h('h1', {}, app.t('urgent-title')),
    h('p', { class: 'lead' }, app.t('urgent-what')),
    form(() => {}, [
      ...questions.elements,
      ...(others.length === 0
        ? []
        : [h('label', { class: 'option' }, follow, h('span', {}, app.t('urgent-rest', { count: others.length })))]),
      h(
        'div',
        { class: 'steps' },
        button(app.t('urgent-send'), () => send(false), 'main'),
        button(app.t('back-to-questions'), () => app.go({ is: 'topic', id: back })),
      ),
    ]),
  ];
}
