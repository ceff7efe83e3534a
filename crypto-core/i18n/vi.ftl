# Những câu mà mọi chương trình đều dùng chung.

answer-yes = Có
answer-no = Không
answer-safe-hours = Giờ liên lạc an toàn: { $text }
answer-never = Tuyệt đối không gửi hay nói: { $text }

problem-bad-country = Hãy ghi tên nước hoặc mã gồm hai chữ cái.
problem-bad-currency = Hãy ghi một loại tiền được chấp nhận ở đây, bằng mã gồm ba chữ cái.
problem-bad-date = Hãy ghi năm trước: 2026-11-23, 2026-11 hoặc 2026.
problem-bad-money = Hãy ghi số tiền và loại tiền, ví dụ 1200.50 USD.
problem-bad-yes-no = Hãy trả lời có hoặc không.
problem-consent-needed = Nếu bạn không đồng ý điều này, chúng tôi không thể tiếp tục.
problem-contact-incomplete = Hãy ghi đủ cả hai: kênh liên lạc và số, địa chỉ hoặc tên của bạn ở đó.
problem-file-too-large = Tệp lớn hơn { $megabytes } MB.
problem-file-type = Ở đây không nhận loại tệp này.
problem-hidden = Câu hỏi này không còn áp dụng; câu trả lời sẽ không được gửi.
problem-missing = Câu này cần được trả lời.
problem-repeated = Có mục bị ghi hai lần.
problem-too-many-files = Nhiều nhất { $max } tệp.
problem-too-many-rows = Nhiều nhất { $max } dòng.
problem-too-long = Nhiều nhất { $max } ký tự.
problem-unknown-column = Không có cột này.
problem-unknown-option = Hãy chọn trong danh sách.
problem-unknown-question = Biểu mẫu không có câu hỏi này.
problem-wrong-kind = Câu trả lời này không phù hợp với câu hỏi.

stale-clock-behind = Đồng hồ của thiết bị này có vẻ sai. Thư của bạn vẫn mã hóa được và vẫn đọc được.
stale-expired = Bản sao tệp của tổ chức lẽ ra phải được thay từ ngày { $day }. Thư của bạn vẫn mã hóa được và vẫn đọc được; hãy lấy bản mới hơn khi an toàn.
stale-no-period = Trong bản sao này không có khóa nào dành cho hôm nay, nên khóa dự phòng của tổ chức được dùng. Thư của bạn vẫn đọc được, nhưng có thể lâu hơn.

lack-expires-soon = Tệp sẽ hết hạn trong vòng hai tuần: { $place }.
lack-intake-gap = Không có khóa nhận thư nào cho ngày { $place }: thư của ngày đó sẽ được mã hóa bằng khóa dự phòng.
lack-invalid = Các chương trình sẽ từ chối tệp này: { $place }.
lack-missing-text = Thiếu nội dung: { $place }.
lack-no-desk = Chưa có bàn làm việc nào, nên không thể đăng thư trả lời.
lack-no-first-cry = { $place }: đã hứa trả lời sớm, nhưng không có câu hỏi nào thuộc lời kêu cứu đầu tiên.
lack-no-next-root = Chưa báo trước khóa gốc kế tiếp: nếu mất khóa gốc thì không thể thay.
lack-no-programme = Chưa có chương trình nào.
lack-no-relay = Không có địa chỉ nào để gửi thư đến. { $place }
lack-one-relay = { $place } là trạm chuyển duy nhất: nếu nó bị chặn hoặc bị tịch thu, không thư nào đến được.
lack-unknown-country = Không có mã nước này: { $place }.
