# 网页上的文字。
#
# 读的人可能害怕、疲惫，也可能正被监视。平实、冷静；不开玩笑，不责怪，不用感叹号。说清楚接下来会怎样。

page-title = 表格
language = 语言
skip = 跳到正文
leave = 立即离开
back = 返回
next = 继续
next-anyway = 先空着，继续
back-to-questions = 回到问题
choose = 请选择
size-kilobytes = { $amount } KB
size-megabytes = { $amount } MB
moment = { $day } { $hour }（您的当地时间，{ $zone }）

## 首页

welcome-title = 安全地写信给 { $name }
welcome-lead = 您写的内容会在这台设备上加密封好，只有该机构能打开，途中谁也看不到。
welcome-keep-open = 请用页面上的按钮，不要按手机的返回键：页面一关，写的内容就没有了。这里不会超时，您可以慢慢来。

stays-title = 这台设备上会留下什么
stays-nothing-what = 您写的内容不会留下。
stays-nothing-do = 只在页面打开期间保存在内存里，没有 Cookie，也不存储任何东西。
stays-history-what = 访问记录可能留在浏览器的历史里。
stays-history-do = 请用无痕窗口打开，或事后删除最近一小时的历史记录。
stays-network-what = 您所用的网络能看到您访问了这个网址，但看不到您写的内容。
stays-network-do = 用 Tor 浏览器，可以把网址也隐藏起来，但网络能看出您在用 Tor。
stays-downloads-what = 草稿和您保存的其他文件会留在下载文件夹里。
stays-downloads-do = 不再需要时，请从那里和回收站里删除。
stays-keyboard-what = 手机输入法可能记住您打的字。
stays-keyboard-do = 可以的话，请关掉输入法的词语记忆和云联想，或换一个输入法。
stays-leave = 最上方始终有“立即离开”：按一下，马上清空一切，并显示天气网页。

ways-title = 您想做什么？
way-ask = 求助
way-ask-sure = 前面写的内容还没有保存。要重新开始吗？
way-on = 接着刚才的写
way-replies = 查看答复，或补充内容
way-draft = 打开保存的草稿，接着写
way-carry = 发送一份封好的文件

fingerprint-title = 这是真的页面吗？
fingerprint-what = 请把下面八个字与您从其他途径得到的 { $name } 的八个字对照：印在纸上的、信得过的人告诉您的，或另一个网站上的。只要有一个字不同，就不要使用本页。
fingerprint-numbers = 同样的内容，写成数字：

## 选择项目

programmes-title = 您需要什么？
programme-choose = 开始：{ $title }
programme-closed = 已于{ $day }截止。
programme-not-yet = { $day }开放。
programme-other-language = 这份问卷没有您所用语言的版本，下面以另一种语言显示：{ $language }。

## 提问

progress = 第 { $number } 部分，共 { $count } 部分
needed = （必答）
careful = 请留意：
take-back = 取消这个选择
count = 已写 { $length } 字，上限 { $max } 字
faults = 有 { $count } 个回答需要看一下。您也可以先空着，继续往下。
problem-bad-country = 请选择国家或地区。
problem-bad-currency = 请用三个字母填写货币，例如 CNY、USD。
problem-bad-date = 请至少填写四位数的年份；日期要真实存在。
problem-bad-money = 请用数字填写金额，例如 1200.50。
problem-in-cell = 第 { $row } 行，{ $column }：{ $problem }
date-year = 年
date-year-such-as = 2026
date-month = 月
date-day = 日
date-unknown = 不清楚
date-month-of = { $year }年{ $month }
money-amount = 金额
money-currency = 货币
countries-covered = 本项目覆盖的国家和地区
countries-others = 其他国家和地区
contact-channel = 联系方式（Signal、电子邮件、电话等）
contact-handle = 您的号码、地址或用户名
contact-safe-hours = 什么时候联系您比较安全？
contact-never = 联系时，有什么是我们绝不能发、绝不能说的？
contact-line = { $channel }：{ $handle }
cell-line = { $column }：{ $text }
cell-separator = ；
table-row = 第 { $number } 行
table-add = 添加一行
table-remove = 删除第 { $number } 行
tools-title = 随时可以
tool-urgent = 先发最要紧的，其余以后再发
tool-save = 保存草稿
tool-review = 检查并发送
tool-receipt = 显示我的回执

## 文件

