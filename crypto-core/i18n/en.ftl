# What every program says in the same words.

answer-yes = Yes
answer-no = No
answer-safe-hours = Safe hours: { $text }
answer-never = Never: { $text }

problem-bad-country = Give the country's name or its two letters.
problem-bad-currency = Give a currency that is accepted here, as three letters.
problem-bad-date = Give the year first: 2026-11-23, or 2026-11, or 2026.
problem-bad-money = Give an amount and a currency, such as 1200.50 USD.
problem-bad-yes-no = Answer yes or no.
problem-consent-needed = Without your consent to this we cannot go on.
problem-contact-incomplete = Give both: the channel, and your number, address or name there.
problem-file-too-large = The file is larger than { $megabytes } MB.
problem-file-type = This kind of file is not accepted here.
problem-hidden = This question no longer applies; its answer is not sent.
problem-missing = This question needs an answer.
problem-repeated = Something is listed twice.
problem-too-many-files = At most { $max ->
    [one] one file.
   *[other] { $max } files.
 }
problem-too-many-rows = At most { $max ->
    [one] one row.
   *[other] { $max } rows.
 }
problem-too-long = At most { $max } characters.
problem-unknown-column = There is no such column.
problem-unknown-option = Choose from the list.
problem-unknown-question = The form has no such question.
problem-wrong-kind = This answer does not fit the question.

stale-clock-behind = The clock of this device seems to be wrong. Your letter can still be sealed and read.
stale-expired = This copy of the organisation's file should have been replaced since { $day }. Your letter can still be sealed and read; get a newer copy when it is safe to.
stale-no-period = The organisation's reserve key is used, because no key in this copy is meant for today. Your letter can be read, but it may take longer.

lack-expires-soon = The file expires within two weeks: { $place }.
lack-intake-gap = No intake key covers { $place }: letters of that day would be sealed to the fallback key.
lack-invalid = Readers would refuse the file: { $place }.
lack-missing-text = A text is missing: { $place }.
lack-no-desk = No desk is listed, so that no reply could be published.
lack-no-first-cry = { $place }: an answer is promised soon, but no question belongs to the first cry for help.
lack-no-next-root = No next root key is announced: a lost root key could not be replaced.
lack-no-programme = There is no programme to ask for.
lack-no-relay = There is no address to send letters to. { $place }
lack-one-relay = { $place } is the only relay: if it is blocked or seized, no letter arrives.
lack-unknown-country = There is no such country code: { $place }.
