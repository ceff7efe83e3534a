acknowledged = Thư của bạn đã đến nơi và đã được mở.
acknowledged-due = Sẽ có người trả lời bạn trước { $hour } (giờ UTC).
acknowledged-no-due = Sẽ có người đọc và trả lời bạn tại đây.
acknowledged-unproven = Trong những gì nhận được, có một phần không thể xác nhận là gửi bằng biên nhận của bạn. Nếu chính bạn đã gửi tất cả, bạn không cần làm gì.
acknowledged-keep = Hãy giữ biên nhận: thư trả lời sẽ đến cùng một chỗ. Bạn cũng có thể dùng biên nhận này để gửi thêm.
