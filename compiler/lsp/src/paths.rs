//! Addresses of the protocol and paths of the disk.

use crate::protocol::Uri;
use camino::{Utf8Path, Utf8PathBuf};
use infrac_driver::normalize;
use url::Url;

/// The absolute path of a `file:` address, however the client has escaped it; `None` for anything else, such as a text that was never saved.
pub fn path(uri: &Uri) -> Option<Utf8PathBuf> {
    let url = Url::parse(&uri.0).ok().filter(|url| url.scheme() == "file")?;
    let path = Utf8PathBuf::from_path_buf(url.to_file_path().ok()?).ok()?;
    Some(normalize(&path))
}

/// The address of an absolute path.
pub fn uri(path: &Utf8Path) -> Uri {
    let url = Url::from_file_path(path).map(String::from);
    Uri(url.unwrap_or_else(|()| format!("file://{path}")))
}

#[cfg(all(test, unix))]
mod tests {
    use super::{path, uri};
    use crate::protocol::Uri;
    use camino::Utf8Path;

    #[test]
    fn escapes_are_undone_and_done() {
        let place = Utf8Path::new("/a b/ü#1.infra");
        assert_eq!(uri(place).0, "file:///a%20b/%C3%BC%231.infra");
        assert_eq!(path(&uri(place)).as_deref(), Some(place));
        assert_eq!(path(&Uri("file:///a/%78/../b.infra".into())).unwrap(), "/a/b.infra");
    }

    #[test]
    fn other_schemes_have_no_path() {
        assert_eq!(path(&Uri("untitled:Untitled-1".into())), None);
        assert_eq!(path(&Uri("not an address".into())), None);
    }
}
