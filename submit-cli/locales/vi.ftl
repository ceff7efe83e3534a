# Lời của công cụ `sealpost`.
#
# Người đọc có thể đang sợ, đang mệt, đang bị theo dõi. Hãy viết giản dị, bình tĩnh, và nói rõ
# điều gì sẽ đến tiếp theo. Tên lệnh và tùy chọn không dịch.

## Trả lời

prompt-answer = >{" "}
prompt-more = ..{" "}
prompt-number = Nhập số từ 1 đến { $count }:{" "}
prompt-numbers = Nhập các số từ 1 đến { $count }, cách nhau bằng dấu cách (0 nếu không chọn):{" "}
prompt-yes-no = 1 có, 2 không:{" "}
prompt-country = Tên nước, hoặc mã hai chữ cái:{" "}
prompt-country-listed = Nhập số, hoặc tên một nước khác:{" "}
prompt-file = Tệp (nhấn Enter khi không còn nữa):{" "}
wrong-number = Xin nhập một số từ 1 đến { $count }.
wrong-numbers = Xin nhập các số từ 1 đến { $count }, cách nhau bằng dấu cách.
wrong-yes-no = Xin nhập 1 nếu có, 2 nếu không.
wrong-country = Không tìm thấy nước nào có tên này. Bạn cũng có thể dùng tên tiếng Anh hoặc mã hai chữ cái.
wrong-country-similar = Có phải bạn muốn nói một trong các nước này? { $names }
wrong-summary = Xin nhập 0, hoặc một số từ 1 đến { $count }.
words-yes = có c vâng phải đúng
words-no = không k ko
answer-so-far = Câu trả lời của bạn cho đến nay:
options-chosen = Dấu sao cho biết điều bạn đã chọn. Nhấn Enter để giữ nguyên.
question-is-needed = Câu này cần được trả lời. Nếu bây giờ chưa trả lời được, hãy nhập :s và quay lại sau.
how-long-text = Bạn muốn viết bao nhiêu dòng cũng được. Khi xong, nhập một dấu chấm riêng trên một dòng.
how-long-text-again = Nhấn Enter để giữ nguyên. Muốn viết lại thì cứ viết; khi xong, nhập một dấu chấm riêng trên một dòng.
long-text-length = Phần bạn viết có { $count } ký tự. Phần còn lại có thể gửi sau bằng sealpost follow-up.
long-text-cut = Giữ phần đầu, vừa đủ chỗ
long-text-anew = Viết lại
how-files = Nhập đường dẫn của tệp, hoặc kéo tệp vào đây. Muốn bỏ một tệp, nhập dấu trừ và số của tệp đó. Nhiều nhất { $count } tệp, mỗi tệp không quá { $limit }.
files-full = Câu này không nhận thêm tệp nữa.
files-no-such = Không có tệp nào mang số này.
table-done = Đã đủ
table-add = Thêm một hàng
table-remove = Bỏ hàng cuối
table-row = Hàng { $number }

## Lệnh

command-back = lui
command-back-meaning = trở lại câu trước
command-skip = bỏ
command-skip-meaning = tạm để câu này lại
command-save = lưu
command-save-meaning = lưu bản nháp mà chỉ biên nhận của bạn mở được
command-send-now = gửi
command-send-now-meaning = gửi ngay những câu gấp nhất, phần còn lại gửi sau
command-quit = thoát
command-quit-meaning = dừng lại
commands-title = Thay cho câu trả lời, lúc nào bạn cũng có thể nhập:
commands-help = Nhập dấu hỏi để xem lại.
command-unknown = Không có lệnh này; nhập dấu hỏi để xem các lệnh. Nếu muốn viết bắt đầu bằng dấu hai chấm, hãy thêm một dấu cách rồi viết tiếp.
command-not-here = Lệnh này không dùng được ở đây.
nothing-before = Đây là câu đầu tiên.

## Hỏi

