// A country: those of the programme first.

import { countriesIn } from '../../protocol/country.ts';
import { h } from '../element.ts';
import type { Slot } from '../fields.ts';

export function countryControl(slot: Slot): HTMLElement {
  const { app, question } = slot;
  const { language, programme } = app.state;
  const chosen = slot.get();
  const covered = programme?.countries ?? [];
  const all = countriesIn(language);
  const option = (country: (typeof all)[number]): HTMLElement =>
    h('option', { value: country.code, selected: country.code === chosen }, country.name);
  const first = all.filter(({ code }) => covered.includes(code));
  const others = all.filter(({ code }) => !covered.includes(code));
  const select = h(
    'select',
    {
      id: slot.id,
      autocomplete: 'off',
      'aria-describedby': slot.describedBy,
      'aria-required': question.required,
      onchange: () => slot.set(select.value === '' ? undefined : select.value),
    },
    h('option', { value: '' }, app.t('choose')),
    first.length === 0
      ? all.map(option)
      : [
          h('optgroup', { label: app.t('countries-covered') }, first.map(option)),
          h('optgroup', { label: app.t('countries-others') }, others.map(option)),
        ],
  );
  return select;
}
