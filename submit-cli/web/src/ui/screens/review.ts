// Everything once more before it is sealed.

import type { Problem } from '../../protocol/check.ts';
import { letterLength } from '../../protocol/letter.ts';
import { ProtocolError } from '../../protocol/error.ts';
import { answerLines } from '../answer_text.ts';
import type { App } from '../app.ts';
import { button, h } from '../element.ts';
import { problemText } from '../fields.ts';
import { planAll, unsent, type PlannedLetter } from '../letters.ts';
import { sizeText } from '../texts.ts';
import { collected, problemsOf, topicOf, topicsOf } from '../topics.ts';
import { startSending } from './send.ts';
import { progress, tools } from './topic.ts';

export function reviewScreen(app: App): HTMLElement[] {
  const { state } = app;
  const programme = state.programme!;
  const topics = topicsOf(programme.form, state.answers);
  const { answers } = collected(state, programme);
  const problems = problemsOf(state, programme, 'all');
  const waiting = new Set(unsent(state, programme).map((question) => question.id));
  const letters = planAll(state, programme);
  const empty: HTMLElement[] = [];
  const running = state.sending?.isUnfinished === true;
  return [
    progress(app, topics.length, topics.length),
    h('h1', {}, app.t('review-title')),
    problems.length > 0 && faults(app, problems),
    ...topics.flatMap((topic) => {
      const lines = topic.questions.flatMap((question) => {
        const answer = answers.get(question.id);
        if (answer === undefined) return [];
        const texts = answerLines(app, question, answer, state.files.get(question.id) ?? []);
        const isSent = !waiting.has(question.id);
        return [
          h('dt', {}, app.say(question.label), isSent && h('span', { class: 'sent' }, app.gap + app.t('review-sent'))),
          ...texts.map((line) => h('dd', {}, line)),
        ];
      });
      const title = app.say(topic.title);
      if (lines.length === 0) {
        empty.push(h('li', {}, button(title, () => app.go({ is: 'topic', id: topic.id }), 'quiet')));
        return [];
      }
      return h(
        'section',
        { class: 'answers' },
        h('h2', {}, title),
        h('dl', {}, lines),
        h(
          'button',
          { type: 'button', class: 'button quiet', 'aria-label': app.t('review-change-topic', { topic: title }), onclick: () => app.go({ is: 'topic', id: topic.id }) },
          app.t('review-change'),
        ),
      );
    }),
    empty.length > 0 && h('section', { class: 'answers', 'aria-labelledby': 'empty' }, h('h2', { id: 'empty' }, app.t('review-empty')), h('ul', { class: 'bare' }, empty)),
    running
      ? h('div', { class: 'note' }, h('p', {}, app.t('review-running')), button(app.t('review-look'), () => app.go({ is: 'send' }), 'main'))
      : letters.length === 0
        ? h('p', { class: 'note good' }, app.t('review-all-sent'))
        : problems.length > 0
          ? h('p', { class: 'note' }, app.t('review-mend'))
          : h(
              'div',
              { class: 'card' },
              h('p', {}, lengthText(app, letters)),
              h(
                'div',
                { class: 'steps' },
                button(app.t('review-send'), () => startSending(app, letters, false), 'main'),
                button(app.t('review-carry'), () => startSending(app, planAll(state, programme), true)),
              ),
              h('p', { class: 'help' }, app.t('review-carry-what')),
            ),
    tools(app),
  ].filter((item): item is HTMLElement => item !== false);
}

function faults(app: App, problems: readonly Problem[]): HTMLElement {
  const { form } = app.state.programme!;
  return h(
    'section',
    { class: 'note danger', 'aria-labelledby': 'faults' },
    h('h2', { id: 'faults' }, app.t('review-faults', { count: problems.length })),
    h(
      'ul',
      { class: 'bare' },
      problems.flatMap((problem) => {
        const question = form.question(problem.question);
        if (question === undefined) return [];
        const topic = topicOf(form, question.id);
        return [
          h('li', {},
            button(app.say(question.label), () => {
              app.state.shownFaults.add(topic);
              app.go({ is: 'topic', id: topic });
            }, 'quiet'),
            ' ',
            problemText(app, question, problem),
          ),
        ];
      }),
    ),
  );
}

function lengthText(app: App, letters: readonly PlannedLetter[]): string {
  const size = (letter: PlannedLetter): number => letterLength(letter.files.map((file) => ({ size: file.attachment.length })));
  try {
    const sizes = letters.map(size);
    const total = sizes.reduce((sum, bytes) => sum + bytes, 0);
    return app.t(letters.length > 1 ? 'review-length-two' : 'review-length', {
      size: sizeText(app.state.language, total),
      first: sizeText(app.state.language, sizes[0]!),
    });
  } catch (error) {
    if (error instanceof ProtocolError) return app.t('seal-too-large');
    throw error;
  }
}
