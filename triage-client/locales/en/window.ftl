# The desk's window.

app-title = Sealpost desk
app-locked = Sealpost desk, locked

# Words used in several places
back = Back
cancel = Cancel
close = Close
continue = Continue
open = Open
save = Save
show = Show
hide = Hide
stop = Stop
working = Working…
stopping = Stopping…
none = None
nobody = Nobody
language-field = Language

# Navigation
nav = Pages
nav-queue = Queue
nav-exchange = Exchange
nav-publish = Publish and back up
nav-settings = Settings
nav-lock = Lock
nav-help = Keys
nav-person = { $person }

# First run
first-title = Set up this desk
first-intro = This laptop has no vault yet. The vault holds every letter, every case and every key of this desk, sealed with your passphrase. Keep this laptop off every network.
first-new = New organisation
first-new-note = Makes the organisation's keys. Do this once, on one laptop.
first-restore = From a backup
first-restore-note = Brings back a desk from its backup on a stick.
first-organisation = Name of the organisation, as the people who write to you know it
first-person = Your name or a short name, for your colleagues
first-passphrase = Your passphrase
first-passphrase-again = Your passphrase again
first-passphrase-note = You type it every morning. Five or six words that do not belong together are good. No one can recover it for you.
first-root-passphrase = Passphrase of the root key
first-root-passphrase-again = Passphrase of the root key again
first-root-note = The root key signs what the public trusts. It is written to a file of its own, which you keep away from this laptop, and needs a passphrase of its own.
first-root-folder = Folder for the root key, best on a stick you lock away
first-make = Make the vault
first-making = Making keys and vault…
first-restore-from = Folder of the backup
first-restore-go = Restore
first-restoring = Restoring and checking every file…
first-made = The vault is made. Next: publish the organisation file, then make a backup.
missing-organisation = Type the organisation's name.
missing-person = Type your name.
missing-passphrase = Type a passphrase.
missing-folder = Choose a folder.
passphrases-differ = The two passphrases differ.
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
queue-column-programme = Programme
queue-column-language = Language
queue-column-status = Status
queue-column-assignee = With
queue-column-arrived = Arrived
queue-empty-title = Nothing has arrived yet
queue-empty = Plug in the stick that the courier filled, and open Exchange.
queue-empty-go = Go to Exchange
queue-no-match = No request matches. Change the search or the status.
queue-clear = Show all
queue-held = { $count ->
    [one] { $count } letter could not be opened here and is set aside
   *[other] { $count } letters could not be opened here and are set aside
}
queue-row = { $title }, { $due }, { $status }, { $programme }, arrived { $arrived }

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
status-reading = Being read
status-waiting = Waiting for the person
status-answered = Answered
status-granted = Granted
status-declined = Declined
status-closed = Closed
status-set-aside = Set aside
status-destroyed = Destroyed

# Case
case-tab-letter = Letter
case-tab-files = Files ({ $count })
case-tab-reply = Replies ({ $count })
case-tab-work = Notes and history
case-panel = About this case
case-letter = Letter of { $date }
case-first-letter = First letter, { $date }
case-follow-up = Follow-up, { $date }
case-message = Message
case-not-proved = This letter carries no valid proof of its receipt: someone else may have written it. Do not give anything away in an answer.
case-more-follows = The person announced more: the rest of the answers follows in another letter.
case-foreign = This letter opens, but was not made with a form of ours. It is shown as it is.
case-problem = The form expected something else here: { $problem }
case-no-answer = no answer
case-in-form-language = In { $language }: { $text }
case-status = Status
case-assignee = With
case-deadline = Answer due
case-language = Written in
case-programme = Programme
case-arrived = Arrived
case-receipt = Short name
case-notes = Notes
case-note-new = New note, seen by your colleagues only
case-note-add = Add the note
case-history = History
case-empty-notes = No notes yet.
case-none-title = No such case
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
files-row = { $name }, { $type }, { $size }
files-question = Sent for: { $question }
size-bytes = { $count } bytes
size-kib = { $count } KB
size-mib = { $count } MB

