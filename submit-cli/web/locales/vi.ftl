# Lời văn của trang.
#
# Người đọc có thể đang sợ, mệt và bị theo dõi. Giản dị, bình tĩnh; không đùa, không trách, không dùng dấu chấm than.
# Nói rõ điều gì xảy ra tiếp theo.

page-title = Biểu mẫu
language = Ngôn ngữ
skip = Tới nội dung
leave = Rời đi ngay
back = Quay lại
next = Tiếp tục
next-anyway = Để trống và đi tiếp
back-to-questions = Về các câu hỏi
choose = Hãy chọn
size-kilobytes = { $amount } KB
size-megabytes = { $amount } MB
moment = { $hour }, { $day } (theo giờ của bạn, { $zone })

## Màn hình đầu

welcome-title = Viết thư an toàn cho { $name }
welcome-lead = Những gì bạn viết ở đây được mã hóa ngay trên thiết bị này. Chỉ tổ chức nhận thư mở được; không ai trên đường đi đọc được.
welcome-keep-open = Hãy dùng các nút trên trang, đừng bấm phím quay lại của điện thoại: đóng trang là mất những gì đã viết. Ở đây không có giới hạn thời gian.

stays-title = Những gì còn lại trên thiết bị này
stays-nothing-what = Câu trả lời của bạn không bị lưu lại.
stays-nothing-do = Chúng chỉ được giữ khi trang còn mở. Không có cookie, không lưu gì cả.
stays-history-what = Lần truy cập này có thể còn trong lịch sử trình duyệt.
stays-history-do = Hãy mở trang trong cửa sổ ẩn danh, hoặc sau đó xóa lịch sử một giờ gần nhất.
stays-network-what = Mạng bạn đang dùng có thể thấy bạn vào địa chỉ này, nhưng không thấy bạn viết gì.
stays-network-do = Trình duyệt Tor giấu được cả địa chỉ, nhưng mạng thấy là bạn dùng Tor.
stays-downloads-what = Bản nháp và các tệp khác bạn lưu sẽ nằm trong mục tải xuống.
stays-downloads-do = Khi không cần nữa, hãy xóa ở đó và trong thùng rác.
stays-keyboard-what = Bàn phím điện thoại có thể ghi nhớ chữ bạn gõ.
stays-keyboard-do = Nếu được, hãy tắt phần ghi nhớ và gợi ý từ mạng, hoặc dùng bàn phím khác.
stays-leave = Nút “Rời đi ngay” luôn ở trên cùng: bấm vào là xóa hết ngay và hiện trang thời tiết.

ways-title = Bạn muốn làm gì?
way-ask = Xin giúp đỡ
way-ask-sure = Những gì đã viết chưa được lưu. Bắt đầu lại từ đầu?
way-on = Viết tiếp chỗ đang dở
way-replies = Xem thư trả lời hoặc viết thêm
way-draft = Mở bản nháp đã lưu và viết tiếp
way-carry = Gửi một tệp đã mã hóa

fingerprint-title = Đây có đúng là trang thật không?
fingerprint-what = Hãy so tám từ này với tám từ của { $name } mà bạn có được bằng cách khác: trên giấy, từ người bạn tin cậy, trên một trang web khác. Chỉ cần một từ khác, đừng dùng trang này.
fingerprint-numbers = Cũng là những từ ấy, viết bằng số:

## Chọn chương trình

programmes-title = Bạn cần gì?
programme-choose = Bắt đầu: { $title }
programme-closed = Đã đóng từ ngày { $day }.
programme-not-yet = Mở từ ngày { $day }.
programme-other-language = Chưa có các câu hỏi này bằng ngôn ngữ của bạn. Dưới đây là bản bằng ngôn ngữ khác: { $language }.

## Đặt câu hỏi

