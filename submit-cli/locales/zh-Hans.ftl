# `sealpost` 的文字。
#
# 读到这些话的人可能害怕、疲惫、正被监视。请写得平实、安静，说清楚下一步。
# 命令和选项的名称不翻译。

## 回答

prompt-answer = >{" "}
prompt-more = ..{" "}
prompt-number = 请输入编号（1 到 { $count }）：
prompt-numbers = 请输入 1 到 { $count } 之间的编号，用空格隔开（都不选请输入 0）：
prompt-yes-no = 1 是，2 否：
prompt-country = 国家或地区的名称，或两个字母的代码：
prompt-country-listed = 编号，或其他国家或地区的名称：
prompt-file = 文件（没有了就按回车）：
wrong-number = 请输入 1 到 { $count } 之间的一个编号。
wrong-numbers = 请输入 1 到 { $count } 之间的编号，用空格隔开。
wrong-yes-no = 是请输入 1，否请输入 2。
wrong-country = 没有找到这个国家或地区。也可以用英文名称，或两个字母的代码。
wrong-country-similar = 您指的是其中之一吗？{ $names }
wrong-summary = 请输入 0，或 1 到 { $count } 之间的编号。
words-yes = 是 是的 对 有
words-no = 否 不 不是 没有
answer-so-far = 您目前的回答：
options-chosen = 星号表示您已选的。按回车保持不变。
question-is-needed = 这一项需要回答。如果现在答不了，请输入 :s，稍后再回来。
how-long-text = 可以写很多行。写完后，另起一行只输入一个句号。
how-long-text-again = 按回车保持不变。要重写请直接输入；写完后，另起一行只输入一个句号。
long-text-length = 您写了 { $count } 个字。其余的可以之后用 sealpost follow-up 补充。
long-text-cut = 保留开头，能放下多少就留多少
long-text-anew = 重写
how-files = 请输入文件的路径，或把文件拖到这里。要去掉某个文件，请输入减号和它的编号。最多 { $count } 个文件，每个不超过 { $limit }。
files-full = 这一项不能再加文件了。
files-no-such = 没有这个编号的文件。
table-done = 填完了
table-add = 加一行
table-remove = 去掉最后一行
table-row = 第 { $number } 行

## 命令

command-back = 返回
command-back-meaning = 回到上一题
command-skip = 跳过
command-skip-meaning = 这一题先放着
command-save = 保存
command-save-meaning = 保存草稿，只有您的回执能打开
command-send-now = 先发
command-send-now-meaning = 先发出最要紧的回答，其余之后再发
command-quit = 退出
command-quit-meaning = 停止
commands-title = 任何时候都可以不回答，改为输入：
commands-help = 输入问号可以再看一遍。
command-unknown = 没有这个命令；输入问号可以查看全部命令。如果您的文字以冒号开头，请在冒号后加一个空格再写。
command-not-here = 这个命令在这里不起作用。
nothing-before = 这是第一题。

## 提问

ask-welcome = 写信给 { $name }
choose-programme = 您需要什么？
programme-closed = { $title }（已截止）
programme-not-yet = { $title }（{ $day } 开始）
programme-other-language = 这个项目的问题没有您所选的语言。以下用{ $language }显示。
ask-how = 在您发送之前，您的回答只留在这台电脑上。发送时会加密封好，只有该机构能打开。
outside-may-go-on = 您仍然可以继续填写并发送。
outside-go-on = 继续
outside-stop = 停止，什么也不发送
quit-how = 除了您自己发出的，没有发送任何内容。您的回答怎么处理？
quit-save = 保存草稿后停止
quit-discard = 停止，不保留
quit-stay = 继续回答
send-now-what = 现在只发出最要紧的回答。其余的可以之后用同一个回执补充。
send-now-already = 最要紧的几项已经发出。请回答其余的问题，最后会一起发送。
send-now-nothing = 最要紧的几项还没有填写，目前没有可以先发的。
send-now-done = 最要紧的回答已经发出。
send-now-go-on = 现在继续填写其余部分
send-now-save = 把其余部分存为草稿，然后停止
send-now-stop = 到此为止
summary-title = 请再看一遍您的回答：
summary-empty = （没有回答）
summary-sent = （已发送）
summary-send = 要修改某个回答，请输入它的编号。要加密封好并全部发送，请输入 0。
summary-prompt = 输入 0 发送，或输入编号：
summary-mend = 还需要上面列出的回答才能发送。请输入其中一个的编号。输入 :n 可以马上先发最要紧的回答。
summary-prompt-mend = 编号：

