# 工作台窗口。

app-title = Sealpost 工作台
app-locked = Sealpost 工作台（已锁定）

# 多处使用的词语
cancel = 取消
close = 关闭
show = 显示
hide = 隐藏
none = 无
nobody = 暂无人

# 导航
nav-queue = 待办
nav-exchange = 交换
nav-publish = 发布与备份
nav-settings = 设置
nav-lock = 锁定
nav-help = 快捷键

# 首次使用
first-title = 设置这个工作台
first-intro = 这台电脑上还没有保险库。保险库保存这个工作台的全部来信、个案和密钥，用您的口令加密。请让这台电脑永远不接入任何网络。
first-new = 新建机构
first-new-note = 生成机构的密钥。只需在一台电脑上做一次。
first-restore = 从备份恢复
first-restore-note = 用 U 盘上的备份恢复一个工作台。
first-organisation = 机构名称（写给来信人看的名称）
first-person = 您的名字或简称，供同事辨认
first-you = 您本人
first-passphrase = 您的口令
first-passphrase-again = 再输入一次口令
first-passphrase-note = 您每天早上都要输入它。五六个互不相干的词语就很好。忘记了谁也无法找回。
first-root = 根密钥
first-root-passphrase = 根密钥的口令
first-root-passphrase-again = 再输入一次根密钥的口令
first-root-note = 根密钥用来签署公众所信任的内容。它单独写成一个文件，请与这台电脑分开保管，并使用另一个口令。
first-root-folder = 存放根密钥的文件夹，最好在一个您会锁起来的 U 盘上
first-make = 建立保险库
first-making = 正在生成密钥和保险库……
first-restore-from = 备份所在的文件夹
first-restore-go = 恢复
first-restoring = 正在恢复并检查每个文件……
restored = 已全部恢复。请用您的口令解锁工作台。
restored-damaged = 已恢复，但备份中有损坏的文件：{ $about }
first-made = 保险库已建好。接下来：发布机构文件，然后做一次备份。
missing-organisation = 请输入机构名称。
missing-person = 请输入您的名字。
missing-passphrase = 请输入口令。
missing-folder = 请选择文件夹。
missing-root-passphrase = 请输入根密钥的口令。
passphrases-differ = 两次输入的口令不一致。
root-passphrases-differ = 两次输入的根密钥口令不一致。
passphrase-weak = 这个口令太容易猜到，请多加几个词。
passphrases-same = 根密钥需要一个不同的口令。
strength-empty = 用五六个互不相干的词语。
strength-weak = 容易猜到：请多加几个词。
strength-fair = 尚可：再加一个词就很牢固。
strength-strong = 牢固。

# 解锁
unlock-title = 解锁工作台
unlock-person = 您的名字
unlock-passphrase = 您的口令
unlock-go = 解锁
unlock-working = 正在解锁……
unlock-idle = { $minutes } 分钟没有按键或点击，已自动锁定。
unlock-drafts = 您正在写的内容已加密保存在保险库中。

# 待办
queue-title = 待办
queue-count = { $count ->
    [0] 没有请求
   *[other] { $count } 个请求
}
queue-shown = 显示 { $count } 个中的 { $shown } 个
queue-overdue = { $count } 个已逾期
queue-search = 搜索待办
queue-search-hint = 搜索（ / ）
queue-status = 状态
queue-every-status = 全部状态
queue-open-only = 未结的请求
queue-column-due = 答复期限
queue-column-request = 请求
queue-column-status = 状态
queue-column-assignee = 负责人
queue-column-arrived = 到达
queue-empty-title = 还没有收到任何来信
queue-empty = 请插入信使电脑写好的 U 盘，然后打开“交换”。
queue-empty-go = 前往“交换”
queue-no-match = 没有符合的请求。请修改搜索词或状态。
queue-clear = 全部显示
queue-row = { $title }，{ $due }，{ $status }，{ $details }
queue-no-title = 没有文字的请求
queue-files = { $count } 个文件
queue-unread = 未读
queue-unproven = 没有有效证明
queue-held = 有 { $count } 封来信未能收入，已另外存放；每次交换都会列出名称和原因

# 48 小时时钟
due-in-days = 还有 { $count } 天
due-in-hours = 还有 { $count } 小时
due-in-minutes = 还有 { $count } 分钟
due-now = 现在到期
overdue-minutes = 逾期 { $count } 分钟
overdue-hours = 逾期 { $count } 小时
overdue-days = 逾期 { $count } 天
due-answered = 已答复
due-none = 无期限
clock-back = 这台电脑的时钟倒退了：现在显示 { $shown }，而工作台之前已经到过 { $seen }。请校正时钟；在此之前，期限按较晚的时间计算。