progress = Phần { $number } trên { $count }
needed = (cần trả lời)
careful = Hãy cẩn thận:
take-back = Bỏ lựa chọn này
count = { $length } trên { $max } ký tự
faults = Có { $count } câu cần xem lại. Bạn cũng có thể để trống và đi tiếp.
problem-bad-country = Hãy chọn một nước.
problem-bad-currency = Hãy ghi loại tiền bằng ba chữ cái, ví dụ VND hoặc USD.
problem-bad-date = Hãy ghi ít nhất là năm, bằng bốn chữ số; ngày phải có thật.
problem-bad-money = Hãy ghi số tiền bằng chữ số, ví dụ 1200.50.
problem-in-cell = Dòng { $row }, { $column }: { $problem }
date-year = Năm
date-year-such-as = 2026
date-month = Tháng
date-day = Ngày
date-unknown = không rõ
date-month-of = { $month } năm { $year }
money-amount = Số tiền
money-currency = Loại tiền
countries-covered = Các nước thuộc chương trình này
countries-others = Các nước khác
contact-channel = Cách liên lạc (Signal, e-mail, điện thoại…)
contact-handle = Số, địa chỉ hoặc tên của bạn ở đó
contact-safe-hours = Khi nào liên lạc với bạn ở đó thì an toàn?
contact-never = Điều gì tuyệt đối không được gửi hay nói ở đó?
contact-line = { $channel }: { $handle }
cell-line = { $column }: { $text }
cell-separator = {"; "}
table-row = Dòng { $number }
table-add = Thêm một dòng
table-remove = Bỏ dòng { $number }
tools-title = Bất cứ lúc nào
tool-urgent = Gửi trước điều gấp nhất, phần còn lại sau
tool-save = Lưu bản nháp
tool-review = Xem lại và gửi
tool-receipt = Hiện biên nhận của tôi

## Tệp

files-choose = Chọn tệp
files-limit = Nhiều nhất { $count } tệp, mỗi tệp tối đa { $size }.
files-reading = Đang xem { $name }…
files-remove = Bỏ { $name }
files-full = Chưa thêm { $name }: ở đây nhiều nhất { $max } tệp. Những tệp khác có thể gửi thêm sau.
files-too-large = Chưa thêm { $name }: tệp có dung lượng { $size }, tối đa là { $limit }. Có thể dùng bản nhỏ hơn, một phần của tệp, hoặc ảnh chụp. Những gì bạn viết vẫn còn nguyên.
files-wrong-type = Chưa thêm { $name }: ở đây không nhận loại tệp này. Có thể dùng ảnh hoặc PDF. Những gì bạn viết vẫn còn nguyên.
files-unreadable = Không đọc được { $name }. Hãy chọn lại. Những gì bạn viết vẫn còn nguyên.
traces-none = Không tìm thấy vị trí, thiết bị hay tác giả trong tệp này.
traces-unknown = Trang này không xem được bên trong loại tệp này. Trong đó có thể có tên tác giả, địa điểm hoặc thời gian.
traces-found = Ngoài nội dung, tệp này còn cho biết:
traces-stay = Ngoài nội dung, tệp này còn cho biết những điều sau, và trang này không xóa được:
traces-choice = Bạn muốn gửi bản nào? Tệp của bạn không bị thay đổi.
traces-stripped = Bản sao không có những thông tin này (an toàn hơn)
traces-kept = Tệp nguyên như vậy (có khi dùng được làm bằng chứng)
trace-position = Vị trí:
trace-time = Thời gian:
trace-device = Thiết bị:
trace-serial = Số sê-ri:
trace-author = Tác giả:
trace-title = Tiêu đề:
trace-comment = Mô tả:
trace-software = Phần mềm:
trace-other = Dữ liệu ẩn (ảnh xem trước, bản cũ hoặc tương tự)

## Biên nhận

