# The desk's window.

app-title = Sealpost desk
app-locked = Sealpost desk, locked

# Words used in several places
cancel = Cancel
close = Close
show = Show
hide = Hide
none = None
nobody = Nobody

# Navigation
nav-queue = Queue
nav-exchange = Exchange
nav-publish = Publish and back up
nav-settings = Settings
nav-lock = Lock
nav-help = Keys

# First run
first-title = Set up this desk
first-intro = This laptop has no vault yet. The vault holds every letter, every case and every key of this desk, sealed with your passphrase. Keep this laptop off every network.
first-new = New organisation
first-new-note = Makes the organisation's keys. Do this once, on one laptop.
first-restore = From a backup
first-restore-note = Brings back a desk from its backup on a stick.
first-organisation = Name of the organisation, as the people who write to you know it
first-person = Your name or a short name, for your colleagues
first-you = You
first-passphrase = Your passphrase
first-passphrase-again = Your passphrase again
first-passphrase-note = You type it every morning. Five or six words that do not belong together are good. No one can recover it for you.
first-root = The root key
first-root-passphrase = Passphrase of the root key
first-root-passphrase-again = Passphrase of the root key again
first-root-note = The root key signs what the public trusts. It is written to a file of its own, which you keep away from this laptop, and needs a passphrase of its own.
first-root-folder = Folder for the root key, best on a stick you lock away
first-make = Make the vault
first-making = Making keys and vault…
first-restore-from = Folder of the backup
first-restore-go = Restore
first-restoring = Restoring and checking every file…
restored = Everything is back. Unlock the desk with your passphrase.
restored-damaged = Restored, but the backup has damaged files: { $about }
first-made = The vault is made. Next: publish the organisation file, then make a backup.
missing-organisation = Type the organisation's name.
missing-person = Type your name.
missing-passphrase = Type a passphrase.
missing-folder = Choose a folder.
missing-root-passphrase = Type the passphrase of the root key.
passphrases-differ = The two passphrases differ.
root-passphrases-differ = The two passphrases of the root key differ.
passphrase-weak = This passphrase is too easy to guess. Add words.
passphrases-same = The root key needs a passphrase of its own.
strength-empty = Five or six words that do not belong together.
strength-weak = Easy to guess: add words.
strength-fair = Fair: one more word makes it strong.
strength-strong = Strong.

# Unlocking
unlock-title = Unlock the desk
unlock-person = Your name
unlock-passphrase = Your passphrase
unlock-go = Unlock
unlock-working = Unlocking…
unlock-idle = Locked after { $minutes } minutes without a key or a click.
unlock-drafts = What you were writing is kept, sealed, in the vault.

# Queue
queue-title = Queue
queue-count = { $count ->
    [0] No requests
    [one] { $count } request
   *[other] { $count } requests
}
queue-shown = { $shown } of { $count } shown
queue-overdue = { $count ->
    [one] { $count } overdue
   *[other] { $count } overdue
}
queue-search = Search the queue
queue-search-hint = Search   ( / )
queue-status = Status
queue-every-status = Every status
queue-open-only = Open requests
queue-column-due = Answer due
queue-column-request = Request
queue-column-status = Status
queue-column-assignee = With
queue-column-arrived = Arrived
queue-empty-title = Nothing has arrived yet
queue-empty = Plug in the stick that the courier filled, and open Exchange.
queue-empty-go = Go to Exchange
queue-no-match = No request matches. Change the search or the status.
queue-clear = Show all
queue-row = { $title }, { $due }, { $status }, { $details }
queue-no-title = Request without text
queue-files = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
queue-unread = not read yet
queue-unproven = no valid proof
queue-held = { $count ->
    [one] { $count } letter could not be taken in and is set aside; each exchange names it and says why
   *[other] { $count } letters could not be taken in and are set aside; each exchange names them and says why
}

# The 48-hour clock
due-in-days = due in { $count ->
    [one] { $count } day
   *[other] { $count } days
}
due-in-hours = due in { $count } h
due-in-minutes = due in { $count } min
due-now = due now
overdue-minutes = overdue by { $count } min
overdue-hours = overdue by { $count } h
overdue-days = overdue by { $count ->
    [one] { $count } day
   *[other] { $count } days
}
due-answered = answered
due-none = no deadline
clock-back = The clock of this laptop went back: it shows { $shown }, but this desk has already seen { $seen }. Set the clock; until then deadlines count from the later time.