ask-welcome = Viết thư cho { $name }
choose-programme = Bạn cần gì?
programme-closed = { $title } (đã đóng)
programme-not-yet = { $title } (mở ngày { $day })
programme-other-language = Chương trình này không có câu hỏi bằng ngôn ngữ bạn chọn. Các câu hỏi sau đây bằng { $language }.
ask-how = Câu trả lời của bạn chỉ ở trên máy này cho đến khi bạn gửi. Khi gửi, chúng được mã hóa và chỉ tổ chức mở được.
outside-may-go-on = Bạn vẫn có thể tiếp tục và gửi yêu cầu.
outside-go-on = Tiếp tục
outside-stop = Dừng; không gửi gì cả
quit-how = Ngoài những gì chính bạn đã gửi, chưa có gì được gửi đi. Bạn muốn làm gì với các câu trả lời?
quit-save = Lưu bản nháp rồi dừng
quit-discard = Dừng và không giữ lại
quit-stay = Trả lời tiếp
send-now-what = Bây giờ chỉ gửi những câu gấp nhất. Phần còn lại có thể gửi sau với cùng biên nhận.
send-now-already = Những câu đầu đã được gửi. Hãy trả lời phần còn lại; phần đó sẽ được gửi ở cuối.
send-now-nothing = Chưa có câu trả lời gấp nào để gửi.
send-now-done = Những câu gấp nhất đã được gửi.
send-now-go-on = Làm tiếp phần còn lại ngay
send-now-save = Lưu phần còn lại thành bản nháp rồi dừng
send-now-stop = Dừng ở đây
summary-title = Xin đọc lại các câu trả lời của bạn:
summary-empty = (không trả lời)
summary-sent = (đã gửi)
summary-send = Muốn sửa câu nào, nhập số của câu đó. Muốn mã hóa và gửi tất cả, nhập 0.
summary-prompt = 0 để gửi, hoặc một số:{" "}
summary-mend = Trước khi gửi, còn cần những câu trả lời nêu trên. Nhập số của một câu. Với :n bạn có thể gửi ngay những câu gấp nhất.
summary-prompt-mend = Số:{" "}

## Bản nháp

draft-prompt = Tên tệp (Enter để dùng { $path }):{" "}
draft-replace = Đã có tệp { $path }. Bạn có muốn thay tệp đó không?
draft-saved = Đã lưu thành { $path }. Chỉ biên nhận của bạn mở được: sealpost ask --draft { $path }
draft-nothing = Chưa có gì để lưu.
draft-kept = Biểu mẫu đã thay đổi từ khi lưu bản nháp này và không còn chỗ cho những điều sau đây. Những điều này không được gửi cùng câu trả lời của bạn, nhưng vẫn ở trong mọi bản nháp bạn lưu. Điều gì quan trọng, bạn có thể viết vào một câu trả lời khác.

## Biên nhận

receipt-title = Biên nhận của bạn
receipt-what = 12 từ tiếng Anh này, hoặc 12 số bên cạnh, là cách duy nhất để đọc thư trả lời và để bổ sung sau này. Chúng không nói gì về bạn. Ai có chúng thì đọc được thư trả lời, và nếu mất thì không ai cấp lại được.
receipt-write-down = Hãy chép các từ hoặc các số ra giấy, đúng thứ tự này; chép một loại là đủ. Đừng chụp ảnh, và đừng để ở nơi người khác có thể nhìn thấy.
receipt-type-back = Bây giờ hãy nhập lại đúng như bạn đã chép, cách nhau bằng dấu cách. Nhấn Enter để xem lại; nhập 0 để tiếp tục mà không kiểm tra.
receipt-prompt = Biên nhận:{" "}
receipt-right = Đúng rồi. Biên nhận không còn trên màn hình; hãy cất kỹ tờ giấy.
receipt-another = Đây là một biên nhận hợp lệ, nhưng không phải biên nhận này. Hãy so từng từ với danh sách.
receipt-look-at = Xin xem vị trí { $position } trước.
receipt-try-again = Xin thử lại. Nhấn Enter để xem lại biên nhận; nhập 0 để tiếp tục mà không kiểm tra.
receipt-skip-sure = Không có biên nhận đúng, bạn sẽ không đọc được thư trả lời. Vẫn tiếp tục mà không kiểm tra những gì đã chép?
receipt-skipped = Chưa kiểm tra. Trước khi đóng cửa sổ này, hãy chắc chắn bạn có đủ 12 từ hoặc số.
receipt-enter = Nhập 12 từ hoặc số của biên nhận, cách nhau bằng dấu cách.