receipt-title = Biên nhận của bạn
receipt-what = Nhờ biên nhận này bạn đọc được thư trả lời của chúng tôi và viết thêm được. Nếu mất, không ai cấp lại được.
receipt-spelling = Hiện dưới dạng
receipt-as-words = 12 từ tiếng Anh
receipt-as-numbers = 12 số
receipt-paper = Hãy chép ra giấy, đúng thứ tự này. Từ hay số, chép một loại là đủ.
receipt-no-photo = Đừng chụp ảnh và đừng lưu trong điện thoại.
receipt-secret = Biên nhận không nói gì về bạn. Nhưng ai có nó thì đọc được thư trả lời: hãy cất ở nơi không ai nhìn thấy.
receipt-written = Tôi đã chép xong
receipt-later = Đi tiếp, tôi sẽ chép sau
type-back-title = Bạn chép ra giấy có đúng không?
type-back-why = Hãy nhập lại những gì bạn đã chép, để chắc chắn sau này đọc được thư trả lời. Hãy bấm các phím bên dưới; không có gì đi qua bàn phím của bạn.
type-back-right = Đúng rồi. Hãy cất kỹ tờ giấy; bạn sẽ cần nó để đọc thư trả lời.
type-back-show = Xem lại biên nhận
type-back-skip = Đi tiếp, không kiểm tra
entry-spelling = Trên giấy của bạn ghi gì?
spelling-numbers = 12 số
spelling-english = 12 từ tiếng Anh
spelling-simplified-chinese = 12 chữ Hán
spelling-french = 12 từ tiếng Pháp
entry-type-here = Chữ cái hoặc chữ số đã bấm
entry-now = { $number }.
entry-slot = Ô { $number }: { $word }
entry-slot-empty = Ô { $number }: trống
entry-hint-letters = Hãy bấm hai chữ cái đầu của từ.
entry-hint-pinyin = Hãy bấm phần đầu của âm theo bính âm (Pinyin), không cần dấu.
entry-hint-tap = Bây giờ hãy bấm vào từ. Thêm một chữ cái thì danh sách ngắn lại.
entry-hint-none = Không có từ nào bắt đầu như vậy. Hãy xóa một chữ cái.
entry-hint-numbers = Hãy bấm bốn chữ số của số này.
entry-hint-full = Đã đủ mười hai. Muốn sửa ô nào thì bấm vào ô đó.
entry-back = Xóa
entry-too-high = Các số đi từ 0000 đến 2047. Hãy xem lại số này.
entry-differs = Những ô khác với biên nhận: { $numbers }. Bấm vào để sửa, hoặc xem lại biên nhận.
entry-wrong = Đây chưa phải là biên nhận: có một từ hoặc số sai, hoặc hai ô đổi chỗ cho nhau. Hãy so từng ô với tờ giấy; bấm vào để sửa.
entry-unknown-word = Từ hoặc số ở vị trí { $position } không thuộc về biên nhận. Hãy so với tờ giấy.
entry-wrong-count = Hiện có { $found } từ hoặc số; một biên nhận có { $expected }.
entry-line = Gõ hoặc dán thành một dòng
entry-line-how = Bàn phím của bạn có thể ghi nhớ những gì gõ ở đây.
entry-line-take = Dùng dòng này

## Điều gấp nhất

urgent-title = Điều gấp nhất trước
urgent-what = Những gì bạn trả lời ở đây được gửi ngay trong một lá thư nhỏ, đường truyền yếu cũng tới được. Mọi điều khác có thể gửi sau, với cùng biên nhận.
urgent-rest = Sau đó tự động gửi { $count } câu trả lời khác mà tôi đã viết.
urgent-send = Mã hóa và gửi ngay

## Xem lại

review-title = Hãy đọc lại một lượt
review-faults = Còn { $count } câu thiếu hoặc cần xem lại
review-empty = Phần còn để trống
review-change = Sửa
review-change-topic = Sửa: { $topic }
review-sent = (đã gửi)
review-mend = Khi những câu nêu ở trên đã xong, bạn có thể gửi tất cả. Phần gấp nhất thì gửi được ngay, bằng nút bên dưới.
review-length = Sau khi mã hóa, thư của bạn có dung lượng { $size }. Rất nhiều thư có cùng dung lượng này, nên nó không cho biết gì về thư của bạn.
review-length-two = Sau khi mã hóa, thư của bạn có dung lượng { $size }. Một phần nhỏ ({ $first }) được gửi trước để điều gấp nhất đến sớm; phần còn lại tự động được gửi sau.
review-send = Mã hóa và gửi
review-carry = Mã hóa và lưu thành tệp
review-carry-what = Tệp đã mã hóa có thể mang sang thiết bị khác để gửi. Ngoài tổ chức, không ai mở được, kể cả bạn.
review-all-sent = Mọi điều bạn viết đã được gửi.
review-running = Những câu trả lời trước vẫn đang được gửi.
review-look = Xem đã đến đâu

## Mã hóa và gửi