# Status
status-new = New
status-working = In review
status-referred = Referred
status-waiting = More information asked
status-granted = Accepted
status-declined = Declined
status-closed = Closed

# Case
case-tab-letter = Letter
case-tab-files = Files ({ $count })
case-tab-work = Notes and history
case-tab-reply = Replies ({ $count })
case-panel = About this case
case-not-proved = This letter carries no valid proof of its receipt: someone else may have written it. Do not give anything away in an answer.
case-message = Letter of { $date }
case-follow-up = Follow-up of { $date }
case-in-language = That is: { $text }
case-sensitive = handle with care
case-more-follows = The person announced more: the rest of the answers follows in another letter.
case-foreign = This letter opens, but was not made with a form of ours. It is shown as it is.
case-problem = The form expected something else here: { $problem }
case-no-answer = no answer
case-status = Status
case-assignee = With
case-arrived = Arrived
case-notes = Notes
case-note-new = New note, seen by your colleagues only
case-note-add = Add the note
case-history = History
history-imported = Letter came in
history-read = Letter opened
history-status = Status: { $status }
history-note = Note written
history-assigned = Taken by { $person }
history-given-back = Given back
history-tagged = Tags: { $tags }
history-replied = Reply written
history-acknowledged = Acknowledged by the desk
case-empty-notes = No notes yet.
case-loading = Opening the case…

# Files of a case
files-none = This case has no files.
files-preview = Look
files-preview-close = Close the picture
files-export = Save to a folder…
files-export-folder = Folder to save to
files-export-note = Saved files lie unsealed in that folder. Save only to a sealed stick, and delete them when you are done.
files-export-go = Save the file
files-no-preview = Only pictures (PNG, JPEG, WebP) can be looked at here.
files-preview-working = Decoding the picture…
files-picture = Picture { $name }, { $width } by { $height }
files-question = Sent for: { $question }
size-bytes = { $count } bytes
size-kib = { $count } KB
size-mib = { $count } MB
size-gib = { $count } GB

# Replies
reply-new = New reply
reply-write = Your answer, in { $language }
reply-language-of-person = The person wrote in { $language }. Answer in the same language if you can.
reply-working = Sealing and signing the reply…
reply-too-long = That is too long: 32 replies are the most.
reply-note-short = Nothing is sent yet.
reply-acknowledged = Acknowledgement by the desk
reply-count = { $characters } characters, { $parts ->
    [one] fits in { $parts } reply
   *[other] sent as { $parts } replies
}
reply-preview = Preview
reply-edit = Change it
reply-preview-title = This is what the person will read
reply-send = Sign and put on the board
reply-sent = The reply is written. It leaves with the next exchange.
reply-note = The person finds it with the receipt, after the next exchange with the courier. It stays on the board for 90 days.
reply-none = No reply yet. The person has only the acknowledgement, if anything.
reply-waiting = leaves with the next exchange
reply-on-board = on the board until { $date }

