# Mẫu trống: những câu mà công cụ gửi và bàn tiếp nhận cùng dùng.

question-needed = (cần trả lời)
question-free = (có thể bỏ trống)
question-careful = Cẩn thận:
how-date = Một ngày như 2026-11-23. Chỉ ghi tháng (2026-11) hoặc năm (2026) cũng được.
how-money = Số tiền và loại tiền, ví dụ 1500 USD.
how-money-of = Số tiền và loại tiền, ví dụ 1500 USD. Ở đây dùng được: { $currencies }
contact-channel = Cách liên lạc (Signal, e-mail, điện thoại…):
contact-handle = Số, địa chỉ hoặc tên ở đó:
contact-safe-hours = Khi nào liên lạc với bạn ở đó thì an toàn?
contact-never = Điều gì tuyệt đối không được gửi hay nói ở đó?
form-how =
    Các dòng bắt đầu bằng dấu thăng là lời giải thích; xin để nguyên.
    Viết câu trả lời bên dưới dòng có dấu @, và để nguyên dòng đó.
    Trong danh sách, viết x vào giữa hai ngoặc vuông.
    Sau đó mã hóa biểu mẫu, không cần mạng: sealpost seal TỆP
    Tệp này chưa được mã hóa. Hãy xóa nó ngay khi đã có thư mã hóa.
form-how-one = Viết x vào giữa ngoặc vuông của một dòng.
form-how-some = Viết x vào giữa ngoặc vuông của mọi dòng đúng với bạn.
form-how-country = Tên nước, hoặc mã hai chữ cái.
form-countries = Chương trình này dành cho: { $names }
form-how-table = Mỗi hàng một dòng, giữa các cột có dấu gạch đứng:
form-how-files = Mỗi dòng một đường dẫn tệp. Nhiều nhất { $count } tệp, mỗi tệp không quá { $limit }.
form-yes = Có
form-no = Không
form-only-if = Chỉ khi bạn trả lời “{ $question }” là: { $answers }
form-only-if-fits = Chỉ khi đúng với trường hợp của bạn.
