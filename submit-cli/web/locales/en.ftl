# The words of the page.
#
# Whoever reads them may be afraid, tired, and watched. Plain and calm; no jokes, no blame, no exclamation
# marks. Say what happens next.

page-title = Form
language = Language
skip = To the text
leave = Leave now
back = Back
next = Continue
next-anyway = Go on without it
back-to-questions = Back to the questions
choose = Please choose
size-kilobytes = { $amount } KB
size-megabytes = { $amount } MB
moment = { $day }, { $hour } your time ({ $zone })

## The first screen

welcome-title = Write to { $name } safely
welcome-lead = What you write here is sealed on this device. Only the organisation can open it; no one on the way can.
welcome-keep-open = Please use the buttons on this page, not the back key of the phone: closing the page forgets what you wrote. Nothing here runs out of time.

stays-title = What stays on this device
stays-nothing-what = Your answers do not stay.
stays-nothing-do = They are kept only while this page is open. There are no cookies and nothing is stored.
stays-history-what = Your visit may stay in the browser’s history.
stays-history-do = Open this page in a private window, or delete the last hour from the history afterwards.
stays-network-what = Your network can see that you visit this address, but not what you write.
stays-network-do = Tor Browser hides the address too, but the network sees that you use Tor.
stays-downloads-what = Drafts and other files that you save stay in the downloads.
stays-downloads-do = Delete them there, and from the bin, when you no longer need them.
stays-keyboard-what = A phone’s keyboard may learn your words.
stays-keyboard-do = If you can, switch off its learning and its cloud suggestions, or use another keyboard.
stays-leave = “Leave now”, always at the top, clears everything at once and shows the weather.

ways-title = What would you like to do?
way-ask = Ask for help
way-ask-sure = What you wrote so far has not been saved. Begin anew?
way-on = Go on where you were
way-replies = Read the answer, or add something
way-draft = Go on with a saved draft
way-carry = Send a sealed file

fingerprint-title = Is this page the right one?
fingerprint-what = Compare these eight words with those you got from { $name } in another way: on paper, from a person you trust, on another website. If one word differs, do not use this page.
fingerprint-numbers = The same as numbers:

## What to ask for

programmes-title = What do you need?
programme-choose = Begin: { $title }
programme-closed = This has been closed since { $day }.
programme-not-yet = This opens on { $day }.
programme-other-language = These questions are not available in your language. They follow in this one: { $language }.

## Asking

progress = Part { $number } of { $count }
needed = (needed)
careful = Careful:
take-back = Take this answer back
count = { $length } of { $max } characters
faults = { $count ->
    [one] One answer needs a look. You can also go on without it for now.
   *[other] { $count } answers need a look. You can also go on without them for now.
 }
problem-bad-country = Please choose a country.
problem-bad-currency = Please give a currency as three letters, such as USD.
problem-bad-date = Please give at least the year, with four digits; the date must exist.
problem-bad-money = Please write the amount in digits, such as 1200.50.
problem-in-cell = Row { $row }, { $column }: { $problem }
date-year = Year
date-year-such-as = 2026
date-month = Month
date-day = Day
date-unknown = not known
date-month-of = { $month } { $year }
money-amount = Amount
money-currency = Currency
countries-covered = Covered by this programme
countries-others = Other countries
contact-channel = Means of contact (Signal, e-mail, phone …)
contact-handle = Your number, address or name there
contact-safe-hours = When is it safe to contact you there?
contact-never = What must we never send or say there?
contact-line = { $channel }: { $handle }
cell-line = { $column }: { $text }
cell-separator = {"; "}
table-row = Row { $number }
table-add = Add a row
table-remove = Take out row { $number }
tools-title = At any time
tool-urgent = Send the most urgent now, the rest later
tool-save = Save a draft
tool-review = Read over and send
tool-receipt = Show my receipt

## Files

files-choose = Choose files
files-limit = { $count ->
    [one] One file, up to { $size }.
   *[other] At most { $count } files, each up to { $size }.
 }