## Tệp và những gì tệp để lộ

file-found = { $name }, { $size }, { $type }
file-no-traces = Không tìm thấy vị trí, thiết bị hay tác giả trong tệp này.
file-unknown-traces = Công cụ này không xem được bên trong loại tệp này. Trong đó có thể có tên tác giả, địa điểm hoặc thời gian.
file-traces = Ngoài nội dung, tệp này còn để lộ:
file-traces-stay = Công cụ này không xóa được những thông tin này khỏi loại tệp này.
file-choice = Có gửi cả những thông tin này không? Có khi đó là bằng chứng, có khi chúng khiến ai đó gặp nguy hiểm. Dù thế nào, tệp của chính bạn cũng không bị thay đổi.
file-remove = Gửi một bản sao không có những thông tin này
file-keep = Gửi tệp nguyên như vậy
file-removed = Sẽ gửi một bản sao không có những thông tin này. Tệp của bạn không thay đổi.
file-kept = Tệp sẽ được gửi nguyên như vậy.
trace-position = Vị trí
trace-time = Thời gian
trace-device = Thiết bị
trace-serial = Số sê-ri
trace-author = Tác giả
trace-title = Tiêu đề
trace-comment = Mô tả
trace-software = Phần mềm
trace-other = Dữ liệu ẩn (ảnh xem trước, bản cũ, v.v.)

## Mã hóa và gửi

letter-kept = Đã mã hóa: { $path }
seal-next = Chưa gửi gì cả. Khi có mạng: sealpost send { $path }
sending = Đang gửi { $size }
sending-to = Đến trạm chuyển “{ $name }”…
sent = Trạm chuyển đã nhận thư của bạn, đầy đủ và nguyên vẹn.
outbox-remains = Đã gửi, nhưng không xóa được bản sao đã mã hóa: { $path }
next-title = Điều tiếp theo
next-by = Tổ chức sẽ trả lời trước { $time }.
next-how = Xem thư trả lời bằng biên nhận của bạn: sealpost replies
next-none = Nếu đến lúc đó vẫn chưa có gì:
next-follow-up = Để bổ sung: sealpost follow-up
moment = { $hour } { $weekday }, { $day } ({ $zone })
weekday-1 = thứ Hai
weekday-2 = thứ Ba
weekday-3 = thứ Tư
weekday-4 = thứ Năm
weekday-5 = thứ Sáu
weekday-6 = thứ Bảy
weekday-7 = Chủ nhật

## Tin một tổ chức

trust-name = Tổ chức: { $name }
trust-fingerprint = Mã nhận dạng của tổ chức, bằng từ và bằng số:
trust-compare = Hãy so với mã nhận dạng mà bạn có từ nơi khác: một tờ rơi, một trang web khác, một người mà bạn tin cậy. Chỉ cần một từ khác là tệp này không phải của tổ chức đó.
trust-question = Mọi từ, hoặc mọi số, có giống nhau không?
trust-changed = Trước đây bạn đã tin tổ chức này, với mã nhận dạng khác. Chỉ tin mã mới nếu bạn có nó từ một nguồn an toàn.
trust-already = Bạn đã tin { $name } từ trước. Tệp mới nhất đã được lưu.
trust-done = Bây giờ bạn tin { $name }. Các tệp sau này được kiểm tra tự động.
warn-relay-older = Trạm chuyển “{ $name }” đưa ra nội dung cũ hơn những gì bạn đã thấy, nên nội dung đó không được dùng.
warn-relay-wrong = Trạm chuyển “{ $name }” đưa ra nội dung mà tổ chức không ký, nên nội dung đó không được dùng.
warn-stale-works = Bạn có thể tiếp tục: những gì bạn mã hóa bây giờ vẫn mở được.