# Exchange
exchange-title = Exchange
exchange-intro = Takes sealed letters from the stick and puts replies, acknowledgements and your organisation file onto it.
exchange-sticks = Sticks
exchange-no-stick = No stick is plugged in. Plug it in and wait a moment, or type its folder.
exchange-free = { $size } free
exchange-unknown-size = size unknown
exchange-folder = Folder of the stick
exchange-go = Exchange with this stick
exchange-working = Exchanging…
exchange-progress = { $done } of { $total }: { $what }
exchange-done = Exchange finished
exchange-nothing = The stick brought nothing new.
exchange-new-cases = { $count ->
    [one] { $count } new request
   *[other] { $count } new requests
}
exchange-follow-ups = { $count ->
    [one] { $count } follow-up to a known case
   *[other] { $count } follow-ups to known cases
}
exchange-known = { $count ->
    [one] { $count } letter was here already
   *[other] { $count } letters were here already
}
exchange-replies = { $count ->
    [one] { $count } reply on the board
   *[other] { $count } replies on the board
}
exchange-acknowledged = { $count ->
    [one] { $count } letter acknowledged
   *[other] { $count } letters acknowledged
}
exchange-unproven = { $count ->
    [one] { $count } letter carries no valid proof of its receipt
   *[other] { $count } letters carry no valid proof of their receipt
}
exchange-unopened = { $count ->
    [one] { $count } file could not be taken in
   *[other] { $count } files could not be taken in
}
unopened-wrong-hash = badly copied: fetch it again
unopened-no-key = no key here opens it; kept aside and tried again
unopened-damaged = damaged before it was sent; kept aside
unopened-newer-version = made by a newer version; kept unread
unopened-malformed = opens, but breaks the rules of the format; kept aside and not taken in. Whoever looks after Sealpost can read it with your rescue key
unopened-not-sealed = not a sealed letter; left on the stick
unopened-too-large = too large; left on the stick
unopened-unreadable = the stick could not be read there
unopened-not-kept = the vault had no room for it; left on the stick
unopened-arrivals = damaged: letters without an hour there count from now
exchange-unacknowledged = { $count ->
    [one] { $count } person could not be told that the letter arrived; tried again with the next exchange
   *[other] { $count } people could not be told that their letters arrived; tried again with the next exchange
}
exchange-destroyed = { $count ->
    [one] { $count } case destroyed on another laptop is destroyed here too
   *[other] { $count } cases destroyed on another laptop are destroyed here too
}
exchange-released = { $count ->
    [one] { $count } letter may now be deleted by the relays
   *[other] { $count } letters may now be deleted by the relays
}
exchange-waiting = { $count ->
    [one] { $count } letter waits for a second copy: make a backup
   *[other] { $count } letters wait for a second copy: make a backup
}
exchange-to-follow = { $count ->
    [one] { $count } file did not fit and follows with the next exchange
   *[other] { $count } files did not fit and follow with the next exchange
}
exchange-held-clocks = { $count ->
    [one] { $count } colleague's clock is more than a day ahead: compare the clocks
   *[other] { $count } colleagues' clocks are more than a day ahead: compare the clocks
}
exchange-recovered = { $count ->
    [one] { $count } event of this laptop came back from a colleague
   *[other] { $count } events of this laptop came back from colleagues
}
exchange-unreadable = { $count ->
    [one] { $count } colleague's file could not be read
   *[other] { $count } colleagues' files could not be read
}
progress-letters = letters
progress-colleagues = what colleagues did
progress-board = the board
progress-parcels = parcels
progress-files = files
progress-checking = reading back
exchange-colleagues = { $count ->
    [one] { $count } event from a colleague's desk
   *[other] { $count } events from colleagues' desks
}
exchange-safe = You may unplug the stick.

# Publish and back up
publish-title = Publish and back up
publish-heading = Organisation file
publish-intro = What people trust: your name, forms, keys and relays, signed with the root key. Publish again before it expires and after every change.
publish-root-file = File of the root key
publish-root-passphrase = Passphrase of the root key
publish-stick = Folder of the stick that carries it to the relays
publish-go = Sign and publish
publish-working = Signing…
publish-done = Signed, number { $number }. It reaches the relays with the next run of the courier.
publish-last = Published: number { $number }. Its keys last until { $date }.
publish-never = Not published yet: nobody can write to you until you do.
publish-config = Name, programmes, relays and contact are edited here: { $path }
publish-fingerprint = Fingerprint of the root key: print it, read it out, compare it
publish-page = SHA-256 of the web page: give it out beside the fingerprint
backup-heading = Backup
backup-intro = A second copy of everything, sealed as it is in the vault. Letters are acknowledged to the relays only after a verified backup or a colleague's desk has them.
backup-folder = Folder for the backup
backup-go = Back up and verify
backup-working = Copying and verifying…
backup-done = The backup is complete and verified: { $files } files, { $events } events.
backup-unverified = The backup was written, but reading it back failed ({ $files } files, { $events } events). Use another stick.
backup-last = Last backup: { $date }. Since then { $count } changes.
backup-never = No backup yet.

# Settings
settings-title = Settings
settings-language = Language of this window
settings-theme = Colours
settings-zoom-value = { $percent }%
settings-zoom-in = Larger
settings-zoom-out = Smaller
settings-zoom-reset = Normal size
settings-lock = The desk locks itself after { $minutes } minutes without a key or a click.
settings-clipboard = There is no clipboard on purpose: copied text would be open to every program. Save a file instead.
settings-zoom = Size
theme-light = Light
theme-dark = Dark
theme-high-contrast = High contrast

