//! A letter's frame, as it is after unsealing: preamble, header, proof, attachments, padding.

use std::io::{Write, sink};
use std::sync::LazyLock;

use crypto_core::{
    Answer, AnswerKey, Form, FrameKind, HybridIdentity, Language, Letter, OpenError, Sealer,
    SizeClass, encode_head, open_letter, read_head,
};

static INTAKE: LazyLock<HybridIdentity> = LazyLock::new(|| HybridIdentity::from_seed(&[1; 32]));
static ANSWER_KEY: LazyLock<AnswerKey> = LazyLock::new(|| AnswerKey::from_bytes(&[2; 32]));
static FORM: LazyLock<Form> = LazyLock::new(|| Form::template("emergency").expect("built in"));

/// Fuzzes it with these bytes.
pub fn run(data: &[u8]) {
    let Ok((letter, head)) = read_head::<Letter>(FrameKind::Letter, &mut &data[..]) else {
        return;
    };
    assert_eq!(head, data[..head.len()]);
    let encoded = encode_head(FrameKind::Letter, &letter).expect("read, so it can be written");
    let (again, _) =
        read_head::<Letter>(FrameKind::Letter, &mut &encoded[..]).expect("written by us");
    assert_eq!(again, letter);

    let (answers, problems) = FORM.accept(&letter.answers);
    assert_eq!(answers.len(), letter.answers.len(), "nothing is dropped");
    for (id, answer) in answers.iter() {
        match FORM.question(id) {
            Some(question) => answer.display(question, Language::Vi),
            None => answer.display_plain(Language::Fr),
        };
        if matches!(answer, Answer::Other(_)) {
            assert!(problems.iter().any(|problem| problem.question == id));
        }
    }

    // The same once more, sealed: what cannot be said before the end of the file was seen.
    let Ok(class) = SizeClass::for_plaintext(data.len() as u64) else {
        return;
    };
    let mut sealer = Sealer::new(INTAKE.recipient(), class, Vec::new()).expect("a good recipient");
    sealer.write_all(data).expect("it fits its class");
    let sealed = sealer.finish().expect("a vector takes everything");
    assert_eq!(sealed.len() as u64, class.bytes());
    match open_letter(std::slice::from_ref(&INTAKE), &sealed[..], |_, _| {
        Ok(Box::new(sink()))
    }) {
        Ok(opened) => {
            assert_eq!(opened.letter, letter);
            opened.verify(std::slice::from_ref(&ANSWER_KEY));
        }
        Err(error) => assert!(matches!(error, OpenError::Malformed), "{error}"),
    }
}