## Biểu mẫu ngoại tuyến

form-written = Điền biểu mẫu bằng bất kỳ trình soạn thảo nào, lưu dưới dạng văn bản, rồi chạy: sealpost seal TỆP
form-fault-boxes = Hãy để nguyên các dòng có ngoặc vuông, và chỉ đánh dấu những gì được phép chọn.
form-fault-comment = Dòng { $line } bắt đầu bằng dấu thăng nhưng không phải lời giải thích có sẵn. Nếu đó là chữ của bạn, hãy thêm một dấu cách phía trước; nếu không, hãy xóa dòng đó.
form-fault-question = Dòng { $line } nêu một câu hỏi không có trong biểu mẫu, hoặc nêu lần thứ hai.

## Trả lời của tổ chức

replies-none = Chưa có gì cho biên nhận này. Có thể vì: tổ chức chưa lấy thư của bạn (họ làm việc trên máy không nối mạng, nên mất nhiều giờ chứ không phải vài phút), thư trả lời đã được gỡ sau 90 ngày, hoặc có một từ hay một số trong biên nhận không đúng. Hãy xem lại sau vài giờ. Nếu đã quá thời gian đã hứa, hãy tìm đến đầu mối liên lạc được nêu khi bạn gửi.
replies-earlier = { $count ->
   *[other] Trên bảng tin còn { $count } thư trả lời trước đó, hoặc phần của thư.
 } Để lấy cả những thư ấy: sealpost replies --earlier. Mỗi lần lấy, trạm chuyển biết thêm một chút.
reply-answer = Thư trả lời ngày { $day }
reply-acknowledgement = Xác nhận đã nhận ngày { $day }
reply-part = Phần { $number } trên { $of }
reply-proven = Đã kiểm chứng: chỉ tổ chức mới có thể viết thư này, và chỉ cho biên nhận của bạn.
reply-unproven = Có một nội dung dành cho biên nhận này nhưng không kiểm chứng được nguồn gốc, nên không hiển thị.
reply-due = Tổ chức hứa trả lời trước { $time }.
reply-expires = Thư này sẽ được gỡ khỏi bảng tin ngày { $day }. Hãy chép lại những gì bạn cần.
reply-parcel = Kèm một tệp: { $name }, { $size }. Để lấy: sealpost replies --save THƯ_MỤC
parcels-none = Không có tệp nào kèm theo các thư trả lời này.
parcels-linkable = Tệp chỉ dành riêng cho bạn có thể bị nhận ra: trạm chuyển thấy rằng cùng một người lấy thư trả lời và lấy tệp này. Qua Tor, trạm không thấy người đó là ai.
parcels-sure = Lấy các tệp này?
parcel-saved = Đã lưu: { $path }

## Bổ sung

follow-up-text = Hãy viết điều bạn muốn bổ sung. Khi xong, nhập một dấu chấm riêng trên một dòng.
follow-up-long = Đã đạt độ dài tối đa; phần viết dừng ở đây.
follow-up-files = Các tệp muốn bổ sung, từng tệp một:
follow-up-sure = Mã hóa và gửi?
follow-up-next = Xem thư trả lời bằng biên nhận của bạn: sealpost replies

## Lỗi