files-choose = 选择文件
files-limit = 最多 { $count } 个文件，每个不超过 { $size }。
files-reading = 正在查看 { $name }……
files-remove = 去掉 { $name }
files-full = { $name } 没有加入：这里最多 { $max } 个文件。其余的可以在发送之后作为补充再发。
files-too-large = { $name } 没有加入：大小为 { $size }，上限是 { $limit }。可以换成较小的副本，或只发其中一部分，或拍成照片。您写的内容都还在。
files-wrong-type = { $name } 没有加入：这里不接受这种文件。可以换成照片或 PDF。您写的内容都还在。
files-unreadable = 无法读取 { $name }。请重新选择。您写的内容都还在。
traces-none = 没有在这个文件里发现地点、设备或作者信息。
traces-unknown = 本页无法查看这种文件的内部。里面可能有作者姓名、地点或时间。
traces-found = 除了内容，这个文件还会透露：
traces-stay = 除了内容，这个文件还会透露以下信息，而本页无法去掉：
traces-choice = 您想发送哪一份？您自己的文件不会改动。
traces-stripped = 去掉这些信息的副本（更安全）
traces-kept = 原样发送（有时可作为证据）
trace-position = 位置：
trace-time = 时间：
trace-device = 设备：
trace-serial = 序列号：
trace-author = 作者：
trace-title = 标题：
trace-comment = 说明：
trace-software = 软件：
trace-other = 隐藏的数据（预览图、较早的版本等）

## 回执

receipt-title = 您的回执
receipt-what = 凭这份回执，您才能看到我们的答复，也才能补充内容。丢了，谁也无法补发。
receipt-spelling = 显示方式
receipt-as-words = 12 个汉字
receipt-as-numbers = 12 组数字
receipt-paper = 请按顺序抄在纸上。汉字或数字，抄一种就够了。
receipt-no-photo = 不要拍照，也不要存在手机里。
receipt-secret = 它不透露您的任何信息。但拿到它的人就能看到我们的答复：请放在没人会看的地方。
receipt-written = 我抄好了
receipt-later = 先继续，以后再抄
type-back-title = 纸上抄得对吗？
type-back-why = 请按您抄下的输入一遍，以确保日后能看到我们的答复。请点下面的按键，不会经过您的输入法。
type-back-right = 正确。请收好这张纸，查看答复时要用。
type-back-show = 再看一次回执
type-back-skip = 不核对，继续
entry-spelling = 您的纸上写的是什么？
spelling-numbers = 12 组数字
spelling-english = 12 个英文单词
spelling-simplified-chinese = 12 个汉字
spelling-french = 12 个法文单词
entry-type-here = 目前输入的字母或数字
entry-now = 第 { $number } 个：
entry-slot = 第 { $number } 个：{ $word }
entry-slot-empty = 第 { $number } 个：空
entry-hint-letters = 请点这个词的前两个字母。
entry-hint-pinyin = 请点这个字的拼音开头字母，不用声调。
entry-hint-tap = 现在点这个字。再点一个字母，可选的会更少。
entry-hint-none = 没有这样开头的。请删掉一个字母。
entry-hint-numbers = 请点这组数字的四位数。
entry-hint-full = 十二个都有了。要改哪一个，就点哪一个。
entry-back = 删除
entry-too-high = 数字从 0000 到 2047。请再看一下这一组。
entry-differs = 与回执不同的位置：{ $numbers }。点一下就能改，也可以再看一次回执。
entry-wrong = 这还不是一份回执：有一个字或一组数字不对，或者有两个换了位置。请与纸上逐一对照，点一下就能改。
entry-unknown-word = 第 { $position } 个不属于回执。请与纸上对照。
entry-wrong-count = 现在有 { $found } 个；一份回执有 { $expected } 个。
entry-line = 也可以打成一行，或粘贴
entry-line-how = 您的输入法可能记住在这里打的字。
entry-line-take = 使用

## 先发最要紧的

urgent-title = 先发最要紧的
urgent-what = 您在这里回答的内容会马上用一封小信发出，网络不好也能送到。其余的以后用同一份回执补上。
urgent-rest = 然后自动发送我目前写好的另外 { $count } 项。
urgent-send = 加密封好，马上发送

## 检查

review-title = 请再看一遍
review-faults = 还有 { $count } 项没有填或需要看一下
review-empty = 没有填写的部分
review-change = 修改
review-change-topic = 修改：{ $topic }
review-sent = （已发送）
review-mend = 上方列出的几项填好之后，就可以全部发送。最要紧的部分现在就能发，请用下面的按钮。
review-length = 您的信加密封好后，大小为 { $size }。很多信都是这个大小，所以看不出您写了多少。
review-length-two = 您的信加密封好后，大小为 { $size }。最要紧的一小部分（{ $first }）会先发出，尽快送到；其余的随后自动发送。
review-send = 加密封好并发送
review-carry = 封好后存为文件
review-carry-what = 封好的文件可以带到另一台设备上发送。除了该机构，谁也打不开，包括您自己。
review-all-sent = 您写的内容都已发送。
review-running = 前面的内容还在发送。
review-look = 看看进度

