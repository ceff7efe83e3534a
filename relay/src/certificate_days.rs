//! The last day of a certificate: the few bytes of X.509 that `check` needs.

use jiff::Timestamp;

/// Reads `notAfter` of a DER certificate (RFC 5280, 4.1.2.5).
pub(crate) fn valid_until(certificate: &[u8]) -> Option<Timestamp> {
    let (_, certificate, _) = element(certificate)?;
    let (_, mut rest, _) = element(certificate)?;
    // version (tag 0xA0, optional), serial number, signature algorithm, issuer
    let (tag, _, after) = element(rest)?;
    if tag == 0xA0 {
        rest = after;
    }
    for _ in 0..3 {
        (_, _, rest) = element(rest)?;
    }
    let (_, validity, _) = element(rest)?;
    let (_, _, after) = element(validity)?;
    let (tag, time, _) = element(after)?;
    let text = std::str::from_utf8(time).ok()?.strip_suffix('Z')?;
    let (year, rest) = match tag {
        // UTCTime: two digits of the year, 50 to 99 are the twentieth century.
        0x17 => {
            let (year, rest) = text.split_at_checked(2)?;
            let year: u16 = year.parse().ok()?;
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        // GeneralizedTime
        0x18 => {
            let (year, rest) = text.split_at_checked(4)?;
            (year.parse().ok()?, rest)
        }
        _ => return None,
    };
    if rest.len() != 10 || !rest.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (month, day, hour) = (&rest[..2], &rest[2..4], &rest[4..6]);
    let (minute, second) = (&rest[6..8], &rest[8..]);
    format!("{year:04}-{month}-{day}T{hour}:{minute}:{second}Z")
        .parse()
        .ok()
}

/// Splits off one DER element: tag, content, what follows.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let count = usize::from(first & 0x7F);
        // A certificate has less than 16 MiB.
        if !(1..=3).contains(&count) {
            return None;
        }
        let (digits, rest) = rest.split_at_checked(count)?;
        (
            digits
                .iter()
                .fold(0, |sum, digit| sum << 8 | usize::from(*digit)),
            rest,
        )
    };
    let (content, after) = rest.split_at_checked(length)?;
    Some((tag, content, after))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use rcgen::{CertificateParams, KeyPair, date_time_ymd};

    use super::*;

    #[test]
    fn the_last_day_is_read_in_both_forms_of_time() {
        for (year, expected) in [
            (2031, "2031-05-06T00:00:00Z"),
            (2077, "2077-05-06T00:00:00Z"),
        ] {
            let mut params = CertificateParams::new(vec!["a.example".to_owned()]).unwrap();
            params.not_after = date_time_ymd(year, 5, 6);
            let der = params
                .self_signed(&KeyPair::generate().unwrap())
                .unwrap()
                .der()
                .to_vec();
            assert_eq!(valid_until(&der).unwrap().to_string(), expected);
            for cut in 0..der.len().min(120) {
                assert_eq!(
                    valid_until(&der[..cut]),
                    None,
                    "a cut certificate is no certificate"
                );
            }
        }
    }
}