## 草稿

draft-prompt = 文件名（按回车用 { $path }）：
draft-replace = 已有文件 { $path }。要替换它吗？
draft-saved = 已保存为 { $path }。只有您的回执能打开：sealpost ask --draft { $path }
draft-nothing = 还没有可保存的内容。
draft-kept = 保存这份草稿之后，表格有了改动，已没有地方放下面的内容。这些内容不会随您的回答发送，但会留在您保存的每一份草稿里。重要的内容可以写进别的回答。

## 回执

receipt-title = 您的回执
receipt-what = 要看到答复、要之后再补充，只能靠这 12 个字，或旁边的 12 组数字。它们不含关于您的任何信息。谁拿到它们，谁就能看到给您的答复；丢失了，谁也无法补发。
receipt-write-down = 请按这个顺序把字或数字抄在纸上，抄一种就够了。不要拍照，也不要放在别人可能翻看的地方。
receipt-type-back = 请照您写下的输入一遍，用空格隔开。按回车再显示一次；输入 0 则不核对，直接继续。
receipt-prompt = 回执：
receipt-right = 正确。回执已不在屏幕上，请把那张纸收好。
receipt-another = 这是一个有效的回执，但不是这一个。请逐字对照。
receipt-look-at = 请先看第 { $position } 个。
receipt-try-again = 请再试一次。按回车再显示回执；输入 0 则不核对，直接继续。
receipt-skip-sure = 没有正确的回执，您就看不到答复。确定不核对就继续吗？
receipt-skipped = 没有核对。关闭这个窗口之前，请确认您已抄下这 12 个字或 12 组数字。
receipt-enter = 请输入回执的 12 个字或 12 组数字，用空格隔开。

## 文件里的信息

file-found = { $name }，{ $size }，{ $type }
file-no-traces = 没有在这个文件里发现地点、设备或作者。
file-unknown-traces = 这个工具看不了这类文件的内部。里面可能有作者姓名、地点或时间。
file-traces = 除了内容本身，这个文件还透露：
file-traces-stay = 这个工具无法从这类文件中去掉这些信息。
file-choice = 这些也要发送吗？有时它们是证据，有时会让人陷入危险。无论怎样，您自己的文件都不会改动。
file-remove = 发送去掉这些信息的副本
file-keep = 原样发送文件
file-removed = 将发送去掉这些信息的副本。您自己的文件没有改动。
file-kept = 将原样发送文件。
trace-position = 位置
trace-time = 时间
trace-device = 设备
trace-serial = 序列号
trace-author = 作者
trace-title = 标题
trace-comment = 说明
trace-software = 软件
trace-other = 隐藏的数据（预览图、早先的版本等）

## 加密与发送

letter-kept = 已封好：{ $path }
seal-next = 还没有发送任何内容。联网之后请运行：sealpost send { $path }
sending = 正在发送 { $size }
sending-to = 发往中转站“{ $name }”……
sent = 中转站已完整收到您的信，没有损坏。
outbox-remains = 已发送，但封好的副本没能删除：{ $path }
next-title = 接下来
next-by = 该机构会在 { $time }之前答复。
next-how = 用您的回执查看答复：sealpost replies
next-none = 如果到时还没有答复：
next-follow-up = 要补充内容：sealpost follow-up
moment = { $day } { $weekday } { $hour }（{ $zone }）
weekday-1 = 星期一
weekday-2 = 星期二
weekday-3 = 星期三
weekday-4 = 星期四
weekday-5 = 星期五
weekday-6 = 星期六
weekday-7 = 星期日

## 信任一个机构

trust-name = 机构：{ $name }
trust-fingerprint = 它的指纹，分别用字和数字表示：
trust-compare = 请与您从别处得到的指纹对照，例如传单、另一个网站或您信任的人。只要有一个字不同，这个文件就不是该机构的。
trust-question = 每个字或每组数字都相同吗？
trust-changed = 您以前信任过这个机构，但指纹不同。只有从可靠的来源得到新指纹，才可以相信它。
trust-already = 您已经信任 { $name }。最新的文件已保存。
trust-done = 您现在信任 { $name }。以后的文件会自动核对。
warn-relay-older = 中转站“{ $name }”显示的内容比您见过的更旧，没有使用。
warn-relay-wrong = 中转站“{ $name }”显示了该机构没有签名的内容，没有使用。
warn-stale-works = 您可以继续：现在封好的内容仍然能打开。

