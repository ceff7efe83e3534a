acknowledged = 您的信已收到，并已打开。
acknowledged-due = 会有人在 { $hour }（UTC 时间）之前答复您。
acknowledged-no-due = 会有人阅读，并在这里答复您。
acknowledged-unproven = 收到的内容中，有一部分无法确认是用您的回执发送的。如果全都是您自己发送的，您什么也不用做。
acknowledged-keep = 请保管好回执：答复会出现在同一个地方。您也可以用它继续补充内容。