## 加密与发送

send-title = 加密并发送
send-title-seal = 加密
send-sealing = 正在这台设备上加密……
send-sending = 正在发送到 { $relay }……
send-paused = 已暂停。已送到的部分会保留，之后接着发。
send-failed = 还没有送到。
send-not-sealed = 没有封好，什么也没有发送。
send-part-first = （第 { $number } 封，共 { $count } 封：最要紧的）
send-part-rest = （第 { $number } 封，共 { $count } 封：其余内容）
send-amount = { $done } / { $total }
send-waiting = 刚才没有送到。{ $seconds } 秒后会自动再试。
send-waiting-busy = 中转站正忙，请稍候。{ $seconds } 秒后会自动再试。
send-keep-open = 请不要关闭本页，直到显示信已送到。
send-pause = 暂停
send-go-on = 继续发送
send-again = 再试一次
send-save = 把封好的信存为文件
send-saved = 已存到下载文件夹。
send-no-relay = 本页在这里没有可用的发送地址。请把封好的信存为文件，从另一台设备发送。
send-failed-kept = 什么都没有丢：您写的内容和封好的信都还在。请再试一次，也可以换一个网络；或者把封好的信存下来，以后再发。
relay-too-large = 不接收这么大的信。请去掉大文件，以后分几次发；或把封好的信存下来，托人带去。
relay-busy = 现在太忙。请过 { $minutes } 分钟再试。
relay-unavailable = 暂时无法使用。请过 { $minutes } 分钟再试。
relay-no-room = 暂时没有空间。请过一小时再试。
relay-not-found = 已经没有所要的内容。请再试一次。
relay-no-answer = 没有回应。请检查网络，或用 Tor 浏览器试试。
relay-refused = 不接收（代码 { $status }）。请以后再试。
relay-wrong-hash = 收到的与发送的不一致。请重新发送。
relay-bad-answer = 的回应不对。途中可能有什么在干扰；请换一个网络试试。
seal-too-large = 您写的内容加上文件，超过了一封信的上限。请去掉一些文件，发送之后再作为补充发来。您写的内容都还在。
seal-attachment-changed = 有一个文件在您选择之后被改动或移走了。请去掉它，重新选择，再试一次。您写的内容都还在。
seal-insecure-context = 这个浏览器不允许本页加密。请另外记下您写的内容，再用 https 打开本页。
seal-other = 加密时出了问题。请再试一次。您写的内容都还在。

## 接下来

done-title = 您的信已送到
done-title-first = 最要紧的部分已送到
done-arrived = 中转站 { $relay } 已收到，完整无损。它看不到内容。
done-next = 接下来会怎样
done-by = { $moment }之前，您会收到答复。
done-look = 到时候请再打开本页，选“查看答复”，输入您的回执。提前来看也可以。
done-nothing = 如果到时候还没有答复：
done-follow-up = 该机构会把它和您的第一封信放在一起看。请凭回执查看答复。
done-rest = 您接着写的内容会用同一份回执补上。也可以到此为止。
done-more = 您目前写的内容都已发送。还可以再写一些，现在或改天都行。
done-receipt = 您还没有核对回执。没有它，就看不到答复。
done-go-on = 接着回答问题
done-add = 补充内容
done-leave = 清空一切并离开
done-traces = 在这台设备上，浏览器的历史里可能有访问记录，下载文件夹里可能有您保存的文件。
carried-title = 已封好并保存
carried-what = 封好的信在下载文件夹里，文件名是 { $name }（共 { $count } 封）。还没有发送。
carried-how = 怎样发送
carried-here = 以后在这里：有网络时打开本页，选“发送一份封好的文件”。
carried-page = 在其他设备上也一样。带文件的人打不开它。
carried-upload = 没有 JavaScript 时：页面上会出现选择文件的一栏。
carried-promise = 答复的期限从信送到时算起。请收好回执。
carried-again = 再保存一次

## 草稿

