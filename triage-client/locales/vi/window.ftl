# Cửa sổ của bàn làm việc.

app-title = Bàn làm việc Sealpost
app-locked = Bàn làm việc Sealpost, đang khóa

# Từ dùng ở nhiều chỗ
cancel = Hủy
close = Đóng
show = Hiện
hide = Ẩn
none = Không có
nobody = Chưa có ai

# Điều hướng
nav-queue = Danh sách chờ
nav-exchange = Trao đổi
nav-publish = Công bố và sao lưu
nav-settings = Cài đặt
nav-lock = Khóa
nav-help = Phím tắt

# Lần đầu
first-title = Thiết lập bàn làm việc này
first-intro = Máy này chưa có kho. Kho giữ mọi lá thư, mọi hồ sơ và mọi khóa của bàn làm việc, mã hóa bằng cụm mật khẩu của bạn. Đừng bao giờ nối máy này vào mạng.
first-new = Tổ chức mới
first-new-note = Tạo các khóa của tổ chức. Chỉ làm một lần, trên một máy.
first-restore = Từ bản sao lưu
first-restore-note = Khôi phục một bàn làm việc từ bản sao lưu trên USB.
first-organisation = Tên tổ chức, như những người viết thư cho bạn vẫn biết
first-person = Tên hoặc tên ngắn của bạn, để đồng nghiệp nhận ra
first-you = Bạn
first-passphrase = Cụm mật khẩu của bạn
first-passphrase-again = Nhập lại cụm mật khẩu
first-passphrase-note = Sáng nào bạn cũng phải gõ nó. Năm hoặc sáu từ không liên quan đến nhau là tốt. Nếu quên, không ai lấy lại được cho bạn.
first-root = Khóa gốc
first-root-passphrase = Cụm mật khẩu của khóa gốc
first-root-passphrase-again = Nhập lại cụm mật khẩu của khóa gốc
first-root-note = Khóa gốc ký những gì công chúng tin cậy. Nó được ghi thành một tệp riêng, cần cất xa máy này và có cụm mật khẩu riêng.
first-root-folder = Thư mục cho khóa gốc, tốt nhất là trên một USB được cất khóa
first-make = Tạo kho
first-making = Đang tạo khóa và kho…
first-restore-from = Thư mục của bản sao lưu
first-restore-go = Khôi phục
first-restoring = Đang khôi phục và kiểm tra từng tệp…
restored = Đã khôi phục tất cả. Hãy mở khóa bàn làm việc bằng cụm mật khẩu của bạn.
restored-damaged = Đã khôi phục, nhưng bản sao lưu có tệp hỏng: { $about }
first-made = Kho đã sẵn sàng. Tiếp theo: công bố tệp của tổ chức, rồi sao lưu.
missing-organisation = Hãy nhập tên tổ chức.
missing-person = Hãy nhập tên của bạn.
missing-passphrase = Hãy nhập cụm mật khẩu.
missing-folder = Hãy chọn một thư mục.
missing-root-passphrase = Hãy nhập cụm mật khẩu của khóa gốc.
passphrases-differ = Hai cụm mật khẩu không giống nhau.
root-passphrases-differ = Hai cụm mật khẩu của khóa gốc không giống nhau.
passphrase-weak = Cụm mật khẩu này quá dễ đoán. Hãy thêm từ.
passphrases-same = Khóa gốc cần một cụm mật khẩu riêng.
strength-empty = Năm hoặc sáu từ không liên quan đến nhau.
strength-weak = Dễ đoán: hãy thêm từ.
strength-fair = Tạm được: thêm một từ nữa là chắc chắn.
strength-strong = Chắc chắn.

# Mở khóa
unlock-title = Mở khóa bàn làm việc
unlock-person = Tên của bạn
unlock-passphrase = Cụm mật khẩu của bạn
unlock-go = Mở khóa
unlock-working = Đang mở khóa…
unlock-idle = Đã khóa sau { $minutes } phút không có phím hay cú nhấp nào.
unlock-drafts = Những gì bạn đang viết được mã hóa và giữ trong kho.