send-title = Mã hóa và gửi
send-title-seal = Mã hóa
send-sealing = Đang mã hóa trên thiết bị này…
send-sending = Đang gửi đến { $relay }…
send-paused = Đã tạm dừng. Phần đã đến được giữ lại; sẽ gửi tiếp từ đó.
send-failed = Thư chưa đến nơi.
send-not-sealed = Chưa mã hóa được, và chưa gửi gì.
send-part-first = (thư { $number } trên { $count }: điều gấp nhất)
send-part-rest = (thư { $number } trên { $count }: phần còn lại)
send-amount = { $done } trên { $total }
send-waiting = Vừa rồi chưa gửi được. Sẽ tự động thử lại sau { $seconds } giây.
send-waiting-busy = Trạm chuyển đang bận, cần chờ một lát. Sẽ tự động thử lại sau { $seconds } giây.
send-keep-open = Hãy giữ trang này mở cho đến khi trang báo là thư đã đến.
send-pause = Tạm dừng
send-go-on = Gửi tiếp
send-again = Thử lại
send-save = Lưu thư đã mã hóa thành tệp
send-saved = Đã lưu vào mục tải xuống.
send-no-relay = Ở đây, trang này không có địa chỉ nào để gửi thư đến. Hãy lưu thư đã mã hóa thành tệp và gửi từ thiết bị khác.
send-failed-kept = Không mất gì cả: câu trả lời và thư đã mã hóa vẫn còn ở đây. Hãy thử lại, hoặc thử qua mạng khác, hoặc lưu thư đã mã hóa để gửi sau.
relay-too-large = không nhận thư lớn như vậy. Hãy bỏ các tệp lớn và gửi sau thành nhiều phần, hoặc lưu thư đã mã hóa rồi nhờ người mang đi.
relay-busy = đang quá bận. Hãy thử lại sau { $minutes } phút.
relay-unavailable = tạm thời không hoạt động. Hãy thử lại sau { $minutes } phút.
relay-no-room = tạm thời hết chỗ. Hãy thử lại sau một giờ.
relay-not-found = không còn giữ nội dung được yêu cầu. Hãy thử lại.
relay-no-answer = không trả lời. Hãy kiểm tra kết nối, hoặc thử bằng trình duyệt Tor.
relay-refused = không nhận (mã { $status }). Hãy thử lại sau.
relay-wrong-hash = không giữ thư đúng như đã gửi. Hãy gửi lại.
relay-bad-answer = trả lời không hợp lệ. Có thể có gì đó chen vào giữa đường truyền; hãy thử qua mạng khác.
seal-too-large = Câu trả lời và các tệp cộng lại lớn hơn mức một lá thư cho phép. Hãy bỏ bớt tệp và gửi thêm sau. Những gì bạn viết vẫn còn nguyên.
seal-attachment-changed = Một tệp đã bị thay đổi hoặc bị dời đi sau khi bạn chọn. Hãy bỏ tệp đó, chọn lại rồi thử lần nữa. Những gì bạn viết vẫn còn nguyên.
seal-insecure-context = Trình duyệt này không cho trang mã hóa. Hãy chép câu trả lời sang chỗ khác và mở trang này qua https.
seal-other = Có trục trặc khi mã hóa. Hãy thử lại. Những gì bạn viết vẫn còn nguyên.

## Điều gì tiếp theo

done-title = Thư của bạn đã đến nơi
done-title-first = Điều gấp nhất đã đến nơi
done-arrived = Trạm chuyển { $relay } đã nhận đầy đủ, nguyên vẹn. Trạm không đọc được thư.
done-next = Điều gì xảy ra tiếp theo
done-by = Bạn sẽ có thư trả lời trước { $moment }.
done-look = Khi đó hãy mở lại trang này, chọn “Xem thư trả lời” và nhập biên nhận. Bạn cũng có thể xem sớm hơn.
done-nothing = Nếu đến lúc đó chưa có gì:
done-follow-up = Tổ chức sẽ đọc cùng với lá thư đầu tiên của bạn. Hãy xem thư trả lời bằng biên nhận.
done-rest = Những câu bạn trả lời tiếp sẽ được gửi sau, với cùng biên nhận. Bạn cũng có thể dừng ở đây.
done-more = Mọi điều bạn viết đến giờ đã được gửi. Bạn có thể trả lời thêm, bây giờ hoặc hôm khác.
done-receipt = Bạn chưa kiểm tra lại biên nhận. Không có nó, bạn không đọc được thư trả lời.
done-go-on = Tiếp tục các câu hỏi
done-add = Viết thêm
done-leave = Xóa hết và rời đi
done-traces = Trên thiết bị này, lần truy cập có thể còn trong lịch sử trình duyệt, và các tệp đã lưu còn trong mục tải xuống.
carried-title = Đã mã hóa và lưu
carried-what = Thư đã mã hóa nằm trong mục tải xuống, tên là { $name } (tất cả { $count } thư). Thư chưa được gửi.
carried-how = Cách gửi
carried-here = Ở đây, lúc khác: khi có mạng, mở trang này và chọn “Gửi một tệp đã mã hóa”.
carried-page = Từ bất kỳ thiết bị nào khác, cũng như vậy. Người mang tệp không mở được nó.
carried-upload = Khi không có JavaScript: trang sẽ hiện ô để chọn tệp.
carried-promise = Thời hạn trả lời tính từ lúc thư đến nơi. Hãy giữ biên nhận.
carried-again = Lưu lần nữa

