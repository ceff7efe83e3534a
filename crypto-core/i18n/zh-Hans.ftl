# 各程序共用的语句。

answer-yes = 是
answer-no = 否
answer-safe-hours = 安全的联系时间：{ $text }
answer-never = 切勿发送或提起：{ $text }

problem-bad-country = 请填写国家或地区的名称，或两个字母的代码。
problem-bad-currency = 请填写这里接受的货币，用三个字母的代码。
problem-bad-date = 请先写年份：2026-11-23、2026-11 或 2026。
problem-bad-money = 请填写金额和货币，例如 1200.50 USD。
problem-bad-yes-no = 请回答“是”或“否”。
problem-consent-needed = 没有您的同意，我们无法继续。
problem-contact-incomplete = 请把联系方式和您在那里的号码、地址或名称都填上。
problem-file-too-large = 文件超过 { $megabytes } MB。
problem-file-type = 这里不接受这种文件。
problem-hidden = 这个问题已不适用，其回答不会发送。
problem-missing = 这个问题必须回答。
problem-repeated = 有重复的内容。
problem-too-many-files = 最多 { $max } 个文件。
problem-too-many-rows = 最多 { $max } 行。
problem-too-long = 最多 { $max } 个字。
problem-unknown-column = 没有这一列。
problem-unknown-option = 请从列出的选项中选择。
problem-unknown-question = 表格中没有这个问题。
problem-wrong-kind = 这个回答不符合问题的要求。

stale-clock-behind = 这台设备的时间似乎不对。您的信仍然可以加密封好，也能被读到。
stale-expired = 这份机构文件自 { $day } 起就应更新。您的信仍然可以加密封好，也能被读到；请在安全的时候获取新的文件。
stale-no-period = 这份文件中没有今天可用的密钥，因此使用机构的备用密钥。您的信能被读到，但可能需要更长时间。

lack-expires-soon = 文件将在两周内过期：{ $place }。
lack-intake-gap = 没有收件密钥覆盖 { $place }：那天的信会改用备用密钥加密。
lack-invalid = 读取程序会拒绝这份文件：{ $place }。
lack-missing-text = 缺少文字：{ $place }。
lack-no-desk = 没有列出任何工作台，无法发布答复。
lack-no-first-cry = { $place }：承诺尽快答复，却没有任何问题属于首次求助。
lack-no-next-root = 没有预告下一把根密钥：根密钥一旦丢失，将无法更换。
lack-no-programme = 还没有可以申请的项目。
lack-no-relay = 没有可以投递信件的地址。{ $place }
lack-one-relay = { $place } 是唯一的中继：一旦被封锁或查扣，信件将无法送达。
lack-unknown-country = 没有这个国家或地区代码：{ $place }。