# Replies
reply-new = New reply
reply-write = Your answer, in { $language }
reply-language = Language of the reply
reply-language-differs = The person wrote in { $language }.
reply-count = { $characters } characters, { $parts ->
    [one] fits in { $parts } reply
   *[other] sent as { $parts } replies
}
reply-too-long = Too long by { $characters } characters.
reply-preview = Preview
reply-edit = Change it
reply-preview-title = This is what the person will read
reply-send = Sign and put on the board
reply-sent = The reply is written. It leaves with the next exchange.
reply-note = The person finds it with the receipt, after the next exchange with the courier. It stays on the board for 90 days.
reply-empty = Write something first.
reply-by-us = We wrote, { $date }
reply-acknowledged = Acknowledgement, { $date }
reply-none = No reply yet. The person has only the acknowledgement, if anything.
reply-waiting = leaves with the next exchange
reply-on-board = on the board until { $date }
reply-draft-kept = Draft kept

# Exchange
exchange-title = Exchange
exchange-intro = Takes sealed letters from the stick and puts replies, acknowledgements and your organisation file onto it.
exchange-sticks = Sticks
exchange-no-stick = No stick is plugged in. Plug it in and wait a moment, or type its folder.
exchange-stick-row = { $name }, { $size } free
exchange-unknown-size = size unknown
exchange-folder = Folder of the stick
exchange-go = Exchange with this stick
exchange-working = Exchanging…
exchange-progress = { $done } of { $total }: { $what }
exchange-done = Exchange finished
exchange-nothing = The stick brought nothing new.
exchange-imported = { $count ->
    [one] { $count } new letter
   *[other] { $count } new letters
}
exchange-follow-ups = { $count ->
    [one] { $count } follow-up to a known case
   *[other] { $count } follow-ups to known cases
}
exchange-known = { $count ->
    [one] { $count } letter was here already
   *[other] { $count } letters were here already
}
exchange-set-aside = { $count ->
    [one] { $count } letter could not be opened and is set aside
   *[other] { $count } letters could not be opened and are set aside
}
exchange-damaged = { $count ->
    [one] { $count } file on the stick is damaged; fetch it again
   *[other] { $count } files on the stick are damaged; fetch them again
}
exchange-replies = { $count ->
    [one] { $count } reply on the board
   *[other] { $count } replies on the board
}
exchange-acknowledged = { $count ->
    [one] { $count } letter acknowledged
   *[other] { $count } letters acknowledged
}
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
publish-done = Signed. It reaches the relays with the next run of the courier.
publish-fingerprint = Fingerprint of the root key: print it, read it out, compare it
backup-heading = Backup
backup-intro = A second copy of everything, sealed as it is in the vault. Letters are acknowledged to the relays only after a verified backup or a colleague's desk has them.
backup-folder = Folder for the backup
backup-go = Back up and verify
backup-working = Copying and verifying…
backup-done = The backup is complete and verified.
backup-last = Last backup: { $date }
backup-never = No backup yet.

# Settings
settings-title = Settings
settings-language = Language of this window
settings-theme = Colours
settings-zoom = Size
settings-zoom-value = { $percent } %
settings-zoom-in = Larger
settings-zoom-out = Smaller
settings-zoom-reset = Normal size
settings-lock = The desk locks itself after { $minutes } minutes without a key or a click.
settings-clipboard = There is no clipboard on purpose: copied text would be open to every program. Save a file instead.
theme-light = Light
theme-dark = Dark
theme-high-contrast = High contrast

# Keys
help-title = Keys
help-intro = Everything can be done without a mouse. Tab moves on, Space and Enter press.
key-ctrl = Ctrl
key-arrows = Arrows
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
command-pane = Move on to the next part of the window
command-lock = Lock the desk
command-help = Show the keys
command-larger = Larger
command-smaller = Smaller
command-normal = Normal size

# Messages
toast-close = Close the message
toast-done = Done: { $what }
note-added = Note added.
status-set = Status set to { $status }.
assigned-to = With { $person } now.
file-saved = Saved as { $path }.
busy = The desk is busy with another task. Try again in a moment.
desk-stopped = The part of the desk that holds the vault has stopped. Nothing that was saved is lost. Close the window and open it again.
picture-unreadable = This picture cannot be shown.
picture-unreadable-hint = It may be damaged, or larger than 8192 pixels on a side. Save it and look at it on a machine you can spare.
