//! What keeps other sites out: a page elsewhere can make the reader's browser ask 127.0.0.1, under
//! a name of its own (DNS rebinding) or across origins.

use axum::http::{HeaderMap, StatusCode, header};

/// The names under which this preview answers.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    hosts: [String; 2],
}

impl Guard {
    /// Returns the guard of a preview that listens on `port`.
    pub(super) fn new(port: u16) -> Self {
        Self {
            hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")],
        }
    }

    /// Returns an error unless the request names this preview as its host and, where it says from
    /// which page it comes, that page is of this preview.
    pub(super) fn check(&self, headers: &HeaderMap) -> Result<(), StatusCode> {
        let host = single(headers, header::HOST).ok_or(StatusCode::FORBIDDEN)?;
        if !self.hosts.iter().any(|known| known == host) {
            return Err(StatusCode::FORBIDDEN);
        }
        if headers.contains_key(header::ORIGIN) {
            self.check_origin(headers)?;
        }
        Ok(())
    }

    /// Returns an error unless the request says that it comes from a page of this preview.
    pub(super) fn check_origin(&self, headers: &HeaderMap) -> Result<(), StatusCode> {
        let origin = single(headers, header::ORIGIN).ok_or(StatusCode::FORBIDDEN)?;
        let host = origin
            .strip_prefix("http://")
            .ok_or(StatusCode::FORBIDDEN)?;
        if self.hosts.iter().any(|known| known == host) {
            Ok(())
        } else {
            Err(StatusCode::FORBIDDEN)
        }
    }
}

/// Returns a header's value if it is there exactly once and is text.
fn single(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|&(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn only_this_preview_is_answered() {
        let guard = Guard::new(3000);
        for (pairs, allowed) in [
            (&[("host", "127.0.0.1:3000")][..], true),
            (&[("host", "localhost:3000")], true),
            (
                &[
                    ("host", "localhost:3000"),
                    ("origin", "http://localhost:3000"),
                ],
                true,
            ),
            (&[("host", "localhost:3001")], false),
            (&[("host", "127.0.0.1.example.org:3000")], false),
            (&[("host", "evil.example")], false),
            (&[], false),
            (
                &[
                    ("host", "localhost:3000"),
                    ("origin", "http://evil.example"),
                ],
                false,
            ),
            (
                &[
                    ("host", "localhost:3000"),
                    ("origin", "https://localhost:3000"),
                ],
                false,
            ),
            (&[("host", "localhost:3000"), ("origin", "null")], false),
        ] {
            assert_eq!(guard.check(&headers(pairs)).is_ok(), allowed, "{pairs:?}");
        }
    }

    #[test]
    fn a_socket_needs_an_origin() {
        let guard = Guard::new(3000);
        assert!(guard.check_origin(&headers(&[])).is_err());
        assert!(
            guard
                .check_origin(&headers(&[("origin", "http://127.0.0.1:3000")]))
                .is_ok()
        );
    }

    #[test]
    fn two_hosts_are_none() {
        let mut headers = headers(&[("host", "localhost:3000")]);
        headers.append("host", "evil.example".parse().unwrap());
        assert!(Guard::new(3000).check(&headers).is_err());
    }
}