files-reading = Looking at { $name } …
files-remove = Take out { $name }
files-full = { $name } was not added: at most { $max } files fit here. You can send more afterwards, as an addition.
files-too-large = { $name } was not added: it has { $size }, and { $limit } is the most. A smaller copy, a part of it or a photo of it will do. Your answers are all still here.
files-wrong-type = { $name } was not added: this kind of file is not accepted here. A photo or a PDF of it may do. Your answers are all still here.
files-unreadable = { $name } cannot be read. Please choose it again. Your answers are all still here.
traces-none = No place, device or author was found inside this file.
traces-unknown = This page cannot look inside this kind of file. It may hold the name of its author, a place or a time.
traces-found = Besides its content, this file tells:
traces-stay = Besides its content, this file tells the following, and this page cannot take it out:
traces-choice = What shall be sent? Your own file is not changed.
traces-stripped = A copy without this (safer)
traces-kept = The file as it is (it may count as evidence)
trace-position = Position:
trace-time = Time:
trace-device = Device:
trace-serial = Serial number:
trace-author = Author:
trace-title = Title:
trace-comment = Description:
trace-software = Program:
trace-other = Hidden data (previews, earlier versions or the like)

## The receipt

receipt-title = Your receipt
receipt-what = You read our answer with this receipt, and add to your letter with it. Nobody can give you a new one.
receipt-spelling = Show it as
receipt-as-words = 12 words
receipt-as-numbers = 12 numbers
receipt-paper = Write it down on paper, in this order. Words or numbers: one of the two is enough.
receipt-no-photo = Do not photograph it and do not keep it on the phone.
receipt-secret = It says nothing about you. But whoever has it can read our answer: keep it where no one looks.
receipt-written = I have written it down
receipt-later = Go on, I will do it later
type-back-title = Is it right on your paper?
type-back-why = Enter what you wrote down. This makes sure that you can read our answer later. Tap the keys below; nothing passes through your keyboard.
type-back-right = Right. Keep the paper safe; you will need it to read our answer.
type-back-show = Show the receipt again
type-back-skip = Go on without this check
entry-spelling = What is on your paper?
spelling-numbers = 12 numbers
spelling-english = 12 English words
spelling-simplified-chinese = 12 Chinese characters
spelling-french = 12 French words
entry-type-here = Letters or digits typed so far
entry-now = { $number }.
entry-slot = Place { $number }: { $word }
entry-slot-empty = Place { $number }: empty
entry-hint-letters = Tap the first two letters of the word.
entry-hint-pinyin = Tap the beginning of the sound in Pinyin, without the tone.
entry-hint-tap = Now tap the word. One more letter shortens the list.
entry-hint-none = No word begins like this. Delete a letter.
entry-hint-numbers = Tap the four digits of the number.
entry-hint-full = All twelve are there. To change one, tap it.
entry-back = Delete
entry-too-high = The numbers go from 0000 to 2047. Please look at this one again.
entry-differs = { $count ->
    [one] This place differs from your receipt: { $numbers }. Tap it to change it, or look at the receipt again.
   *[other] These places differ from your receipt: { $numbers }. Tap one to change it, or look at the receipt again.
 }
entry-wrong = This is not a receipt yet: one word or number is wrong, or two have changed places. Compare each with your paper; tap one to change it.
entry-unknown-word = The word or number at place { $position } does not belong to a receipt. Please compare it with your paper.
entry-wrong-count = There are { $found } words or numbers; a receipt has { $expected }.
entry-line = Type or paste it in one line instead
entry-line-how = Your keyboard may remember what you type here.
entry-line-take = Use this

## The first cry

urgent-title = The most urgent first
urgent-what = What you answer here goes at once, in a small letter that also gets through on a bad connection. Everything else can follow later under the same receipt.
urgent-rest = { $count ->
    [one] Then send by itself the one other answer that I have given so far.
   *[other] Then send by itself the { $count } other answers that I have given so far.
 }
urgent-send = Seal and send now

## Reading over

review-title = Please read it over
review-faults = { $count ->
    [one] One answer is still missing or needs a look
   *[other] { $count } answers are still missing or need a look
 }
review-empty = Left empty
review-change = Change
review-change-topic = Change: { $topic }
review-sent = (already sent)
review-mend = Once the answers named at the top are in order, everything can be sent. The most urgent part can be sent right away, with the button below.
review-length = Sealed, your letter has { $size }. So many letters have this size that it tells nothing about yours.
review-length-two = Your letter has { $size } sealed. A first, small part of { $first } goes ahead, so that the most urgent arrives soon; the rest follows by itself.
review-send = Seal and send
review-carry = Seal and save as a file
review-carry-what = A sealed file can be carried to another device and sent from there. Nobody but the organisation can open it, not even you.
review-all-sent = Everything you wrote has been sent.
review-running = Earlier answers are still being sent.
review-look = See how far it is

