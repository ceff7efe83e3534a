# The blank form: what the submitter's tool and the desk write in the same words.

question-needed = (needed)
question-free = (may be left empty)
question-careful = Careful:
how-date = A date such as 2026-11-23. Only the month (2026-11) or the year (2026) is fine too.
how-money = Amount and currency, such as 1500 USD.
how-money-of = Amount and currency, such as 1500 USD. Possible here: { $currencies }
contact-channel = Means of contact (Signal, e-mail, phone …):
contact-handle = Number, address or name there:
contact-safe-hours = When is it safe to contact you there?
contact-never = What must we never send or say there?
form-how =
    Lines that begin with a number sign explain; leave them as they are.
    Write each answer below the line with the at sign, and leave that line as it is.
    In a list, write an x between the brackets.
    Then seal the form, without any network: sealpost seal FILE
    This file is not sealed. Delete it as soon as you have sealed it.
form-how-one = Write an x between the brackets of one line.
form-how-some = Write an x between the brackets of every line that is true.
form-how-country = Name of the country, or its two letters.
form-countries = This programme covers: { $names }
form-how-table = One row on each line, with a bar between the columns:
form-how-files = { $count ->
    [one] The path of one file, up to { $limit }.
   *[other] The path of one file on each line. At most { $count } files, each up to { $limit }.
 }
form-yes = Yes
form-no = No
form-only-if = Only if you answered “{ $question }” with: { $answers }
form-only-if-fits = Only if it applies to you.