# Keys
help-title = Keys
help-intro = Everything can be done without a mouse. Tab moves on, Space and Enter press.
key-ctrl = Ctrl
key-enter = Enter
key-escape = Esc
command-queue = Go to the queue
command-exchange = Go to Exchange
command-publish = Go to Publish and back up
command-settings = Go to Settings
command-search = Search the queue
command-next = Choose the next request
command-previous = Choose the request before
command-open = Open the chosen request
command-back = Back, or close what is open
command-reply = Write a reply
command-note = Write a note
command-pane = Go to the next part of the window
command-lock = Lock the desk
command-help = Show the keys
command-larger = Larger
command-smaller = Smaller
command-normal = Normal size

# Messages
toast-close = Close the message
status-set = Status changed.
assigned-to = With { $about } now.
assigned-to-no-one = With nobody now.
file-saved = Saved as { $about }
found-damaged = Damaged and not mended: { $about }
found-damaged-hint = A backup or a colleague's laptop can bring it back at the next exchange.
note-added = Note added.
busy = The desk is busy with another task. Try again in a moment.
desk-stopped = The part of the desk that holds the vault has stopped. Nothing that was saved is lost. Close the window and open it again.
picture-unreadable = This picture cannot be shown.
picture-unreadable-hint = It may be damaged, or larger than 8192 pixels on a side. Save it and look at it on a machine you can spare.

# What the form says about an answer
problem-bad-country = not a country
problem-bad-currency = not a currency of the form
problem-bad-date = not a date
problem-bad-money = not an amount
problem-bad-yes-no = neither yes nor no
problem-consent-needed = consent not given
problem-contact-incomplete = contact incomplete
problem-file-too-large = file larger than the form allows
problem-file-type = kind of file the form does not ask for
problem-hidden = the form would not have asked this
problem-missing = required, and not answered
problem-repeated = chosen twice
problem-too-many-files = more files than the form allows
problem-too-many-rows = more rows than the form allows
problem-too-long = longer than the form allows
problem-unknown-column = column that the form does not have
problem-unknown-option = choice that the form does not have
problem-unknown-question = question that the form does not have
problem-wrong-kind = another kind of answer

# What can go wrong
error-bad-name = A name has 1 to 40 letters, digits, - or _.
error-bad-name-hint = Choose a name such as linh or j-martin.
error-config = The organisation's description has a mistake: { $about }
error-config-hint = Mend it and publish again.
error-damaged = Damaged: { $about }.
error-damaged-hint = A backup or a colleague's laptop can bring it back.
error-empty-text = The text is empty.
error-file-exists = { $about } is there already.
error-file-exists-hint = Choose another folder; nothing is ever written over.
error-in-use = The vault is open in another window or command.
error-in-use-hint = Close the other one first.
error-io = The medium failed: { $about }.
error-io-hint = Check that it is there, can be written to and has room, and try again.
error-newer-vault = This vault was written by a newer version of Sealpost.
error-newer-vault-hint = Use the newer version.
error-no-case = There is no such case, or it was destroyed.
error-no-file = There is no such file.
error-no-person = There is no caseworker of this name here.
error-no-person-hint = Check the spelling.
error-no-receipt = This letter carries no receipt, so nothing can be answered through Sealpost. Answer on the way the letter itself names, if that is safe.
error-no-keyring = Both copies of the keyring are damaged or missing.
error-no-keyring-hint = Leave this folder as it is and restore the last backup into another one. A colleague's laptop brings what came after it.
error-no-access = The keyring of this vault does not know this caseworker.
error-no-access-hint = If nobody took the access away, the keyring is another vault's: restore the last backup into another folder.
error-no-people = The vault holds no caseworker's file any more.
error-person-damaged = Both copies of this caseworker's file are damaged: { $about }.
error-person-damaged-hint = A colleague who unlocks this vault puts the file back. If nobody can, restore the last backup into another folder.
error-no-vault = There is no vault in this folder.
error-not-enrolled = This laptop waits to be enrolled by another one.
error-not-published = Nothing was published yet, so no reply can reach the board. Publish first.
error-other-vault = This belongs to another desk.
error-other-vault-hint = Check that it is the right stick.
error-seal = This could not be sealed.
error-seal-hint = Send less at once.
error-too-large = This file is too large to be looked at here.
error-too-large-hint = Save it to a folder instead.
error-too-many-replies = This person has as many replies as a receipt can take.
error-too-many-replies-hint = Ask the person to write again with a new receipt.
error-vault-exists = There is a vault here already.
error-vault-exists-hint = Nothing is ever written over.
error-weak-passphrase = This passphrase is too short.
error-weak-passphrase-hint = Use at least 12 characters; five or six random words are good.
error-wrong-passphrase = This passphrase does not open it.
error-wrong-passphrase-hint = Check the keyboard layout and Caps Lock, and try again. If the passphrase is surely right, the file is damaged: take it from a backup.
error-wrong-root = This is not the root key of this organisation.
error-wrong-root-hint = Take the file that was made together with this vault.
error-other = It did not work: { $about }.