draft-title = 保存草稿
draft-what = 您目前写的内容和选的文件，会加密封好，存成一个文件。只有您的回执能打开它，在这里或别的设备上都行。
draft-receipt = 打开时需要您抄下的回执。
draft-receipt-first = 请先抄下您的回执。没有它，谁也打不开草稿，您自己也不行。
draft-downloads = 文件会存到下载文件夹。别人找到它，能看出是加密的，但看不到内容。
draft-save = 保存草稿
draft-saved = 已存到下载文件夹，文件名是 { $name }。现在可以关闭本页。
draft-back = 继续
draft-open-title = 打开草稿，接着写
draft-open-what = 请选择文件，并输入保存时所用的回执。
draft-open-file = 文件
draft-open-receipt = 回执
draft-choose = 选择文件
draft-chosen = 文件已选好。
draft-open = 打开草稿
draft-opened = 草稿已打开。您写的内容都回来了。
draft-unread = 您保存这份草稿之后，问题有了改动。下面的回答已没有对应的问题，请把要紧的内容写进别的回答：
draft-no-file = 请先选择文件。
draft-no-receipt = 请先输入回执，十二个都要。
draft-not-one = 这个文件不是草稿。草稿的文件名通常是 notes.age，请找一下。
draft-other-receipt = 这份回执打不开这个草稿。可能文件不对，也可能回执不对。
draft-damaged = 这个草稿已损坏或不完整。如果您保存过几次，请换一份试试。
draft-newer = 这个草稿是用本页的新版本保存的。请用新版本打开。
draft-foreign = 这个草稿属于另一个机构，或属于已经不能申请的项目。

## 答复

enter-title = 请输入您的回执
enter-what = 请输入您抄下的十二个字或十二组数字。它们不会离开这台设备。
replies-look = 查看答复
replies-title = 给您的答复
replies-loading = 正在查看……
replies-found = 有一份答复。
replies-none-short = 还没有答复。
replies-none = 这份回执还没有答复。可能的原因：
replies-none-soon = 您的信还没有被取走。该机构在不联网的电脑上工作，需要几小时，而不是几分钟。请以后再来看。
replies-none-old = 答复在 90 天后会撤下。
replies-none-word = 有一个字或一组数字不对。请与纸上对照，重新输入。
replies-none-late = 如果承诺的时间已过：
replies-silent = 有的中转站没有回应，答复可能就在那里：
replies-failed = 现在取不到答复。您输入的回执还在，请再试一次。
replies-refused = 有些内容没有该机构的签名，因此没有使用。
replies-again = 再看一次
reply-answer = { $day }的答复
reply-acknowledgement = 您的信我们已收到：{ $day }
reply-due = { $moment }之前，您会收到答复。
reply-parts = 这段文字还缺 { $count } 部分，请在下面取。
reply-expires = 在这里可以看到{ $day }为止。需要的内容请记下来。
reply-proven = 已证实：只可能是该机构写的，而且只写给您的回执。
reply-read = 我看过了
reply-back = 回信
reply-unreadable = 那里的内容已损坏，或者不是该机构写的，因此不显示。
earlier-title = 更早的 { $count } 份答复
earlier-what = 每取一份，中转站就多知道一点，所以不会自动去取。
earlier-fetch = 取第 { $number } 份
parcel-fetch = 取文件 { $name }（{ $size }）
parcel-linkable = 中转站能看出取这个文件和取答复的是同一台设备。用 Tor 浏览器，就看不出是哪一台。
parcel-saved = 已存到下载文件夹，文件名是 { $name }。它已不再加密。
parcel-failed = 没能完整取到这个文件。请再试一次，或写信告诉该机构。

## 补充内容

follow-up-title = 补充内容
follow-up-what = 会送到同样的人手里，与第一封信一样加密封好。
follow-up-about = 关于哪一件事？
follow-up-text = 您想补充什么？
follow-up-danger = 如果写出名字可能害到那个人，就不要写。
follow-up-files = 文件
follow-up-empty = 请写一些内容，或选择一个文件。

## 发送封好的文件

carry-title = 发送一份封好的文件
carry-what = 请选择封好的文件，文件名通常是 document.age。会原样发送；本页也打不开它。
carry-choose = 选择文件并发送
carry-not-sealed = 这个文件没有加密，所以没有发送：途中谁都能看到。请先用本页或程序加密封好。
carry-wrong-length = 这个文件不是由本页或程序封好的，或者不完整，所以没有发送。请重新封好；也可以使用没有 JavaScript 的页面，那里接收任何大小的文件。

## 不能使用本页时

stop-insecure-title = 本页在这里无法加密
stop-insecure-what = 浏览器不让本页使用加密功能，您写的内容就无法封好。目前没有发送任何内容。
stop-insecure-do = 请用 https:// 开头的网址打开本页，或把保存下来的页面当作文件打开，或使用 Tor 浏览器。如果都不行，没有 JavaScript 的页面会说明怎样自己加密文件。
stop-tampered-title = 请不要使用本页
stop-tampered-what = 本页里该机构的数据被改动或损坏了。您写的内容可能会落到别人手里。目前没有发送任何内容。
stop-tampered-do = 请关闭本页。换一个网络或另一个中转站重新打开，对照八个字之后再写。
stop-unpublished-title = 本页还没有设置好
stop-unpublished-what = 本页还没有写明属于哪个机构，因此无法加密。
stop-unpublished-do = 请以后再试，或用其他方式联系该机构。