# Danh sách chờ
queue-title = Danh sách chờ
queue-count = { $count ->
    [0] Không có yêu cầu nào
   *[other] { $count } yêu cầu
}
queue-shown = Hiện { $shown } trên { $count }
queue-overdue = { $count } quá hạn
queue-search = Tìm trong danh sách chờ
queue-search-hint = Tìm   ( / )
queue-status = Trạng thái
queue-every-status = Mọi trạng thái
queue-open-only = Yêu cầu chưa xong
queue-column-due = Hạn trả lời
queue-column-request = Yêu cầu
queue-column-status = Trạng thái
queue-column-assignee = Phụ trách
queue-column-arrived = Ngày đến
queue-empty-title = Chưa có thư nào đến
queue-empty = Cắm chiếc USB mà máy chuyển thư đã ghi, rồi mở trang Trao đổi.
queue-empty-go = Đến trang Trao đổi
queue-no-match = Không có yêu cầu nào khớp. Hãy đổi từ tìm hoặc trạng thái.
queue-clear = Hiện tất cả
queue-row = { $title }, { $due }, { $status }, { $details }
queue-no-title = Yêu cầu không có phần chữ
queue-files = { $count } tệp
queue-unread = chưa đọc
queue-unproven = không có bằng chứng hợp lệ
queue-held = { $count } lá thư không nhận vào được và đã được để riêng; mỗi lần trao đổi đều nêu tên và lý do

# Đồng hồ 48 giờ
due-in-days = còn { $count } ngày
due-in-hours = còn { $count } giờ
due-in-minutes = còn { $count } phút
due-now = đến hạn bây giờ
overdue-minutes = quá hạn { $count } phút
overdue-hours = quá hạn { $count } giờ
overdue-days = quá hạn { $count } ngày
due-answered = đã trả lời
due-none = không có hạn
clock-back = Đồng hồ của máy này đã lùi lại: máy báo { $shown }, trong khi bàn làm việc đã ghi nhận { $seen }. Hãy chỉnh đồng hồ; cho đến lúc đó hạn được tính theo giờ muộn hơn.

# Trạng thái
status-new = Mới
status-working = Đang xử lý
status-referred = Đã giới thiệu
status-waiting = Chờ người gửi
status-granted = Đã chấp thuận
status-declined = Đã từ chối
status-closed = Đã đóng

# Hồ sơ
case-tab-letter = Thư
case-tab-files = Tệp ({ $count })
case-tab-work = Ghi chú và diễn biến
case-tab-reply = Trả lời ({ $count })
case-panel = Về hồ sơ này
case-not-proved = Lá thư này không có bằng chứng hợp lệ của biên nhận: có thể người khác đã viết. Đừng tiết lộ điều gì khi trả lời.
case-message = Thư ngày { $date }
case-follow-up = Thư bổ sung ngày { $date }
case-in-language = Nghĩa là: { $text }
case-sensitive = cần thận trọng
case-more-follows = Người gửi báo sẽ còn nữa: các câu trả lời còn lại đến trong một lá thư khác.
case-foreign = Lá thư này mở được nhưng không được viết bằng biểu mẫu của chúng ta. Nội dung được hiện nguyên như vậy.
case-problem = Ở đây biểu mẫu cần một câu trả lời khác: { $problem }
case-no-answer = không trả lời
case-status = Trạng thái
case-assignee = Phụ trách
case-arrived = Ngày đến
case-notes = Ghi chú
case-note-new = Ghi chú mới, chỉ đồng nghiệp của bạn thấy
case-note-add = Thêm ghi chú
case-history = Diễn biến
history-imported = Thư đến
history-read = Đã mở thư
history-status = Trạng thái: { $status }
history-note = Đã viết ghi chú
history-assigned = { $person } phụ trách
history-given-back = Đã thôi phụ trách
history-tagged = Nhãn: { $tags }
history-replied = Đã viết trả lời
history-acknowledged = Bàn làm việc đã báo nhận
case-empty-notes = Chưa có ghi chú.
case-loading = Đang mở hồ sơ…