# 状态
status-new = 新来信
status-working = 处理中
status-referred = 已转介
status-waiting = 等待对方
status-granted = 已同意
status-declined = 已婉拒
status-closed = 已结案

# 个案
case-tab-letter = 来信
case-tab-files = 文件（{ $count }）
case-tab-work = 备注与经过
case-tab-reply = 答复（{ $count }）
case-panel = 关于本案
case-not-proved = 这封来信没有有效的回执证明：可能是别人写的。答复时不要透露任何情况。
case-message = { $date } 的来信
case-follow-up = { $date } 的补充来信
case-in-language = 即：{ $text }
case-sensitive = 谨慎处理
case-more-follows = 对方说明还有后续：其余回答会在另一封信中送达。
case-foreign = 这封信可以打开，但不是用我们的表格写的。以下按原样显示。
case-problem = 与表格的要求不符：{ $problem }
case-no-answer = 未回答
case-status = 状态
case-assignee = 负责人
case-arrived = 到达
case-notes = 备注
case-note-new = 新备注，只有同事能看到
case-note-add = 添加备注
case-history = 经过
history-imported = 收到来信
history-read = 来信已打开
history-status = 状态：{ $status }
history-note = 写了备注
history-assigned = 由 { $person } 负责
history-given-back = 已交回
history-tagged = 标签：{ $tags }
history-replied = 写了答复
history-acknowledged = 工作台已确认收到
case-empty-notes = 还没有备注。
case-loading = 正在打开个案……

# 个案的文件
files-none = 本案没有文件。
files-preview = 查看
files-preview-close = 收起图片
files-export = 保存到文件夹……
files-export-folder = 保存到哪个文件夹
files-export-note = 保存到该文件夹的文件不再加密。请只保存到加密的 U 盘，用完即删。
files-export-go = 保存文件
files-no-preview = 这里只能查看图片（PNG、JPEG、WebP）。
files-preview-working = 正在解码图片……
files-picture = 图片 { $name }，{ $width } × { $height }
files-question = 用于回答：{ $question }
size-bytes = { $count } 字节
size-kib = { $count } KB
size-mib = { $count } MB
size-gib = { $count } GB

# 答复
reply-new = 新答复
reply-write = 您的答复，使用{ $language }
reply-language-of-person = 对方用{ $language }写信。如果可以，请用同一种语言答复。
reply-working = 正在加密并签署答复……
reply-too-long = 太长了：最多 32 份答复。
reply-note-short = 现在还没有发出任何内容。
reply-acknowledged = 工作台的收信确认
reply-count = { $characters } 个字符，{ $parts ->
    [1] 一份答复放得下
   *[other] 分为 { $parts } 份答复发送
}
reply-preview = 预览
reply-edit = 继续修改
reply-preview-title = 对方将会读到
reply-send = 签署并放上公告板
reply-sent = 答复已写好，将随下一次交换带出。
reply-note = 下一次与信使电脑交换之后，对方凭回执就能找到它。它会在公告板上保留 90 天。
reply-none = 还没有答复。对方最多只收到了收信确认。
reply-waiting = 随下一次交换带出
reply-on-board = 在公告板上保留至 { $date }

# 交换
exchange-title = 交换
exchange-intro = 从 U 盘取出加密的来信，并把答复、收信确认和您的机构文件写到 U 盘上。
exchange-sticks = U 盘
exchange-no-stick = 没有插入 U 盘。请插入并稍等片刻，或者输入它的文件夹。
exchange-free = 可用 { $size }
exchange-unknown-size = 大小未知
exchange-folder = U 盘的文件夹
exchange-go = 与这个 U 盘交换
exchange-working = 正在交换……
exchange-progress = { $done } / { $total }：{ $what }
exchange-done = 交换完成
exchange-nothing = U 盘上没有新内容。
exchange-new-cases = { $count } 个新请求
exchange-follow-ups = { $count } 封已有个案的补充来信
exchange-known = { $count } 封来信此前已收到
exchange-replies = 公告板上有 { $count } 份答复
exchange-acknowledged = 已确认收到 { $count } 封来信
exchange-unproven = { $count } 封来信没有有效的回执证明
exchange-unopened = { $count } 个文件未能收入
unopened-wrong-hash = 复制有误：请重新取一次
unopened-no-key = 这里没有能打开它的密钥；已另外存放，以后会再试
unopened-damaged = 发出之前已损坏；已另外存放
unopened-newer-version = 由更新的版本制作；原样保留
unopened-malformed = 能打开，但不符合格式规定；已另外存放，没有收入。负责 Sealpost 的人可以用救援密钥读取
unopened-not-sealed = 不是加密的来信；留在 U 盘上
unopened-too-large = 太大；留在 U 盘上
unopened-unreadable = U 盘上的这一处无法读取
unopened-not-kept = 保险库空间不足；留在 U 盘上
unopened-arrivals = 已损坏：其中没有到达时间的来信从现在起计时
exchange-unacknowledged = 未能告知 { $count } 人来信已收到；下次交换时再试
exchange-destroyed = 在另一台电脑上销毁的 { $count } 个个案，这里也已销毁
exchange-released = 中转站现在可以删除 { $count } 封来信
exchange-waiting = { $count } 封来信还缺第二份副本：请做备份
exchange-to-follow = { $count } 个文件这次放不下，下次交换时再带
exchange-held-clocks = { $count } 位同事的时钟快了一天以上：请互相核对时钟
exchange-recovered = 从同事处找回这台电脑的 { $count } 条记录
exchange-unreadable = 同事的 { $count } 个文件无法读取
progress-letters = 来信
progress-colleagues = 同事的处理记录
progress-board = 公告板
progress-parcels = 包裹
progress-files = 文件
progress-checking = 读回核对
exchange-colleagues = 来自同事工作台的 { $count } 条记录
exchange-safe = 可以拔出 U 盘了。

