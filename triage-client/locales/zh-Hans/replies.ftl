acknowledged = 您的信息已收到并已打开。
acknowledged-due = 我们会有人在 { $hour }（UTC 时间）之前答复您。
acknowledged-no-due = 我们会有人阅读，并在此处答复您。
acknowledged-unproven = 收到的部分内容无法确认是用您的回执发送的。如果全部都是您自己发送的，您无需做任何事。
acknowledged-keep = 请保管好回执：答复会出现在同一位置。您也可以用它继续发送内容。