# Tệp của hồ sơ
files-none = Hồ sơ này không có tệp.
files-preview = Xem
files-preview-close = Đóng ảnh
files-export = Lưu vào thư mục…
files-export-folder = Thư mục để lưu
files-export-note = Tệp đã lưu trong thư mục đó không còn được mã hóa. Chỉ lưu vào USB được mã hóa và xóa khi dùng xong.
files-export-go = Lưu tệp
files-no-preview = Ở đây chỉ xem được ảnh (PNG, JPEG, WebP).
files-preview-working = Đang giải mã ảnh…
files-picture = Ảnh { $name }, { $width } × { $height }
files-question = Gửi để trả lời: { $question }
size-bytes = { $count } byte
size-kib = { $count } KB
size-mib = { $count } MB
size-gib = { $count } GB

# Trả lời
reply-new = Thư trả lời mới
reply-write = Thư trả lời của bạn, bằng { $language }
reply-language-of-person = Người gửi viết bằng { $language }. Nếu được, hãy trả lời bằng cùng ngôn ngữ.
reply-working = Đang mã hóa và ký thư trả lời…
reply-too-long = Quá dài: nhiều nhất là 32 phần.
reply-note-short = Chưa có gì được gửi đi.
reply-acknowledged = Báo nhận của bàn làm việc
reply-count = { $characters } ký tự, { $parts ->
    [1] vừa một thư trả lời
   *[other] gửi thành { $parts } thư trả lời
}
reply-preview = Xem trước
reply-edit = Sửa lại
reply-preview-title = Đây là những gì người gửi sẽ đọc
reply-send = Ký và đưa lên bảng tin
reply-sent = Thư trả lời đã viết xong. Thư đi cùng lần trao đổi tới.
reply-note = Người gửi tìm thấy thư bằng biên nhận, sau lần trao đổi tới với máy chuyển thư. Thư nằm trên bảng tin 90 ngày.
reply-none = Chưa có thư trả lời. Người gửi nhiều nhất mới chỉ có báo nhận.
reply-waiting = đi cùng lần trao đổi tới
reply-on-board = trên bảng tin đến { $date }

