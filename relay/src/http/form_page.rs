//! What a person sees who sent the form without JavaScript: received, or not and why.
//!
//! In all four languages beneath each other, like the form itself: what a browser says about its
//! languages is often not its reader's, and must not change what is answered. The relay shares no
//! code with the programs that keep their words in Fluent files; here a language that says less
//! than the others does not compile.

use hyper::StatusCode;

use crate::digest::BlobId;

/// For these pages: nothing but text.
pub(super) const POLICY: &str = "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; \
                                 frame-ancestors 'none'";

/// BCP 47 tags, in the order of the texts.
const TAGS: [&str; 4] = ["en", "zh-Hans", "fr", "vi"];

/// A heading and paragraphs in the four languages.
struct Text {
    heading: [&'static str; 4],
    text: [&'static str; 4],
}

const BACK: [&str; 4] = ["Back", "返回", "Retour", "Quay lại"];

const RECEIVED: Text = Text {
    heading: ["Received", "已收到", "Bien reçu", "Đã nhận được"],
    text: [
        "Your sealed file has arrived and is kept until the organisation has fetched it. Its SHA-256 is above: a \
         program that computes it from your file must show the same.",
        "您的加密文件已经送到，会一直保存到该机构取走为止。上面是它的 SHA-256：用程序对您的文件计算，结果应当相同。",
        "Votre fichier chiffré est arrivé et sera conservé jusqu’à ce que l’organisation l’ait retiré. Son SHA-256 \
         figure ci-dessus : un programme qui le calcule à partir de votre fichier doit afficher le même.",
        "Tệp đã mã hóa của bạn đã đến nơi và được giữ cho đến khi tổ chức lấy về. SHA-256 của tệp ở phía trên: \
         chương trình tính từ tệp của bạn phải cho ra đúng như vậy.",
    ],
};

const NOT_SEALED: Text = Text {
    heading: [
        "Not received: the file is not sealed",
        "未收下：文件没有加密",
        "Non reçu : le fichier n’est pas chiffré",
        "Chưa nhận: tệp chưa được mã hóa",
    ],
    text: [
        "It was not kept. But it has travelled here unsealed, so whoever runs this server could have read it. Seal \
         the next one on your device first, with age 1.3 or newer: age -r RECIPIENT -o letter.age FILE. The \
         recipient (age1pq1…) is on the page you came from. Then send letter.age.",
        "文件没有保存。但它是未加密送到这里的，管理这台服务器的人有可能看到。下次请先在自己的设备上用 age（1.3 \
         或更新版本）加密：age -r 收件公钥 -o letter.age 文件。收件公钥（age1pq1…）在您来的那一页上。然后发送 letter.age。",
        "Il n’a pas été conservé. Mais il est arrivé ici sans être chiffré : la personne qui gère ce serveur a pu le \
         lire. Chiffrez d’abord le prochain sur votre appareil, avec age 1.3 ou plus récent : age -r DESTINATAIRE \
         -o letter.age FICHIER. Le destinataire (age1pq1…) se trouve sur la page d’où vous venez. Envoyez ensuite \
         letter.age.",
        "Tệp không được giữ lại. Nhưng tệp đã đi đến đây khi chưa mã hóa, nên người quản lý máy chủ này có thể đã \
         đọc được. Lần sau, trước hết hãy mã hóa ngay trên thiết bị của bạn bằng age 1.3 trở lên: age -r \
         KHÓA_NGƯỜI_NHẬN -o letter.age TỆP. Khóa người nhận (age1pq1…) có trên trang trước. Sau đó gửi letter.age.",
    ],
};

const TOO_LARGE: Text = Text {
    heading: [
        "Not received: the file is too large",
        "未收下：文件太大",
        "Non reçu : le fichier est trop volumineux",
        "Chưa nhận: tệp quá lớn",
    ],
    text: [
        "Nothing was kept. Send less, or seal it in several smaller files and send them one after the other.",
        "没有保存任何内容。请减少内容，或分成几个较小的文件分别加密，再依次发送。",
        "Rien n’a été conservé. Envoyez moins, ou chiffrez le contenu en plusieurs fichiers plus petits et envoyez-les \
         l’un après l’autre.",
        "Không có gì được giữ lại. Hãy gửi ít hơn, hoặc chia thành nhiều tệp nhỏ, mã hóa từng tệp rồi gửi lần lượt.",
    ],
};

const TOO_MANY: Text = Text {
    heading: [
        "Not received: too many requests",
        "未收下：请求太多",
        "Non reçu : trop de requêtes",
        "Chưa nhận: quá nhiều yêu cầu",
    ],
    text: [
        "Nothing was kept. Many requests come from your part of the network just now. Wait a few minutes and send the \
         file again.",
        "没有保存任何内容。您所在的网络目前请求太多。请等几分钟，再发送一次。",
        "Rien n’a été conservé. De nombreuses requêtes viennent en ce moment de votre partie du réseau. Attendez \
         quelques minutes et renvoyez le fichier.",
        "Không có gì được giữ lại. Hiện có quá nhiều yêu cầu từ phần mạng của bạn. Hãy đợi vài phút rồi gửi lại tệp.",
    ],
};

const NO_ROOM: Text = Text {
    heading: [
        "Not received: this relay is full",
        "未收下：这个中继站已满",
        "Non reçu : ce relais est plein",
        "Chưa nhận: trạm chuyển tiếp này đã đầy",
    ],
    text: [
        "Nothing was kept. Use another relay of the organisation, or try again tomorrow. The sealed file stays good.",
        "没有保存任何内容。请使用该机构的另一个中继站，或明天再试。加密好的文件仍然有效。",
        "Rien n’a été conservé. Utilisez un autre relais de l’organisation, ou réessayez demain. Le fichier chiffré \
         reste valable.",
        "Không có gì được giữ lại. Hãy dùng một trạm khác của tổ chức, hoặc thử lại vào ngày mai. Tệp đã mã hóa vẫn \
         dùng được.",
    ],
};

const NOT_WHOLE: Text = Text {
    heading: [
        "Not received: it did not arrive whole",
        "未收下：没有完整送到",
        "Non reçu : le fichier n’est pas arrivé en entier",
        "Chưa nhận: tệp chưa đến trọn vẹn",
    ],
    text: [
        "Nothing was kept. Go back, choose the sealed file, and send it again.",
        "没有保存任何内容。请返回，选择加密好的文件，再发送一次。",
        "Rien n’a été conservé. Revenez en arrière, choisissez le fichier chiffré et envoyez-le de nouveau.",
        "Không có gì được giữ lại. Hãy quay lại, chọn tệp đã mã hóa và gửi lại.",
    ],
};

const NOT_NOW: Text = Text {
    heading: [
        "Not received: this relay cannot take it now",
        "未收下：这个中继站目前无法接收",
        "Non reçu : ce relais ne peut pas le prendre pour l’instant",
        "Chưa nhận: trạm chuyển tiếp này hiện không nhận được",
    ],
    text: [
        "Nothing is certain to have been kept. Try again in some minutes, or use another relay of the organisation.",
        "不能确定文件已经保存。请过几分钟再试，或使用该机构的另一个中继站。",
        "Il n’est pas certain que le fichier ait été conservé. Réessayez dans quelques minutes, ou utilisez un autre \
         relais de l’organisation.",
        "Không chắc tệp đã được giữ lại. Hãy thử lại sau vài phút, hoặc dùng một trạm khác của tổ chức.",
    ],
};

/// The page after a sealed file was kept.
pub(super) fn received(id: &BlobId) -> String {
    page(&RECEIVED, &format!("<p><code>{id}</code></p>\n"))
}

/// The page that goes with a refusal.
pub(super) fn refused(status: StatusCode) -> String {
    let text = match status {
        StatusCode::UNSUPPORTED_MEDIA_TYPE => &NOT_SEALED,
        StatusCode::PAYLOAD_TOO_LARGE => &TOO_LARGE,
        StatusCode::TOO_MANY_REQUESTS => &TOO_MANY,
        StatusCode::INSUFFICIENT_STORAGE => &NO_ROOM,
        status if status.is_client_error() => &NOT_WHOLE,
        _ => &NOT_NOW,
    };
    page(text, "")
}

fn page(text: &Text, first: &str) -> String {
    // The title is that of the form: the list of pages visited says nothing of what was done.
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n\
         <title>Form</title>\n<main>\n{first}"
    );
    for (at, tag) in TAGS.into_iter().enumerate() {
        // One main heading; the others say the same.
        let level = if at == 0 { "h1" } else { "h2" };
        page.push_str(&format!(
            "<section lang=\"{tag}\">\n<{level}>{}</{level}>\n<p>{}</p>\n<p><a href=\"/\">{}</a></p>\n</section>\n",
            text.heading[at], text.text[at], BACK[at]
        ));
    }
    page.push_str("</main>\n</html>\n");
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_speaks_four_languages_and_only_one_says_received() {
        let id = BlobId::of(b"x");
        let received = received(&id);
        assert!(received.contains(&id.to_string()));
        for status in [400, 408, 411, 413, 415, 429, 500, 503, 507] {
            let status = StatusCode::from_u16(status).unwrap_or_default();
            let page = refused(status);
            assert!(!page.contains("<h1>Received"), "{status}");
            for tag in TAGS {
                assert_eq!(
                    page.matches(&format!("<section lang=\"{tag}\">")).count(),
                    1
                );
            }
        }
        let sealing = refused(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert_eq!(sealing.matches("age -r ").count(), 4);
    }
}
