# Những câu mà mọi chương trình đều dùng chung.

answer-yes = Có
answer-no = Không
answer-safe-hours = Giờ liên lạc an toàn: { $text }
answer-never = Tuyệt đối không gửi: { $text }

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