# Trao đổi
exchange-title = Trao đổi
exchange-intro = Lấy thư đã mã hóa từ USB và đưa thư trả lời, báo nhận và tệp của tổ chức của bạn lên đó.
exchange-sticks = USB
exchange-no-stick = Chưa cắm USB. Hãy cắm vào và chờ một lát, hoặc nhập thư mục của nó.
exchange-free = còn trống { $size }
exchange-unknown-size = không rõ dung lượng
exchange-folder = Thư mục của USB
exchange-go = Trao đổi với USB này
exchange-working = Đang trao đổi…
exchange-progress = { $done } trên { $total }: { $what }
exchange-done = Đã trao đổi xong
exchange-nothing = USB không mang gì mới.
exchange-new-cases = { $count } yêu cầu mới
exchange-follow-ups = { $count } thư bổ sung cho hồ sơ đã có
exchange-known = { $count } lá thư đã có từ trước
exchange-replies = { $count } thư trả lời trên bảng tin
exchange-acknowledged = Đã báo nhận { $count } lá thư
exchange-unproven = { $count } lá thư không có bằng chứng hợp lệ của biên nhận
exchange-unopened = { $count } tệp không nhận vào được
unopened-wrong-hash = chép lỗi: hãy lấy lại
unopened-no-key = không khóa nào ở đây mở được; được để riêng và sẽ thử lại
unopened-damaged = đã hỏng trước khi gửi; được để riêng
unopened-newer-version = do phiên bản mới hơn tạo; giữ nguyên, chưa đọc
unopened-malformed = mở được nhưng sai quy cách; được để riêng, chưa nhận vào. Người phụ trách Sealpost có thể đọc bằng khóa cứu hộ
unopened-not-sealed = không phải thư đã mã hóa; để lại trên USB
unopened-too-large = quá lớn; để lại trên USB
unopened-unreadable = không đọc được chỗ này trên USB
unopened-not-kept = kho không còn chỗ; để lại trên USB
unopened-arrivals = bị hỏng: thư không còn giờ đến thì tính từ bây giờ
exchange-unacknowledged = Chưa báo được cho { $count } người rằng thư đã đến; sẽ thử lại lần trao đổi tới
exchange-destroyed = { $count } hồ sơ đã tiêu hủy trên máy khác nay cũng được tiêu hủy ở đây
exchange-released = Các trạm chuyển nay có thể xóa { $count } lá thư
exchange-waiting = { $count } lá thư còn chờ bản thứ hai: hãy sao lưu
exchange-to-follow = { $count } tệp không đủ chỗ, sẽ đi cùng lần trao đổi tới
exchange-held-clocks = Đồng hồ của { $count } đồng nghiệp nhanh hơn một ngày: hãy so đồng hồ
exchange-recovered = { $count } mục của máy này được lấy lại từ đồng nghiệp
exchange-unreadable = Không đọc được { $count } tệp của đồng nghiệp
progress-letters = thư
progress-colleagues = việc của đồng nghiệp
progress-board = bảng tin
progress-parcels = bưu kiện
progress-files = tệp
progress-checking = đọc lại để kiểm tra
exchange-colleagues = { $count } mục từ bàn làm việc của đồng nghiệp
exchange-safe = Bạn có thể rút USB.

# Công bố và sao lưu
publish-title = Công bố và sao lưu
publish-heading = Tệp của tổ chức
publish-intro = Những gì mọi người tin cậy: tên, biểu mẫu, khóa và các trạm chuyển của bạn, được khóa gốc ký. Hãy công bố lại trước khi hết hạn và sau mỗi thay đổi.
publish-root-file = Tệp của khóa gốc
publish-root-passphrase = Cụm mật khẩu của khóa gốc
publish-stick = Thư mục của USB mang nó đến các trạm chuyển
publish-go = Ký và công bố
publish-working = Đang ký…
publish-done = Đã ký, số { $number }. Nó đến các trạm chuyển trong lần chạy tới của máy chuyển thư.
publish-last = Đã công bố: số { $number }. Các khóa dùng được đến { $date }.
publish-never = Chưa công bố: cho đến lúc đó không ai viết cho bạn được.
publish-config = Tên, chương trình, trạm chuyển và liên hệ được sửa ở đây: { $path }
publish-fingerprint = Mã nhận dạng của khóa gốc: hãy in ra, đọc lên, so với nhau
publish-page = SHA-256 của trang web: hãy công bố cùng với mã nhận dạng
backup-heading = Sao lưu
backup-intro = Bản thứ hai của tất cả, mã hóa như trong kho. Chỉ khi một bản sao lưu đã kiểm tra hoặc bàn làm việc của đồng nghiệp cũng có thư, các trạm chuyển mới được báo là đã nhận thư.
backup-folder = Thư mục cho bản sao lưu
backup-go = Sao lưu và kiểm tra
backup-working = Đang chép và kiểm tra…
backup-done = Bản sao lưu đầy đủ và đã kiểm tra: { $files } tệp, { $events } mục.
backup-unverified = Đã ghi bản sao lưu, nhưng đọc lại không đúng ({ $files } tệp, { $events } mục). Hãy dùng USB khác.
backup-last = Lần sao lưu cuối: { $date }. Từ đó có { $count } thay đổi.
backup-never = Chưa có bản sao lưu.