## Sealing and sending

send-title = Sealing and sending
send-title-seal = Sealing
send-sealing = Sealing on this device …
send-sending = Sending to { $relay } …
send-paused = Paused. What has arrived is kept; it goes on from there.
send-failed = It has not arrived yet.
send-not-sealed = It was not sealed, and nothing was sent.
send-part-first = (letter { $number } of { $count }: the most urgent)
send-part-rest = (letter { $number } of { $count }: the rest)
send-amount = { $done } of { $total }
send-waiting = It did not get through just now. The next try is in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
 }, by itself.
send-waiting-busy = The server is busy and asks to wait. The next try is in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
 }, by itself.
send-keep-open = Please keep this page open until it says that the letter has arrived.
send-pause = Pause
send-go-on = Go on
send-again = Try again
send-save = Save the sealed letter as a file
send-saved = Saved in the downloads.
send-no-relay = This page knows no address to send to from here. Save the sealed letter as a file and send it from another device.
send-failed-kept = Nothing is lost: your answers and the sealed letter are still here. Try again, also over another connection, or save the sealed letter and send it later.
relay-too-large = takes no letters of this size. Take out large files and send them later in parts, or save the sealed letter and have it carried.
relay-busy = has too much to do. Please try again in { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
 }.
relay-unavailable = is out of service at the moment. Please try again in { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
 }.
relay-no-room = has no room at the moment. Please try again in an hour.
relay-not-found = no longer has what was asked for. Please try again.
relay-no-answer = does not answer. Check the connection, or try over Tor Browser.
relay-refused = does not take it (code { $status }). Please try again later.
relay-wrong-hash = did not keep the letter as it was sent. Please send it again.
relay-bad-answer = answered something that makes no sense. Something on the way may be in between; try another connection.
seal-too-large = Answers and files together are larger than a letter can be. Take out some files and send them afterwards, as an addition. Your answers are all still here.
seal-attachment-changed = A file was changed or removed after you chose it. Take it out, choose it again, and try once more. Your answers are all still here.
seal-insecure-context = This browser gives the page no means to seal. Save your answers elsewhere and open this page over https.
seal-other = Something went wrong while sealing. Please try again. Your answers are all still here.

## What happens next

done-title = Your letter has arrived
done-title-first = The most urgent has arrived
done-arrived = The relay { $relay } has it, complete and undamaged. It cannot read it.
done-next = What happens next
done-by = By { $moment } you will have an answer.
done-look = Open this page again then, choose “Read the answer”, and enter your receipt. You can look earlier too.
done-nothing = If there is nothing by then:
done-follow-up = The organisation reads it together with your first letter. Look for the answer with your receipt.
done-rest = Answers that you give now follow under the same receipt. You can also stop here.
done-more = Everything you wrote so far has been sent. You can answer more, now or another day.
done-receipt = You have not confirmed your receipt yet. Without it you cannot read the answer.
done-go-on = Go on with the questions
done-add = Add something
done-leave = Clear everything and leave
done-traces = On this device, the visit may be in the browser’s history, and saved files in the downloads.
carried-title = Sealed and saved
carried-what = { $count ->
    [one] The sealed letter is in the downloads, as { $name }. It has not been sent yet.
   *[other] { $count } sealed letters are in the downloads; the first is { $name }. They have not been sent yet.
 }
carried-how = To send it
carried-here = Here, later: open this page when there is a connection, and choose “Send a sealed file”.
carried-page = From any other device in the same way. Whoever carries the file cannot open it.
carried-upload = Without JavaScript: the page shows a field for the file then.
carried-promise = The organisation’s time to answer begins when the letter has arrived. Keep your receipt.
carried-again = Save it again

## Drafts