# What colleagues weigh
case-tab-assess = Assessment
assess-title = Assessment
assess-intro = For colleagues only: the person never sees it. Press a step again to take it back.
assess-level = { $axis }: { $level }
assess-note = Why ({ $axis })
assess-keep-note = Keep the reason ({ $axis })
assess-kept = Assessment kept.
assess-apart = { $count ->
    [one] { $count } thing set apart
   *[other] { $count } things set apart
}
assess-settle = Two colleagues weighed this apart. Both stand until one is chosen.
assess-choose = Let “{ $level }” by { $person } stand
axis-identity = Identity
axis-identity-question = Eligibility: is this somebody the programme is for?
axis-situation = Situation
axis-situation-question = Eligibility: is it because of that work?
axis-need = Need
axis-need-question = Eligibility: is help needed that nobody else gives?
axis-risk = Risk
axis-risk-question = What may happen to the person, or to those close?
axis-urgency = Urgency
axis-urgency-question = How soon must something be done?
axis-credibility = Credibility
axis-credibility-question = How far can what was written be relied on?
level-no = no
level-unclear = unclear
level-likely = likely
level-yes = yes
level-low = low
level-moderate = moderate
level-high = high
level-extreme = extreme
level-routine = routine
level-soon = soon
level-urgent = urgent
level-immediate = at once
level-doubtful = doubtful
level-unchecked = not checked
level-plausible = plausible
level-confirmed = confirmed
timer-title = Timers
timer-intro = Moments you set yourselves, each with a reason. They do not change what was promised to the person.
timer-empty = No timer runs.
timer-reason = What for
timer-due = When: 2026-12-01 or 2026-12-01 14:00
timer-in-days = { $count ->
    [one] in { $count } day
   *[other] in { $count } days
}
timer-not-a-date = Write the day as 2026-12-01, and the time as 14:00 after it.
timer-set = Set the timer
timer-end = End
timer-kept = Timer set.
timer-ended = Timer ended.
timer-next = timer { $due }
reason-title = Reason for the status
reason-why = Why “{ $status }”, for colleagues
reason-name = Your own word for it (optional)
reason-keep = Keep word and reason
reason-apart = Two colleagues set the status apart. The later one counts until somebody sets it again.
tags-title = Tags
tags-edit = Tags, with commas between them
tags-keep = Keep the tags
tags-kept = Tags kept.
history-timer-set = Timer set for { $due }: { $reason }
history-timer-ended = Timer ended: { $reason }
error-no-timer = There is no such timer.
error-too-many-timers = As many timers run as a case can have. End those that are over.

# Narrowing the queue
filter-more = More filters
filter-less = Fewer filters
filter-every = { $what }: all
filter-at-least = { $level } or higher
filter-programme = Programme
filter-country = Country
filter-language = Language
filter-assignee = With
filter-risk = Risk
filter-tag = Tag
filter-due = Deadline
filter-overdue = Overdue
filter-day = Due within a day
filter-week = Due within a week
order-title = Order
order-due = Closest deadline first
order-risk = Highest risk first
order-newest = Newest first
order-changed = Last changed first
view-name = Name for this view
view-keep = Keep this view
view-use = View: { $name }
view-drop = Forget the view { $name }

# Summary and translation
text-summary = Summary
text-translation = Translation
text-write = Summary and translation, for colleagues
text-write-note = What the person wrote stays as it is. These texts never leave the desks.
text-edit = { $what }, as colleagues will read it
text-keep = Keep: { $what }
text-kept = Text kept.
text-apart = Two colleagues wrote this apart. Both stand until somebody keeps one text below.
history-summary = Summary written
history-translation = Translation written