# 发布与备份
publish-title = 发布与备份
publish-heading = 机构文件
publish-intro = 公众所信任的内容：您的名称、表格、密钥和中转站，由根密钥签署。请在到期之前以及每次改动之后重新发布。
publish-root-file = 根密钥的文件
publish-root-passphrase = 根密钥的口令
publish-stick = 把它带往中转站的 U 盘的文件夹
publish-go = 签署并发布
publish-working = 正在签署……
publish-done = 已签署，编号 { $number }。信使电脑下次运行时送达中转站。
publish-last = 已发布：编号 { $number }。其密钥有效至 { $date }。
publish-never = 尚未发布：在此之前没有人能给您写信。
publish-config = 名称、项目、中转站和联系方式在这里修改：{ $path }
publish-fingerprint = 根密钥的指纹：印出来、读出来、互相核对
publish-page = 网页的 SHA-256：请与指纹一起公布
backup-heading = 备份
backup-intro = 全部内容的第二份副本，与保险库中一样加密。只有在经过核对的备份或同事的工作台也有这封信之后，才会向中转站确认收到。
backup-folder = 存放备份的文件夹
backup-go = 备份并核对
backup-working = 正在复制并核对……
backup-done = 备份完整并已核对：{ $files } 个文件，{ $events } 条记录。
backup-unverified = 备份已写入，但读回核对失败（{ $files } 个文件，{ $events } 条记录）。请换一个 U 盘。
backup-last = 上次备份：{ $date }。此后有 { $count } 处变动。
backup-never = 还没有备份。

# 设置
settings-title = 设置
settings-language = 窗口语言
settings-theme = 颜色
settings-zoom-value = { $percent }%
settings-zoom-in = 放大
settings-zoom-out = 缩小
settings-zoom-reset = 正常大小
settings-lock = { $minutes } 分钟没有按键或点击，工作台就会自动锁定。
settings-clipboard = 特意不提供剪贴板：复制的文字会被所有程序读到。请改为保存文件。
settings-zoom = 大小
theme-light = 浅色
theme-dark = 深色
theme-high-contrast = 高对比度

# 快捷键
help-title = 快捷键
help-intro = 一切都可以不用鼠标完成。Tab 键移到下一处，空格键和回车键表示按下。
key-ctrl = Ctrl
key-enter = 回车
key-escape = Esc
command-queue = 前往待办
command-exchange = 前往“交换”
command-publish = 前往“发布与备份”
command-settings = 前往设置
command-search = 搜索待办
command-next = 选择下一个请求
command-previous = 选择上一个请求
command-open = 打开所选的请求
command-back = 返回，或关闭打开的内容
command-reply = 写答复
command-note = 写备注
command-pane = 移到窗口的下一部分
command-lock = 锁定工作台
command-help = 显示快捷键
command-larger = 放大
command-smaller = 缩小
command-normal = 正常大小

# 消息
toast-close = 关闭消息
status-set = 状态已更改。
assigned-to = 现由 { $about } 负责。
assigned-to-no-one = 现在没有人负责。
file-saved = 已保存为 { $about }
found-damaged = 已损坏且未能修复：{ $about }
found-damaged-hint = 下次交换时，备份或同事的电脑可以把它找回来。
note-added = 备注已添加。
busy = 工作台正忙于另一项任务，请稍后再试。
desk-stopped = 工作台中掌管保险库的部分已停止。已保存的内容都没有丢失。请关闭窗口后重新打开。
picture-unreadable = 这张图片无法显示。
picture-unreadable-hint = 它可能已损坏，或者某一边超过 8192 像素。请保存下来，在一台出了问题也不要紧的电脑上查看。