draft-title = Save a draft
draft-what = Everything you entered so far is sealed and saved as a file, with the files you chose. Only your receipt opens it, here or on another device.
draft-receipt = You need the receipt that you wrote down.
draft-receipt-first = Write down your receipt first. Without it nobody can open the draft, not even you.
draft-downloads = The file goes into the downloads. Whoever finds it sees that it is sealed, but not what is in it.
draft-save = Save the draft
draft-saved = Saved as { $name } in the downloads. You may close this page now.
draft-back = Go on
draft-open-title = Go on with a draft
draft-open-what = Choose the file and enter the receipt it was saved with.
draft-open-file = The file
draft-open-receipt = The receipt
draft-choose = Choose the file
draft-chosen = A file is chosen.
draft-open = Open the draft
draft-opened = The draft is open. Your answers are back.
draft-unread = The questions have changed since you saved this draft. These answers fit none of them any more; write what matters of them elsewhere:
draft-no-file = Please choose the file first.
draft-no-receipt = Please enter the receipt first, all twelve words or numbers.
draft-not-one = This file is not a draft. It was usually saved as notes.age; please look for it.
draft-other-receipt = This draft does not open with this receipt. Perhaps the file is another one, or the receipt.
draft-damaged = This draft is damaged or cut off. If you saved it several times, try another copy.
draft-newer = This draft was made by a newer version of this page. Open it there.
draft-foreign = This draft belongs to another organisation, or to something that can no longer be asked for.

## Replies

enter-title = Your receipt, please
enter-what = Enter the twelve words or numbers that you wrote down. They do not leave this device.
replies-look = Look for the answer
replies-title = What there is for you
replies-loading = Looking …
replies-found = There is a reply.
replies-none-short = There is no reply yet.
replies-none = Nothing is there for this receipt yet. That can have several reasons:
replies-none-soon = Your letter has not been fetched yet. The organisation works on computers without a network; this takes hours, not minutes. Look again later.
replies-none-old = Replies are taken down after 90 days.
replies-none-word = A word or number is wrong. Compare them with your paper and enter them again.
replies-none-late = If the promised time is over:
replies-silent = Not every relay could be asked. The answer may be there:
replies-failed = The answer could not be fetched now. Your receipt is still entered; try again.
replies-refused = Something on the board was not signed by the organisation. It was not used.
replies-again = Look again
reply-answer = Answer of { $day }
reply-acknowledgement = Your letter is with us: { $day }
reply-due = By { $moment } you will have an answer.
reply-parts = { $count ->
    [one] One part of this text is missing here. Fetch it below.
   *[other] { $count } parts of this text are missing here. Fetch them below.
 }
reply-expires = It can be read here until { $day }. Note down what you need.
reply-proven = Proven: only the organisation could have written this, and only for your receipt.
reply-read = I have read this
reply-back = Write back
reply-unreadable = What lies there is damaged, or not from the organisation. It is not shown.
earlier-title = { $count ->
    [one] One earlier reply
   *[other] { $count } earlier replies
 }
earlier-what = Each one that you fetch tells the relay a little more, so none is fetched by itself.
earlier-fetch = Fetch reply { $number }
parcel-fetch = Fetch the file { $name } ({ $size })
parcel-linkable = The relay can see that the same device fetches this file and the reply. Over Tor Browser it does not see which device.
parcel-saved = Saved in the downloads as { $name }. It is no longer sealed.
parcel-failed = The file could not be fetched whole. Please try again, or write to the organisation.

## Adding something

follow-up-title = Add something
follow-up-what = It goes to the same people, sealed like your first letter.
follow-up-about = What is it about?
follow-up-text = What would you like to add?
follow-up-danger = Name no one whom a name could harm.
follow-up-files = Files
follow-up-empty = Please write something, or choose a file.

## Sending a sealed file

carry-title = Send a sealed file
carry-what = Choose the sealed file, usually called document.age. It is sent as it is; this page cannot open it either.
carry-choose = Choose the file and send it
carry-not-sealed = This file is not sealed. It was not sent: on the way anyone could have read it. Seal it first, with this page or with the program.
carry-wrong-length = This file was not sealed by this page or the program, or it is cut off. It was not sent. Seal it again, or use the page without JavaScript, which takes files of any length.

## When the page must not be used

stop-insecure-title = This page cannot seal here
stop-insecure-what = The browser withholds its cryptography from this page, so nothing you type could be sealed. Nothing has been sent.
stop-insecure-do = Open the page with an address that begins with https://, open the saved page as a file, or use Tor Browser. If none of this works, the page without JavaScript says how to seal a file yourself.
stop-tampered-title = Please do not use this page
stop-tampered-what = The organisation’s data in this page was changed or damaged. What you write might reach someone else. Nothing has been sent.
stop-tampered-do = Close this page. Get it again over another connection or from another relay, and compare the eight words before you write anything.
stop-unpublished-title = This page is not set up yet
stop-unpublished-what = It does not say yet which organisation it is for, so nothing can be sealed.
stop-unpublished-do = Please try again later, or turn to the organisation in another way.
