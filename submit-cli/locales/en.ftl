# The words of the tool `sealpost`.
#
# Whoever reads them may be afraid, tired, and watched. Plain and calm; no jokes, no blame, no
# exclamation marks. Say what happens next. Names of commands and options are not translated.

## Answering

prompt-answer = >{" "}
prompt-more = ..{" "}
prompt-number = Number, 1 to { $count }:{" "}
prompt-numbers = Numbers between 1 and { $count }, with spaces between them (0 for none):{" "}
prompt-yes-no = 1 yes, 2 no:{" "}
prompt-country = Name of the country, or its two letters:{" "}
prompt-country-listed = Number, or the name of another country:{" "}
prompt-file = File (Enter when there are no more):{" "}
wrong-number = Please type one number between 1 and { $count }.
wrong-numbers = Please type numbers between 1 and { $count }, with spaces between them.
wrong-yes-no = Please type 1 for yes or 2 for no.
wrong-country = No country of this name was found. Its name in English or its two-letter code will do too.
wrong-country-similar = Did you mean one of these? { $names }
wrong-summary = Please type 0, or a number between 1 and { $count }.
words-yes = yes y yeah
words-no = no n
answer-so-far = Your answer so far:
options-chosen = An asterisk marks what you chose. Enter leaves it as it is.
question-is-needed = This answer is needed. If you cannot give it now, type :s and come back to it later.
how-long-text = Write as many lines as you need. A full stop alone on a line ends your answer.
how-long-text-again = Enter leaves it as it is. To write it anew, begin typing; a full stop alone on a line ends your answer.
long-text-length = Your text has { $count } characters. The rest can follow later with sealpost follow-up.
long-text-cut = Keep the beginning, as much as fits
long-text-anew = Write it anew
how-files = Type the path of a file, or drag the file here. To take one out again, type a minus and its number. { $count ->
    [one] One file at most, up to { $limit }.
   *[other] At most { $count } files, each up to { $limit }.
 }
files-full = No more files fit into this answer.
files-no-such = There is no file of this number.
table-done = That is all
table-add = Add a row
table-remove = Take out the last row
table-row = Row { $number }

## Commands

command-back = back
command-back-meaning = one question back
command-skip = skip
command-skip-meaning = leave this question for now
command-save = save
command-save-meaning = save a draft that only your receipt can open
command-send-now = send
command-send-now-meaning = send the most urgent answers now, the rest later
command-quit = quit
command-quit-meaning = stop
commands-title = Instead of an answer you can always type:
commands-help = A question mark shows this again.
command-unknown = This is not one of the commands; a question mark shows them. To write a text that begins with a colon, put a space after it and write on.
command-not-here = This command has no meaning here.
nothing-before = This is the first question.

## Asking

ask-welcome = Request to { $name }
choose-programme = What do you need?
programme-closed = { $title } (closed)
programme-not-yet = { $title } (opens on { $day })
programme-other-language = The questions of this programme are not available in the language you chose. They follow in { $language }.
ask-how = Your answers stay on this computer until you send them. They are then sealed so that only the organisation can open them.
outside-may-go-on = You may still go on and send your request.
outside-go-on = Go on
outside-stop = Stop; nothing is sent
quit-how = Nothing has been sent that you did not send. What shall happen to your answers?
quit-save = Save a draft and stop
quit-discard = Stop and forget them
quit-stay = Go on answering
send-now-what = Only the most urgent answers are sent now. The rest can follow under the same receipt.
send-now-already = The first answers are already on their way. Answer the rest; it will be sent at the end.
send-now-nothing = There is no urgent answer yet that could be sent.
send-now-done = The most urgent answers have been sent.
send-now-go-on = Go on with the rest now
send-now-save = Save a draft of the rest and stop
send-now-stop = Stop here
summary-title = Please read your answers once more:
summary-empty = (no answer)
summary-sent = (already sent)
summary-send = To change an answer, type its number. To seal and send everything, type 0.
summary-prompt = 0 to send, or a number:{" "}
summary-mend = Before it can be sent, the answers named above are still needed. Type the number of one. With :n you can send the most urgent answers at once.
summary-prompt-mend = Number:{" "}

