# What the desk writes by itself when a letter has arrived. $hour is a day and an hour in UTC.
acknowledged = Your letter has arrived and has been opened.
acknowledged-due = A person will answer it by { $hour } (UTC).
acknowledged-no-due = A person will read it and answer here.
acknowledged-unproven = Part of what arrived could not be confirmed as sent with your receipt. If you sent all of it yourself, you need to do nothing.
acknowledged-keep = Keep your receipt: the answer comes to the same place. You can also send more with it.