error-attachment-changed = Một tệp đã bị thay đổi trong khi mã hóa, hoặc đã bị lấy đi.
hint-attachment-changed = Hãy để các tệp ở chỗ cũ và thử lại.
error-attachment-kind = Câu hỏi này không nhận loại tệp này.
error-attachment-too-large = Tệp này lớn hơn { $limit }.
hint-attachment-too-large = Hãy gửi một phần, hoặc một bản nhỏ hơn; các tệp khác có thể gửi sau bằng sealpost follow-up.
error-board = Những thư trả lời mà trạm chuyển đưa ra không có chữ ký của tổ chức, hoặc đã bị hỏng.
hint-board = Hãy thử lại sau, hoặc qua đường mạng khác. Không nội dung nào trong đó được dùng.
error-certificate = Tệp này không chứa chứng chỉ.
hint-certificate = Hãy đưa chứng chỉ của trạm chuyển ở dạng PEM hoặc DER, như người vận hành đã giao.
error-draft = Bản nháp này không mở được bằng biên nhận này, hoặc đã bị hỏng.
hint-draft = Bản nháp chỉ mở được bằng biên nhận đã dùng khi bắt đầu.
error-draft-foreign = Bản nháp này thuộc về tổ chức khác, hoặc một chương trình không còn nữa.
hint-draft-foreign = Hãy nêu tổ chức bằng --organisation.
error-end-of-input = Dữ liệu nhập kết thúc khi chưa trả lời xong; chưa gửi gì cả.
hint-end-of-input = Hãy bắt đầu lại, và lưu bản nháp bằng :d khi cần nghỉ.
error-exists = Đã có tệp { $path }.
hint-exists = Hãy chọn tên khác, hoặc dời tệp đó đi trước.
error-fingerprint-differs = Mã nhận dạng không giống nhau; tệp của tổ chức không được chấp nhận.
hint-fingerprint-differs = Đừng gửi gì cả. Hãy lấy tệp từ nơi khác và so lại.
error-fingerprint-unreadable = Đây không phải là mã nhận dạng.
hint-fingerprint-unreadable = Hãy đưa đủ 8 từ hoặc 8 số, trong dấu ngoặc kép.
error-form-foreign = Đây không phải biểu mẫu của tổ chức mà bạn tin cậy.
hint-form-foreign = Hãy tạo biểu mẫu bằng sealpost form, và để nguyên dòng có @form.
error-form-problems = { $count ->
   *[other] Có { $count } chỗ trong biểu mẫu cần sửa; chưa mã hóa gì cả.
 }