## Drafts

draft-prompt = File name (Enter for { $path }):{" "}
draft-replace = There is a file { $path } already. Replace it?
draft-saved = Saved as { $path }. Only your receipt opens it: sealpost ask --draft { $path }
draft-nothing = There is nothing to save yet.
draft-kept = The form has changed since this draft was saved, and has no place for what follows. It is not sent with your answers, but stays in every draft that you save. What matters you can write into another answer.

## Receipts

receipt-title = Your receipt
receipt-what = These 12 words, or the 12 numbers beside them, are the only way to read the answer and to add anything later. They say nothing about you. Whoever has them can read your answer, and nobody can give you new ones.
receipt-write-down = Write the words or the numbers on paper, in this order. Do not photograph them, and do not keep them where someone may look.
receipt-type-back = Now type them as you wrote them down, with spaces between them. Enter shows them again; 0 goes on without this check.
receipt-prompt = Receipt:{" "}
receipt-right = This is right. The receipt is no longer on the screen; keep the paper safe.
receipt-another = This is a valid receipt, but not this one. Compare every word with the list.
receipt-look-at = Look at place { $position } first.
receipt-try-again = Please try again. Enter shows the receipt again; 0 goes on without this check.
receipt-skip-sure = Without the right receipt you cannot read the answer. Go on without checking what you wrote down?
receipt-skipped = Not checked. Make sure that you have the 12 words or numbers before you close this window.
receipt-enter = Type the 12 words or numbers of your receipt, with spaces between them.

## Files and what they tell

file-found = { $name }, { $size }, { $type }
file-no-traces = No place, device or author was found inside this file.
file-unknown-traces = This tool cannot look inside this kind of file. It may hold the name of its author, a place or a time.
file-traces = Besides its content, this file tells:
file-traces-stay = This tool cannot take that out of this kind of file.
file-choice = Shall this be sent too? Sometimes it is evidence, sometimes it puts someone in danger. Your own file is not changed in any case.
file-remove = Send a copy without it
file-keep = Send the file as it is
file-removed = A copy without it will be sent. Your own file is unchanged.
file-kept = The file will be sent as it is.
trace-position = Position
trace-time = Time
trace-device = Device
trace-serial = Serial number
trace-author = Author
trace-title = Title
trace-comment = Description
trace-software = Program
trace-other = Hidden data (previews, earlier versions or the like)

## Sealing and sending

letter-kept = Sealed: { $path }
seal-next = Nothing has been sent. When you are connected: sealpost send { $path }
sending = Sending { $size }
sending-to = To the relay “{ $name }” …
sent = The relay has your letter, complete and undamaged.
outbox-remains = Sent, but the sealed copy could not be removed: { $path }
next-title = What happens next
next-by = The organisation answers by { $time }.
next-how = Look for the answer with your receipt: sealpost replies
next-none = If there is nothing by then:
next-follow-up = To add something: sealpost follow-up
moment = { $weekday }, { $day }, { $hour } ({ $zone })
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

## Trusting an organisation

trust-name = Organisation: { $name }
trust-fingerprint = Its fingerprint, as words and as numbers:
trust-compare = Compare it with a fingerprint that you have from somewhere else: a leaflet, another website, a person you trust. If a single word differs, the file is not from this organisation.
trust-question = Is every word, or every number, the same?
trust-changed = You trusted this organisation before, with another fingerprint. Believe the new one only if you have it from a safe source.
trust-already = You already trust { $name }. The newest file is stored.
trust-done = You trust { $name } now. Later files are checked by themselves.
warn-relay-older = The relay “{ $name }” shows something older than what you have seen. It was not used.
warn-relay-wrong = The relay “{ $name }” shows something that the organisation did not sign. It was not used.
warn-stale-works = You can go on: what you seal now can still be opened.