## Bản nháp

draft-title = Lưu bản nháp
draft-what = Mọi điều bạn đã nhập được mã hóa và lưu thành một tệp, cùng với các tệp bạn đã chọn. Chỉ biên nhận của bạn mở được, ở đây hoặc trên thiết bị khác.
draft-receipt = Bạn sẽ cần biên nhận đã chép.
draft-receipt-first = Trước hết hãy chép biên nhận. Không có nó thì không ai mở được bản nháp, kể cả bạn.
draft-downloads = Tệp sẽ nằm trong mục tải xuống. Ai tìm thấy sẽ biết tệp được mã hóa, nhưng không biết bên trong có gì.
draft-save = Lưu bản nháp
draft-saved = Đã lưu vào mục tải xuống, tên là { $name }. Bây giờ bạn có thể đóng trang.
draft-back = Tiếp tục
draft-open-title = Mở bản nháp và viết tiếp
draft-open-what = Hãy chọn tệp và nhập biên nhận đã dùng khi lưu.
draft-open-file = Tệp
draft-open-receipt = Biên nhận
draft-choose = Chọn tệp
draft-chosen = Đã chọn tệp.
draft-open = Mở bản nháp
draft-opened = Bản nháp đã mở. Các câu trả lời của bạn đã được khôi phục.
draft-unread = Các câu hỏi đã thay đổi từ khi bạn lưu bản nháp này. Những câu trả lời sau không còn thuộc câu hỏi nào; hãy ghi điều quan trọng vào câu trả lời khác:
draft-no-file = Trước hết hãy chọn tệp.
draft-no-receipt = Trước hết hãy nhập biên nhận, đủ mười hai từ hoặc số.
draft-not-one = Tệp này không phải bản nháp. Bản nháp thường có tên notes.age; hãy tìm lại.
draft-other-receipt = Biên nhận này không mở được bản nháp. Có thể tệp không đúng, hoặc biên nhận không đúng.
draft-damaged = Bản nháp này bị hỏng hoặc không đầy đủ. Nếu bạn đã lưu nhiều lần, hãy thử bản khác.
draft-newer = Bản nháp này do phiên bản mới hơn của trang tạo ra. Hãy mở bằng phiên bản đó.
draft-foreign = Bản nháp này thuộc về tổ chức khác, hoặc về chương trình không còn nữa.

## Thư trả lời

