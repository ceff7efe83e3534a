# 各程序共用的语句。

answer-yes = 是
answer-no = 否
answer-safe-hours = 安全的联系时间：{ $text }
answer-never = 切勿发送：{ $text }

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