## The offline form

form-written = Fill in the form with any editor, save it as text, then: sealpost seal FILE
form-fault-boxes = Leave the lines with brackets as they are, and mark only what may be marked.
form-fault-comment = Line { $line } begins with a number sign, but is none of the explanations. If it is your text, put a space before the sign; if not, delete the line.
form-fault-question = Line { $line } names a question that the form does not have, or one for the second time.

## Replies

replies-none = Nothing is there for this receipt yet. That can have several reasons: the organisation has not fetched your letter yet (it works on computers without a network, so this takes hours, not minutes), an answer was removed after 90 days, or a word or number of the receipt is not the right one. Look again in some hours. If the promised time is over, turn to the contact that you were given when you sent it.
replies-earlier = { $count ->
    [one] One earlier reply or part is on the board.
   *[other] { $count } earlier replies or parts are on the board.
 } To fetch them too: sealpost replies --earlier. Each fetch tells the relay a little more.
reply-answer = Answer of { $day }
reply-acknowledgement = Acknowledgement of { $day }
reply-part = Part { $number } of { $of }
reply-proven = Proven: only the organisation could have written this, and only for your receipt.
reply-unproven = Something lies there for this receipt whose origin cannot be proven. It is not shown.
reply-due = The organisation promises an answer by { $time }.
reply-expires = It is removed from the board on { $day }. Copy what you need.
reply-parcel = With a file: { $name }, { $size }. To fetch it: sealpost replies --save FOLDER
parcels-none = No file came with these replies.
parcels-linkable = A file meant for you alone can be told apart: the relay sees that the same person fetches replies and this file. Over Tor it does not see who.
parcels-sure = Fetch the files?
parcel-saved = Saved: { $path }

## Follow-ups

follow-up-text = Write what you want to add. A full stop alone on a line ends the text.
follow-up-long = The text has reached its greatest length and ends here.
follow-up-files = Files to add, one at a time:
follow-up-sure = Seal and send this?
follow-up-next = Look for the answer with your receipt: sealpost replies

## Errors: one sentence; the hint says what can be done

error-attachment-changed = A file changed while it was being sealed, or was taken away.
hint-attachment-changed = Leave the files where they are and try again.
error-attachment-kind = A file of this kind is not accepted for this question.
error-attachment-too-large = This file is larger than { $limit }.
hint-attachment-too-large = Send a part of it, or a smaller version; further files can follow with sealpost follow-up.
error-board = What the relay shows as replies is not signed by the organisation, or is damaged.
hint-board = Try again later, or over another connection. Nothing of it was used.
error-certificate = This file holds no certificate.
hint-certificate = Give the relay's certificate in PEM or DER form, as its operator handed it out.
error-draft = This draft does not open with this receipt, or it is damaged.
hint-draft = A draft opens only with the receipt under which it was begun.
error-draft-foreign = This draft belongs to another organisation, or to a programme that no longer exists.
hint-draft-foreign = Name the organisation with --organisation.
error-end-of-input = The input ended before everything was answered; nothing was sent.
hint-end-of-input = Start again, and save a draft with :d when you need a pause.
error-exists = There is already a file { $path }.
hint-exists = Choose another name, or move the file away first.
error-fingerprint-differs = The fingerprint is not the same; the organisation file was not accepted.
hint-fingerprint-differs = Do not send anything. Get the file from another place, and compare again.
error-fingerprint-unreadable = This is not a fingerprint.
hint-fingerprint-unreadable = Give all 8 words or all 8 numbers, in quotation marks.
error-form-foreign = This is not a form of the organisation you trust.
hint-form-foreign = Make a form with sealpost form, and leave its line with @form as it is.
error-form-problems = { $count ->
    [one] One thing in the form must be mended; nothing was sealed.
   *[other] { $count } things in the form must be mended; nothing was sealed.
 }
