// A table, one row after the other: a grid would not fit a small screen.

import type { Cell, Row } from '../../protocol/answer.ts';
import type { Question } from '../../protocol/form.ts';
import { button, FORGETFUL, freshId, h } from '../element.ts';
import type { Slot } from '../fields.ts';
import { dateControl } from './date.ts';
import { moneyControl } from './money.ts';

export function tableControl(slot: Slot): HTMLElement {
  const { app, question } = slot;
  const list = h('div', { class: 'rows' });
  const rows = (): Row[] => {
    const answer = slot.get();
    return Array.isArray(answer) ? answer.filter((row): row is Row => row instanceof Map) : [];
  };
  const draw = (): void => {
    list.replaceChildren(
      ...rows().map((row, at) =>
        h(
          'fieldset',
          { class: 'row' },
          h('legend', {}, app.t('table-row', { number: at + 1 })),
          question.columns.map((column) => cellControl(slot, column, row)),
          button(app.t('table-remove', { number: at + 1 }), () => {
            const left = rows().filter((other) => other !== row);
            slot.set(left.length === 0 ? undefined : left);
            draw();
            add.focus();
          }, 'quiet'),
        ),
      ),
    );
    add.hidden = rows().length >= question.maxCount;
  };
  const add = button(app.t('table-add'), () => {
    slot.set([...rows(), new Map()]);
    draw();
    list.querySelector<HTMLElement>('fieldset:last-of-type input, fieldset:last-of-type select')?.focus();
  });
  draw();
  return h('div', {}, list, add);
}

function cellControl(slot: Slot, column: Question, row: Row): HTMLElement {
  const { app } = slot;
  const id = freshId(column.id);
  const cell: Slot = {
    app,
    question: column,
    id,
    describedBy: '',
    get: () => row.get(column.id),
    set: (value) => {
      if (value === undefined) row.delete(column.id);
      else row.set(column.id, value as Cell);
      slot.set(slot.get());
    },
  };
  const label = app.say(column.label);
  if (column.kind === 'date' || column.kind === 'money') {
    const control = column.kind === 'date' ? dateControl(cell) : moneyControl(cell);
    return h('fieldset', { class: 'cell' }, h('legend', {}, label), control);
  }
  const value = cell.get();
  const current = typeof value === 'string' ? value : '';
  const update = (): void => cell.set(control.value === '' ? undefined : control.value);
  const control =
    column.kind === 'one-of'
      ? h(
          'select',
          { id, autocomplete: 'off', onchange: update },
          h('option', { value: '' }, app.t('choose')),
          column.options.map((option) =>
            h('option', { value: option.id, selected: option.id === current }, app.say(option.label)),
          ),
        )
      : h('input', { ...FORGETFUL, id, type: 'text', value: current, oninput: update });
  return h('div', { class: 'cell' }, h('label', { for: id }, label), control);
}