# Cài đặt
settings-title = Cài đặt
settings-language = Ngôn ngữ của cửa sổ này
settings-theme = Màu sắc
settings-zoom-value = { $percent }%
settings-zoom-in = To hơn
settings-zoom-out = Nhỏ hơn
settings-zoom-reset = Cỡ bình thường
settings-lock = Bàn làm việc tự khóa sau { $minutes } phút không có phím hay cú nhấp nào.
settings-clipboard = Cố ý không có bộ nhớ tạm: mọi chương trình đều đọc được chữ đã chép. Hãy lưu thành tệp.
settings-zoom = Cỡ
theme-light = Sáng
theme-dark = Tối
theme-high-contrast = Tương phản cao

# Phím tắt
help-title = Phím tắt
help-intro = Mọi việc đều làm được mà không cần chuột. Tab để đi tiếp, phím cách và Enter để nhấn.
key-ctrl = Ctrl
key-enter = Enter
key-escape = Esc
command-queue = Đến danh sách chờ
command-exchange = Đến trang Trao đổi
command-publish = Đến trang Công bố và sao lưu
command-settings = Đến trang Cài đặt
command-search = Tìm trong danh sách chờ
command-next = Chọn yêu cầu kế tiếp
command-previous = Chọn yêu cầu phía trước
command-open = Mở yêu cầu đã chọn
command-back = Quay lại, hoặc đóng những gì đang mở
command-reply = Viết trả lời
command-note = Viết ghi chú
command-pane = Sang phần kế tiếp của cửa sổ
command-lock = Khóa bàn làm việc
command-help = Hiện phím tắt
command-larger = To hơn
command-smaller = Nhỏ hơn
command-normal = Cỡ bình thường

# Thông báo
toast-close = Đóng thông báo
status-set = Đã đổi trạng thái.
assigned-to = Nay { $about } phụ trách.
assigned-to-no-one = Nay chưa có ai phụ trách.
file-saved = Đã lưu thành { $about }
found-damaged = Bị hỏng và chưa sửa được: { $about }
found-damaged-hint = Bản sao lưu hoặc máy của đồng nghiệp có thể lấy lại trong lần trao đổi tới.
note-added = Đã thêm ghi chú.
busy = Bàn làm việc đang bận việc khác. Hãy thử lại sau giây lát.
desk-stopped = Phần giữ kho của bàn làm việc đã dừng. Những gì đã lưu không mất. Hãy đóng cửa sổ rồi mở lại.
picture-unreadable = Không hiện được ảnh này.
picture-unreadable-hint = Có thể ảnh bị hỏng hoặc có cạnh dài hơn 8192 điểm ảnh. Hãy lưu lại và xem trên một máy không quan trọng.

# Biểu mẫu nói gì về câu trả lời
problem-bad-country = không phải một quốc gia
problem-bad-currency = không phải loại tiền trong biểu mẫu
problem-bad-date = không phải ngày tháng
problem-bad-money = không phải số tiền
problem-bad-yes-no = không phải có cũng không phải không
problem-consent-needed = chưa đồng ý
problem-contact-incomplete = liên hệ chưa đủ
problem-file-too-large = tệp lớn hơn biểu mẫu cho phép
problem-file-type = loại tệp biểu mẫu không yêu cầu
problem-hidden = biểu mẫu lẽ ra không hỏi câu này
problem-missing = bắt buộc mà chưa trả lời
problem-repeated = chọn hai lần
problem-too-many-files = nhiều tệp hơn biểu mẫu cho phép
problem-too-many-rows = nhiều dòng hơn biểu mẫu cho phép
problem-too-long = dài hơn biểu mẫu cho phép
problem-unknown-column = cột không có trong biểu mẫu
problem-unknown-option = lựa chọn không có trong biểu mẫu
problem-unknown-question = câu hỏi không có trong biểu mẫu
problem-wrong-kind = câu trả lời thuộc loại khác