hint-form-problems = Mend what is named above in the same file, then seal it again.
error-letter = { $path } is not a sealed letter, or it was cut off.
hint-letter = Seal it again; only whole sealed letters are sent.
error-letter-too-large = The answers and files together are larger than a letter may be.
hint-letter-too-large = Send fewer files now, and the others with sealpost follow-up.
error-nothing-found = Nothing waits for this receipt.
error-nothing-to-send = There is nothing to send.
hint-nothing-to-send = Name a sealed letter, or write something first.
error-not-sent = No relay took the letter now; it is kept sealed as { $path }.
hint-not-sent = Go on later, where it broke off: sealpost send { $path }
error-not-text = The text is not readable.
hint-not-text = Save it as text in UTF-8.
error-not-trusted = No organisation is trusted yet.
hint-not-trusted = Begin with: sealpost trust --relay ADDRESS
error-organisation-older = This organisation file is older than the one you have; it was not accepted.
hint-organisation-older = The one you have still works. Try another relay.
error-organisation-other-root = This file is not signed by the organisation that you trust.
hint-organisation-other-root = Do not use it. Ask the organisation by a way that you trust.
error-organisation-signature = The signature of the organisation file is not valid.
hint-organisation-signature = The file was changed or damaged on the way. Get it from another place.
error-organisation-unreadable = This is not an organisation file, or it is damaged.
hint-organisation-unreadable = Check the address, or get the file from another place.
error-parcel = The file is not what the reply says; it was not saved.
hint-parcel = Try again, or ask the organisation with sealpost follow-up.
error-programme = There is no programme “{ $name }”.
hint-programme = Leave out --programme to choose from a list.
error-programme-closed = This programme takes no requests at this time.
error-read = { $path } cannot be read ({ $reason }).
hint-read = Check the name and that the file is there.
error-receipt-checksum = A word or number is not right, or two have changed places.
error-receipt-count = There are { $found } words or numbers instead of { $expected }.
error-receipt-source = The file or descriptor with the receipt cannot be read.
error-receipt-word = The word or number at place { $position } is not one of a receipt.
hint-receipt = Compare every word or number with what you wrote down.
hint-receipt-source = Give a text file with the 12 words or numbers.
error-relay-answer = The relay answered something that makes no sense.
hint-relay-answer = Check the address, or try again later.
error-relay-certificate = The relay shows a certificate that this tool has no reason to trust.
hint-relay-certificate = If the relay has a certificate of its own, give it with --certificate FILE, as its operator handed it out. Otherwise someone may be in between: do not send, and try over Tor or another connection.
error-relay-checksum = The relay did not confirm the letter as it was sent.
hint-relay-checksum = Send it again; another relay may do better.
error-relay-refused = The relay does not take it now (code { $status }).
hint-relay-refused = Try again later.
error-relay-unreachable = The relay cannot be reached.
hint-relay-unreachable = Check the connection. Where relays are blocked, Tor may help: --socks5 127.0.0.1:9050
error-relay-url = This is not the address of a relay that can be used.
hint-relay-url = An address begins with https://; an .onion address also needs --socks5 HOST:PORT.
error-seal = Sealing failed; nothing was written.
hint-seal = Try again; if it fails again, get a newer organisation file with sealpost trust.
error-several-organisations = You trust more than one organisation.
hint-several-organisations = Name the one you mean: --organisation NAME
error-socks5 = The proxy's address is not of the form HOST:PORT.
hint-socks5 = For Tor it is mostly --socks5 127.0.0.1:9050
error-stopped = Stopped.
error-terminal = The terminal cannot be used.
hint-terminal = Try another terminal, or the offline form: sealpost form
error-unknown-organisation = No trusted organisation is called “{ $name }”.
error-write = { $path } cannot be written ({ $reason }).
hint-write = Check that there is room, and that you may write there.
