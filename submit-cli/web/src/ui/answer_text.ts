// Answers as they are read over before sealing.

import { isContact, isMoney, type Answer, type Cell } from '../protocol/answer.ts';
import { countryName } from '../protocol/country.ts';
import type { Question } from '../protocol/form.ts';
import type { App } from './app.ts';
import type { HeldFile } from './state.ts';
import { dayText, monthNames, sizeText } from './texts.ts';

/** Lines of text. */
export function answerLines(app: App, question: Question, answer: Answer, files: readonly HeldFile[]): string[] {
  const { language } = app.state;
  const optionText = (id: unknown): string => {
    const option = question.options.find((candidate) => candidate.id === id);
    return option === undefined ? String(id) : app.say(option.label);
  };
  switch (question.kind) {
    case 'one-of':
      return [optionText(answer)];
    case 'some-of':
      return Array.isArray(answer) ? answer.map(optionText) : [];
    case 'yes-no':
    case 'consent':
      return [app.t(answer === true ? 'answer-yes' : 'answer-no')];
    case 'date':
      return [dateText(app, String(answer))];
    case 'country':
      return [countryName(String(answer), language)];
    case 'money':
      return isMoney(answer) ? [`${answer.amount} ${answer.currency}`] : [];
    case 'contact':
      return isContact(answer)
        ? [
            app.t('contact-line', { channel: answer.channel, handle: answer.handle }),
            ...(answer.safe_hours === undefined ? [] : [app.t('answer-safe-hours', { text: answer.safe_hours })]),
            ...(answer.never === undefined ? [] : [app.t('answer-never', { text: answer.never })]),
          ]
        : [];
    case 'files':
      return files.map((file) => `${file.attachment.name} (${sizeText(language, file.attachment.length)})`);
    case 'table':
      return Array.isArray(answer)
        ? answer.map((row) => (row instanceof Map ? rowText(app, question, row) : ''))
        : [];
    default:
      return [String(answer)];
  }
}

function rowText(app: App, question: Question, row: ReadonlyMap<string, Cell>): string {
  const cells = question.columns.flatMap((column) => {
    const cell = row.get(column.id);
    if (cell === undefined) return [];
    const text = answerLines(app, column, cell, []).join(', ');
    return [app.t('cell-line', { column: app.say(column.label), text })];
  });
  return cells.join(app.t('cell-separator'));
}

/** A year, a month or a day, spelled out. */
function dateText(app: App, date: string): string {
  const [year, month, day] = date.split('-');
  if (month === undefined) return date;
  if (day === undefined) {
    const name = monthNames(app.state.language)[Number(month) - 1];
    return name === undefined ? date : app.t('date-month-of', { month: name, year: year! });
  }
  return dayText(app.state.language, date);
}