# Những gì có thể trục trặc
error-bad-name = Tên có từ 1 đến 40 chữ cái, chữ số, - hoặc _.
error-bad-name-hint = Hãy chọn tên như linh hoặc j-martin.
error-config = Bản mô tả tổ chức có lỗi: { $about }
error-config-hint = Hãy sửa rồi công bố lại.
error-damaged = Bị hỏng: { $about }.
error-damaged-hint = Bản sao lưu hoặc máy của đồng nghiệp có thể lấy lại.
error-empty-text = Chưa có chữ nào.
error-file-exists = Đã có { $about }.
error-file-exists-hint = Hãy chọn thư mục khác; không có gì bị ghi đè.
error-in-use = Kho đang mở ở cửa sổ hoặc lệnh khác.
error-in-use-hint = Hãy đóng cái kia trước.
error-io = Thiết bị lưu trữ bị lỗi: { $about }.
error-io-hint = Hãy xem nó còn đó, ghi được và còn chỗ không, rồi thử lại.
error-newer-vault = Kho này do phiên bản Sealpost mới hơn ghi.
error-newer-vault-hint = Hãy dùng phiên bản mới hơn.
error-no-case = Không có hồ sơ này, hoặc nó đã bị tiêu hủy.
error-no-file = Không có tệp này.
error-no-person = Ở đây không có nhân viên nào tên như vậy.
error-no-person-hint = Hãy kiểm tra cách viết.
error-no-receipt = Lá thư này không có biên nhận nên không trả lời qua Sealpost được. Nếu an toàn, hãy trả lời theo cách lá thư nêu.
error-no-keyring = Cả hai bản của tệp khóa đều hỏng hoặc mất.
error-no-keyring-hint = Hãy để nguyên thư mục này và khôi phục bản sao lưu gần nhất vào thư mục khác. Máy của đồng nghiệp sẽ mang lại những gì đến sau đó.
error-no-access = Tệp khóa của kho này không có người phụ trách này.
error-no-access-hint = Nếu không ai rút quyền, thì đó là tệp khóa của kho khác: hãy khôi phục bản sao lưu gần nhất vào thư mục khác.
error-no-people = Kho không còn tệp của người phụ trách nào.
error-person-damaged = Cả hai bản tệp của người phụ trách này đều hỏng: { $about }.
error-person-damaged-hint = Một đồng nghiệp mở được kho này sẽ tự bù lại tệp. Nếu không ai mở được, hãy khôi phục bản sao lưu gần nhất vào thư mục khác.
error-no-vault = Không có kho trong thư mục này.
error-not-enrolled = Máy này đang chờ một máy khác tiếp nhận.
error-not-published = Chưa công bố lần nào nên thư trả lời chưa lên bảng tin được. Hãy công bố trước.
error-other-vault = Cái này thuộc bàn làm việc khác.
error-other-vault-hint = Hãy xem có đúng USB không.
error-seal = Không mã hóa được.
error-seal-hint = Hãy gửi ít hơn mỗi lần.
error-too-large = Tệp này quá lớn để xem ở đây.
error-too-large-hint = Hãy lưu vào một thư mục.
error-too-many-replies = Người này đã có đủ số thư trả lời tối đa cho một biên nhận.
error-too-many-replies-hint = Hãy đề nghị người đó viết lại với biên nhận mới.
error-vault-exists = Ở đây đã có kho.
error-vault-exists-hint = Không có gì bị ghi đè.
error-weak-passphrase = Cụm mật khẩu này quá ngắn.
error-weak-passphrase-hint = Dùng ít nhất 12 ký tự; năm hoặc sáu từ ngẫu nhiên là tốt.
error-wrong-passphrase = Cụm mật khẩu này không mở được.
error-wrong-passphrase-hint = Hãy kiểm tra kiểu bàn phím và phím Caps Lock, rồi thử lại. Nếu chắc chắn cụm mật khẩu đúng, thì tệp đã hỏng: hãy lấy lại từ bản sao lưu.
error-wrong-root = Đây không phải khóa gốc của tổ chức này.
error-wrong-root-hint = Hãy dùng tệp được tạo cùng với kho này.
error-other = Không thành công: { $about }.