# 表格对某个回答的意见
problem-bad-country = 不是一个国家或地区
problem-bad-currency = 不是表格中的货币
problem-bad-date = 不是日期
problem-bad-money = 不是金额
problem-bad-yes-no = 既不是“是”也不是“否”
problem-consent-needed = 没有表示同意
problem-contact-incomplete = 联系方式不完整
problem-file-too-large = 文件超过表格允许的大小
problem-file-type = 表格没有要求这种文件
problem-hidden = 表格本来不会问这个问题
problem-missing = 必答而未回答
problem-repeated = 重复选择
problem-too-many-files = 文件多于表格允许的数目
problem-too-many-rows = 行数多于表格允许的数目
problem-too-long = 超过表格允许的长度
problem-unknown-column = 表格中没有这一列
problem-unknown-option = 表格中没有这个选项
problem-unknown-question = 表格中没有这个问题
problem-wrong-kind = 回答的类型不对

# 可能出现的错误
error-bad-name = 名字由 1 到 40 个字母、数字、- 或 _ 组成。
error-bad-name-hint = 请用 linh 或 j-martin 这样的名字。
error-config = 机构说明文件中有错误：{ $about }
error-config-hint = 改正后请再发布一次。
error-damaged = 已损坏：{ $about }。
error-damaged-hint = 备份或同事的电脑可以把它找回来。
error-empty-text = 没有文字。
error-file-exists = { $about } 已经存在。
error-file-exists-hint = 请选择另一个文件夹；任何文件都不会被覆盖。
error-in-use = 保险库已在另一个窗口或命令中打开。
error-in-use-hint = 请先关闭那一个。
error-io = 存储介质出错：{ $about }。
error-io-hint = 请检查它是否已接好、可以写入并有空间，然后再试。
error-newer-vault = 这个保险库由更新版本的 Sealpost 写成。
error-newer-vault-hint = 请使用更新的版本。
error-no-case = 没有这个个案，或者它已被销毁。
error-no-file = 没有这个文件。
error-no-person = 这里没有叫这个名字的工作人员。
error-no-person-hint = 请检查拼写。
error-no-receipt = 这封来信没有回执，因此无法通过 Sealpost 答复。如果安全，请按来信中说明的方式答复。
error-no-keyring = 密钥文件的两份副本都已损坏或丢失。
error-no-keyring-hint = 请保持这个文件夹不动，把最近的备份恢复到另一个文件夹。备份之后的内容可由同事的电脑带回来。
error-no-access = 这个保险库的密钥文件里没有这位工作人员。
error-no-access-hint = 如果没有人取消其权限，那么这个密钥文件属于另一个保险库：请把最近的备份恢复到另一个文件夹。
error-no-people = 保险库里已没有任何工作人员的文件。
error-person-damaged = 这位工作人员的文件的两份副本都已损坏：{ $about }。
error-person-damaged-hint = 由能打开保险库的同事解锁后，文件会自动补回。如果没有人能打开，请把最近的备份恢复到另一个文件夹。
error-no-vault = 这个文件夹里没有保险库。
error-not-enrolled = 这台电脑正在等待另一台电脑接纳。
error-not-published = 还没有发布过，因此答复到不了公告板。请先发布。
error-other-vault = 这属于另一个工作台。
error-other-vault-hint = 请检查是否拿对了 U 盘。
error-seal = 无法加密。
error-seal-hint = 请一次少发一些。
error-too-large = 这个文件太大，不能在这里查看。
error-too-large-hint = 请改为保存到文件夹。
error-too-many-replies = 这位来信人的答复已达到一份回执的上限。
error-too-many-replies-hint = 请对方用新的回执再写一次。
error-vault-exists = 这里已经有一个保险库。
error-vault-exists-hint = 任何内容都不会被覆盖。
error-weak-passphrase = 这个口令太短。
error-weak-passphrase-hint = 至少 12 个字符；五六个随意的词语就很好。
error-wrong-passphrase = 这个口令打不开。
error-wrong-passphrase-hint = 请检查键盘布局和大写锁定键，然后再试。如果口令肯定没错，那就是文件已损坏：请用备份恢复。
error-wrong-root = 这不是本机构的根密钥。
error-wrong-root-hint = 请使用与这个保险库一同生成的文件。
error-other = 没有成功：{ $about }。