## 离线表格

form-written = 用任何编辑器填写表格，存为文本，然后运行：sealpost seal 文件名
form-fault-boxes = 请保留带方括号的行，只标记可以选的。
form-fault-comment = 第 { $line } 行以井号开头，但不是原有的说明。如果是您写的，请在井号前加一个空格；如果不是，请删除这一行。
form-fault-question = 第 { $line } 行的问题在表格里没有，或出现了两次。

## 答复

replies-none = 这个回执目前还没有答复。原因可能有几种：该机构还没有取走您的信（他们在不联网的电脑上工作，需要几个小时，而不是几分钟）；答复满 90 天，已经撤下；或者回执中有一个字或一组数字不对。请过几个小时再看。如果承诺的时间已过，请联系您发送时看到的联系人。
replies-earlier = { $count ->
   *[other] 公告板上还有 { $count } 份较早的答复，或答复的一部分。
 } 要一并取来：sealpost replies --earlier。每取一次，中转站会多知道一点。
reply-answer = { $day } 的答复
reply-acknowledgement = { $day } 的收到确认
reply-part = 第 { $number } 部分，共 { $of } 部分
reply-proven = 已证实：只可能是该机构写的，而且只写给您的回执。
reply-unproven = 这个回执下有一份内容，来源无法证实，因此不显示。
reply-due = 该机构承诺在 { $time }之前答复。
reply-expires = 它将在 { $day } 从公告板上撤下。需要的内容请抄下来。
reply-parcel = 附有文件：{ $name }，{ $size }。要取来：sealpost replies --save 文件夹
parcels-none = 这些答复没有附文件。
parcels-linkable = 只给您一人的文件是可以被认出的：中转站会看到取答复和取这个文件的是同一个人。通过 Tor，就看不到是谁。
parcels-sure = 要取这些文件吗？
parcel-saved = 已保存：{ $path }

## 补充

follow-up-text = 请写下要补充的内容。写完后，另起一行只输入一个句号。
follow-up-long = 已达到最大长度，文字到此为止。
follow-up-files = 要补充的文件，一次一个：
follow-up-sure = 加密封好并发送吗？
follow-up-next = 用您的回执查看答复：sealpost replies

## 错误

error-attachment-changed = 有一个文件在加密时被改动，或被移走了。
hint-attachment-changed = 请把文件留在原处，再试一次。
error-attachment-kind = 这一项不接受这类文件。
error-attachment-too-large = 这个文件超过 { $limit }。
hint-attachment-too-large = 请发送其中一部分，或较小的版本；其他文件可以之后用 sealpost follow-up 补充。
error-board = 中转站显示的答复没有该机构的签名，或已损坏。
hint-board = 请稍后再试，或换一个网络。其中的内容都没有使用。
error-certificate = 这个文件里没有证书。
hint-certificate = 请提供中转站运营者给出的证书，PEM 或 DER 格式。
error-draft = 这份草稿用这个回执打不开，或已损坏。
hint-draft = 草稿只能用开始填写时的那个回执打开。
error-draft-foreign = 这份草稿属于另一个机构，或属于已不存在的项目。
hint-draft-foreign = 请用 --organisation 指明机构。
error-end-of-input = 还没有回答完，输入就结束了；没有发送任何内容。
hint-end-of-input = 请重新开始；需要休息时用 :d 保存草稿。
error-exists = 已经有文件 { $path }。
hint-exists = 请换一个名称，或先把那个文件移开。
error-fingerprint-differs = 指纹不相同；没有接受这个机构文件。
hint-fingerprint-differs = 不要发送任何内容。请从别处取得文件，再对照一次。
error-fingerprint-unreadable = 这不是指纹。
hint-fingerprint-unreadable = 请给出全部 8 个字或 8 组数字，放在引号里。
error-form-foreign = 这不是您所信任的机构的表格。
hint-form-foreign = 请用 sealpost form 生成表格，并保留带 @form 的那一行。
error-form-problems = { $count ->
   *[other] 表格里有 { $count } 处需要修改；没有加密任何内容。
 }