hint-form-problems = Hãy sửa những chỗ nêu trên trong cùng tệp đó, rồi mã hóa lại.
error-letter = { $path } không phải thư đã mã hóa, hoặc bị cắt mất một phần.
hint-letter = Hãy mã hóa lại; chỉ gửi được thư nguyên vẹn.
error-letter-too-large = Các câu trả lời và tệp cộng lại lớn hơn mức một lá thư cho phép.
hint-letter-too-large = Bây giờ hãy gửi ít tệp hơn, các tệp khác gửi bằng sealpost follow-up.
error-nothing-found = Không có gì đang chờ biên nhận này.
error-nothing-to-send = Không có gì để gửi.
hint-nothing-to-send = Hãy nêu một lá thư đã mã hóa, hoặc viết gì đó trước.
error-not-sent = Hiện không trạm chuyển nào nhận thư; thư đã mã hóa được giữ ở { $path }.
hint-not-sent = Lúc khác, hãy gửi tiếp từ chỗ dang dở: sealpost send { $path }
error-not-text = Không đọc được văn bản.
hint-not-text = Hãy lưu dưới dạng văn bản UTF-8.
error-not-trusted = Bạn chưa tin tổ chức nào.
hint-not-trusted = Hãy bắt đầu bằng: sealpost trust --relay ĐỊA_CHỈ
error-organisation-older = Tệp này của tổ chức cũ hơn tệp bạn có; nó không được chấp nhận.
hint-organisation-older = Tệp bạn có vẫn dùng được. Hãy thử trạm chuyển khác.
error-organisation-other-root = Tệp này không do tổ chức mà bạn tin cậy ký.
hint-organisation-other-root = Đừng dùng nó. Hãy hỏi tổ chức bằng một cách mà bạn tin cậy.
error-organisation-signature = Chữ ký của tệp của tổ chức không hợp lệ.
hint-organisation-signature = Tệp đã bị thay đổi hoặc hỏng trên đường. Hãy lấy từ nơi khác.
error-organisation-unreadable = Đây không phải tệp của tổ chức, hoặc đã bị hỏng.
hint-organisation-unreadable = Hãy kiểm tra địa chỉ, hoặc lấy tệp từ nơi khác.
error-parcel = Tệp không đúng như thư trả lời cho biết, nên không được lưu.
hint-parcel = Hãy thử lại, hoặc hỏi tổ chức bằng sealpost follow-up.
error-programme = Không có chương trình “{ $name }”.
hint-programme = Bỏ --programme để chọn từ danh sách.
error-programme-closed = Hiện chương trình này không nhận yêu cầu.
error-read = Không đọc được { $path } ({ $reason }).
hint-read = Hãy kiểm tra tên, và tệp có ở đó không.
error-receipt-checksum = Có một từ hoặc số không đúng, hoặc hai chỗ bị đổi cho nhau.
error-receipt-count = Có { $found } từ hoặc số thay vì { $expected }.
error-receipt-source = Không đọc được tệp hoặc bộ mô tả chứa biên nhận.
error-receipt-word = Từ hoặc số ở vị trí { $position } không thuộc biên nhận nào.
hint-receipt = Hãy so từng từ hoặc số với những gì bạn đã chép.
hint-receipt-source = Hãy đưa một tệp văn bản có 12 từ hoặc số.
error-relay-answer = Không hiểu được phản hồi của trạm chuyển.
hint-relay-answer = Hãy kiểm tra địa chỉ, hoặc thử lại sau.
error-relay-certificate = Trạm chuyển đưa ra một chứng chỉ mà công cụ này không có cơ sở để tin.
hint-relay-certificate = Nếu trạm có chứng chỉ riêng, hãy đưa vào bằng --certificate TỆP, đúng như người vận hành đã trao. Nếu không, có thể có người chen vào giữa: đừng gửi gì, hãy thử qua Tor hoặc một đường mạng khác.
error-relay-checksum = Trạm chuyển không xác nhận đúng lá thư đã gửi.
hint-relay-checksum = Hãy gửi lại; có thể trạm chuyển khác làm được.
error-relay-refused = Trạm chuyển hiện không nhận (mã { $status }).
hint-relay-refused = Hãy thử lại sau.
error-relay-unreachable = Không kết nối được với trạm chuyển.
hint-relay-unreachable = Hãy kiểm tra mạng. Nơi trạm chuyển bị chặn, Tor có thể giúp: --socks5 127.0.0.1:9050
error-relay-url = Đây không phải địa chỉ trạm chuyển dùng được.
hint-relay-url = Địa chỉ bắt đầu bằng https://; địa chỉ .onion còn cần --socks5 MÁY:CỔNG.
error-seal = Mã hóa không thành; chưa ghi gì cả.
hint-seal = Hãy thử lại; nếu vẫn không được, hãy lấy tệp của tổ chức mới hơn bằng sealpost trust.
error-several-organisations = Bạn tin nhiều hơn một tổ chức.
hint-several-organisations = Hãy nêu tổ chức bạn muốn: --organisation TÊN
error-socks5 = Địa chỉ proxy không có dạng MÁY:CỔNG.
hint-socks5 = Với Tor thường là --socks5 127.0.0.1:9050
error-stopped = Đã dừng.
error-terminal = Không dùng được cửa sổ lệnh này.
hint-terminal = Hãy thử cửa sổ khác, hoặc biểu mẫu ngoại tuyến: sealpost form
error-unknown-organisation = Trong các tổ chức bạn tin cậy, không có tổ chức nào tên là “{ $name }”.
error-write = Không ghi được { $path } ({ $reason }).
hint-write = Hãy kiểm tra còn chỗ trống không, và bạn có quyền ghi ở đó không.