enter-title = Biên nhận của bạn
enter-what = Hãy nhập mười hai từ hoặc số mà bạn đã chép. Chúng không rời khỏi thiết bị này.
replies-look = Tìm thư trả lời
replies-title = Thư cho bạn
replies-loading = Đang tìm…
replies-found = Có một thư trả lời.
replies-none-short = Chưa có thư trả lời.
replies-none = Chưa có gì cho biên nhận này. Có thể vì:
replies-none-soon = Thư của bạn chưa được lấy về. Tổ chức làm việc trên máy tính không nối mạng; việc này mất vài giờ, không phải vài phút. Hãy xem lại sau.
replies-none-old = Thư trả lời được gỡ xuống sau 90 ngày.
replies-none-word = Có một từ hoặc số sai. Hãy so với tờ giấy và nhập lại.
replies-none-late = Nếu đã quá thời hạn được hứa:
replies-silent = Có trạm chuyển không phản hồi. Thư trả lời cho bạn có thể nằm ở đó:
replies-failed = Lúc này không lấy được thư trả lời. Biên nhận bạn đã nhập vẫn còn; hãy thử lại.
replies-refused = Có nội dung không mang chữ ký của tổ chức, nên không được dùng.
replies-again = Tìm lại
reply-answer = Thư trả lời ngày { $day }
reply-acknowledgement = Chúng tôi đã nhận thư của bạn: { $day }
reply-due = Bạn sẽ có thư trả lời trước { $moment }.
reply-parts = Còn thiếu { $count } phần của thư này. Hãy lấy ở bên dưới.
reply-expires = Có thể đọc ở đây đến ngày { $day }. Hãy ghi lại những gì cần.
reply-proven = Đã kiểm chứng: chỉ tổ chức mới viết được thư này, và chỉ cho biên nhận của bạn.
reply-read = Tôi đã đọc
reply-back = Viết thư hồi âm
reply-unreadable = Nội dung ở đó bị hỏng, hoặc không phải của tổ chức, nên không hiển thị.
earlier-title = { $count } thư trả lời trước đó
earlier-what = Mỗi lần lấy, trạm chuyển biết thêm một chút, nên không có thư nào được lấy tự động.
earlier-fetch = Lấy thư số { $number }
parcel-fetch = Lấy tệp { $name } ({ $size })
parcel-linkable = Trạm chuyển thấy được cùng một thiết bị lấy tệp này và thư trả lời. Qua trình duyệt Tor thì không biết là thiết bị nào.
parcel-saved = Đã lưu vào mục tải xuống, tên là { $name }. Tệp không còn được mã hóa.
parcel-failed = Không lấy được trọn tệp. Hãy thử lại, hoặc viết cho tổ chức.

## Viết thêm

follow-up-title = Viết thêm
follow-up-what = Thư đến đúng những người đó, được mã hóa như lá thư đầu tiên.
follow-up-about = Về việc gì?
follow-up-text = Bạn muốn viết thêm điều gì?
follow-up-danger = Đừng nêu tên ai nếu việc nêu tên có thể gây hại cho họ.
follow-up-files = Tệp
follow-up-empty = Hãy viết gì đó, hoặc chọn một tệp.

## Gửi tệp đã mã hóa

carry-title = Gửi một tệp đã mã hóa
carry-what = Hãy chọn tệp đã mã hóa, thường có tên document.age. Tệp được gửi nguyên như vậy; trang này cũng không mở được.
carry-choose = Chọn tệp và gửi
carry-not-sealed = Tệp này chưa được mã hóa, nên không gửi: trên đường đi ai cũng có thể đọc. Trước hết hãy mã hóa bằng trang này hoặc bằng chương trình.
carry-wrong-length = Tệp này không phải do trang này hay chương trình mã hóa, hoặc không đầy đủ, nên không gửi. Hãy mã hóa lại, hoặc dùng trang không có JavaScript, trang đó nhận tệp có dung lượng bất kỳ.

## Khi không được dùng trang

stop-insecure-title = Ở đây trang không mã hóa được
stop-insecure-what = Trình duyệt không cho trang dùng chức năng mã hóa, nên không thể bảo vệ những gì bạn gõ. Chưa có gì được gửi đi.
stop-insecure-do = Hãy mở trang bằng địa chỉ bắt đầu bằng https://, mở trang đã lưu như một tệp, hoặc dùng trình duyệt Tor. Nếu không được, trang không có JavaScript sẽ chỉ cách tự mã hóa một tệp.
stop-tampered-title = Xin đừng dùng trang này
stop-tampered-what = Dữ liệu của tổ chức trong trang này đã bị sửa đổi hoặc bị hỏng. Những gì bạn viết có thể đến tay người khác. Chưa có gì được gửi đi.
stop-tampered-do = Hãy đóng trang này. Lấy lại trang qua mạng khác hoặc từ trạm chuyển khác, và so tám từ trước khi viết bất cứ điều gì.
stop-unpublished-title = Trang này chưa được thiết lập
stop-unpublished-what = Trang chưa cho biết thuộc về tổ chức nào, nên không mã hóa được gì.
stop-unpublished-do = Hãy thử lại sau, hoặc liên lạc với tổ chức bằng cách khác.
