# 空白表格：提交工具和接案端共用的语句。

question-needed = （必填）
question-free = （可以不填）
question-careful = 请小心：
how-date = 日期，例如 2026-11-23。只写月份（2026-11）或年份（2026）也可以。
how-money = 金额和货币，例如 1500 USD。
how-money-of = 金额和货币，例如 1500 USD。这里可用：{ $currencies }
contact-channel = 联系方式（Signal、电子邮件、电话等）：
contact-handle = 号码、地址或用户名：
contact-safe-hours = 什么时候联系您是安全的？
contact-never = 有什么是我们绝不能发、绝不能说的？
form-how =
    以井号开头的行是说明，请不要改动。
    请在带 @ 的行下面写回答，那一行也不要改动。
    选项请在方括号里写 x。
    填完后加密封好，不需要网络：sealpost seal 文件名
    这个文件没有加密。封好之后请马上删除它。
form-how-one = 请在其中一行的方括号里写 x。
form-how-some = 凡是符合的，请在方括号里写 x。
form-how-country = 国家或地区的名称，或两个字母的代码。
form-countries = 这个项目包括：{ $names }
form-how-table = 每行一条，各栏之间用竖线隔开：
form-how-files = 每行写一个文件的路径。最多 { $count } 个文件，每个不超过 { $limit }。
form-yes = 是
form-no = 否
form-only-if = 只在“{ $question }”回答以下内容时填写：{ $answers }
form-only-if-fits = 只在符合您的情况时填写。
