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
problem-too-many-files = At most { $max } files.
problem-too-many-rows = At most { $max } rows.
problem-too-long = At most { $max } characters.
problem-unknown-column = There is no such column.
problem-unknown-option = Choose from the list.
problem-unknown-question = The form has no such question.
problem-wrong-kind = This answer does not fit the question.
