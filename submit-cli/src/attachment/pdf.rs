//! What PDF files tell: author, program, times; and copies without it.

use lopdf::{Document, LoadOptions, Object};

use super::{Found, Trace};

/// One stream may unfold to this much while a file is read: a bomb is not looked into.
const UNFOLDED_BYTES: usize = 64 << 20;

/// Fields of the document information dictionary (ISO 32000-1, 14.3.3).
const SHOWN: &[(&[u8], &str)] = &[
    (b"Author", "trace-author"),
    (b"Title", "trace-title"),
    (b"Subject", "trace-comment"),
    (b"Keywords", "trace-comment"),
    (b"Creator", "trace-software"),
    (b"Producer", "trace-software"),
    (b"CreationDate", "trace-time"),
    (b"ModDate", "trace-time"),
    (b"Company", "trace-author"),
];

/// Lists what a PDF file tells, and makes a copy without it.
pub(super) fn look(bytes: &[u8]) -> Found {
    let options = LoadOptions {
        max_decompressed_size: Some(UNFOLDED_BYTES),
        ..LoadOptions::default()
    };
    let Ok(mut document) = Document::load_mem_with_options(bytes, options) else {
        return Found::Unknown;
    };
    if document.is_encrypted() || document.was_encrypted() {
        return Found::Unknown;
    }
    let mut traces = information(&document);
    let (_, has_metadata) = metadata_streams(&document);
    if has_metadata && traces.is_empty() {
        traces.push(Trace::new("trace-other", ""));
    }
    if traces.is_empty() {
        return Found::Nothing;
    }
    Found::Traces {
        traces,
        cleaned: without_traces(&mut document),
    }
}

fn information(document: &Document) -> Vec<Trace> {
    let Ok((_, Object::Dictionary(info))) = document
        .trailer
        .get(b"Info")
        .and_then(|info| document.dereference(info))
    else {
        return Vec::new();
    };
    let mut traces = Vec::new();
    for (key, kind) in SHOWN {
        let text = info
            .get(key)
            .and_then(|value| document.dereference(value))
            .ok()
            .and_then(|(_, value)| lopdf::decode_text_string(value).ok())
            .filter(|text| !text.trim().is_empty());
        if let Some(text) = text {
            traces.push(Trace::new(kind, text.chars().take(200).collect::<String>()));
        }
    }
    traces
}

/// Finds XMP metadata streams, of the document and of anything in it.
fn metadata_streams(document: &Document) -> (Vec<lopdf::ObjectId>, bool) {
    let ids: Vec<_> = document
        .objects
        .iter()
        .filter(|(_, object)| {
            object
                .as_stream()
                .is_ok_and(|stream| stream.dict.has_type(b"Metadata"))
        })
        .map(|(id, _)| *id)
        .collect();
    let has_any = !ids.is_empty();
    (ids, has_any)
}

/// Writes the document anew: without information and metadata, and without the earlier versions
/// that a PDF file may carry.
fn without_traces(document: &mut Document) -> Option<Vec<u8>> {
    if let Some(Object::Reference(id)) = document.trailer.remove(b"Info") {
        document.objects.remove(&id);
    }
    let (ids, _) = metadata_streams(document);
    for id in ids {
        document.objects.remove(&id);
    }
    for object in document.objects.values_mut() {
        let dictionary = match object {
            Object::Dictionary(dictionary) => dictionary,
            Object::Stream(stream) => &mut stream.dict,
            _ => continue,
        };
        dictionary.remove(b"Metadata");
        // Private data of the programs that made it.
        dictionary.remove(b"PieceInfo");
        dictionary.remove(b"LastModified");
    }
    // Made of times and paths by some programs.
    document.trailer.remove(b"ID");
    document.prune_objects();
    let mut out = Vec::new();
    document.save_to(&mut out).ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use lopdf::{Stream, dictionary};

    use super::*;

    fn file() -> Vec<u8> {
        let mut document = Document::with_version("1.5");
        let pages = document.new_object_id();
        let content = document.add_object(Stream::new(dictionary! {}, b"BT ET".to_vec()));
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), 10.into(), 10.into()],
        });
        document.objects.insert(
            pages,
            Object::Dictionary(dictionary! {
                "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1,
            }),
        );
        let metadata = document.add_object(Stream::new(
            dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
            b"<x:xmpmeta>made on a laptop at home</x:xmpmeta>".to_vec(),
        ));
        let catalog = document.add_object(dictionary! {
            "Type" => "Catalog", "Pages" => pages, "Metadata" => metadata,
        });
        document.trailer.set("Root", catalog);
        let info = document.add_object(dictionary! {
            // UTF-16 with its mark, as office programs write names.
            "Author" => Object::string_literal(
                [&[0xfe, 0xff][..], &"张三".encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>()].concat(),
            ),
            "Producer" => Object::string_literal("Writer"),
        });
        document.trailer.set("Info", info);
        let mut out = Vec::new();
        document.save_to(&mut out).unwrap();
        out
    }

    #[test]
    fn the_author_is_shown_and_removed() {
        let original = file();
        let Found::Traces {
            traces,
            cleaned: Some(cleaned),
        } = look(&original)
        else {
            panic!("traces are found");
        };
        assert!(traces.contains(&Trace::new("trace-author", "张三")));
        assert!(traces.contains(&Trace::new("trace-software", "Writer")));
        assert!(matches!(look(&cleaned), Found::Nothing));
        for hidden in [&b"laptop"[..], b"Writer"] {
            assert!(original.windows(hidden.len()).any(|w| w == hidden));
            assert!(!cleaned.windows(hidden.len()).any(|w| w == hidden));
        }
        let reread = Document::load_mem(&cleaned).unwrap();
        assert_eq!(reread.get_pages().len(), 1);
    }

    #[test]
    fn torn_files_do_no_harm() {
        let whole = file();
        for length in (0..whole.len()).step_by(7) {
            let _ = look(&whole[..length]);
        }
    }
}