hint-form-problems = 请在同一个文件里修改上面列出的地方，然后再加密一次。
error-letter = { $path } 不是封好的信，或不完整。
hint-letter = 请重新加密封好；只能发送完整的信。
error-letter-too-large = 回答和文件加起来超过了一封信的上限。
hint-letter-too-large = 现在少发一些文件，其余的用 sealpost follow-up 补充。
error-nothing-found = 目前没有给这个回执的答复。
error-nothing-to-send = 没有可以发送的内容。
hint-nothing-to-send = 请指明一封封好的信，或先写点内容。
error-not-sent = 现在没有中转站收下这封信；它已封好，保存为 { $path }。
hint-not-sent = 稍后可以从中断处继续：sealpost send { $path }
error-not-text = 无法读取这段文字。
hint-not-text = 请存为 UTF-8 文本。
error-not-trusted = 还没有信任任何机构。
hint-not-trusted = 请先运行：sealpost trust --relay 地址
error-organisation-older = 这个机构文件比您已有的更旧；没有接受。
hint-organisation-older = 您已有的仍然可用。请试试另一个中转站。
error-organisation-other-root = 这个文件不是由您信任的机构签名的。
hint-organisation-other-root = 不要使用它。请通过您信任的途径询问该机构。
error-organisation-signature = 机构文件的签名无效。
hint-organisation-signature = 文件在途中被改动或损坏。请从别处取得。
error-organisation-unreadable = 这不是机构文件，或已损坏。
hint-organisation-unreadable = 请检查地址，或从别处取得文件。
error-parcel = 文件与答复所说的不符；没有保存。
hint-parcel = 请再试一次，或用 sealpost follow-up 询问该机构。
error-programme = 没有“{ $name }”这个项目。
hint-programme = 不写 --programme 就可以从列表中选择。
error-programme-closed = 这个项目目前不接受请求。
error-read = 无法读取 { $path }（{ $reason }）。
hint-read = 请检查名称，确认文件在那里。
error-receipt-checksum = 有一个字或一组数字不对，或有两个位置颠倒了。
error-receipt-count = 输入了 { $found } 个，应为 { $expected } 个。
error-receipt-source = 无法读取存有回执的文件或描述符。
error-receipt-word = 第 { $position } 个字或第 { $position } 组数字不会出现在回执中。
hint-receipt = 请与您写下的逐个对照。
hint-receipt-source = 请提供含有 12 个字或 12 组数字的文本文件。
error-relay-answer = 中转站的回应无法识别。
hint-relay-answer = 请检查地址，或稍后再试。
error-relay-certificate = 中转站出示的证书，本工具没有理由信任。
hint-relay-certificate = 如果中转站使用自己的证书，请用 --certificate 文件 指明它（向运营者索取）。否则可能有人在中间截取：先不要发送，请换用 Tor 或别的网络再试。
error-relay-checksum = 中转站确认的内容与发出的信不一致。
hint-relay-checksum = 请再发送一次；也许另一个中转站可以。
error-relay-refused = 中转站现在不接收（代码 { $status }）。
hint-relay-refused = 请稍后再试。
error-relay-unreachable = 连接不上中转站。
hint-relay-unreachable = 请检查网络。如果中转站被封锁，Tor 也许有用：--socks5 127.0.0.1:9050
error-relay-url = 这不是可用的中转站地址。
hint-relay-url = 地址以 https:// 开头；.onion 地址还需要 --socks5 主机:端口。
error-seal = 加密失败；没有写入任何内容。
hint-seal = 请再试一次；如果仍然失败，请用 sealpost trust 取得较新的机构文件。
error-several-organisations = 您信任的机构不止一个。
hint-several-organisations = 请指明是哪一个：--organisation 名称
error-socks5 = 代理地址的格式不是“主机:端口”。
hint-socks5 = 使用 Tor 时通常是 --socks5 127.0.0.1:9050
error-stopped = 已停止。
error-terminal = 无法使用这个终端。
hint-terminal = 请换一个终端，或使用离线表格：sealpost form
error-unknown-organisation = 您信任的机构中没有“{ $name }”。
error-write = 无法写入 { $path }（{ $reason }）。
hint-write = 请检查是否还有空间，以及您能否在那里写入。
