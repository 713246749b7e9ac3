//! A case: a small project written as one text.

use camino::Utf8PathBuf;

/// The files of a project. A line `// file: PATH` begins the next one; what stands before the first is `main.infra`.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// Path and bytes of each file.
    pub files: Vec<(Utf8PathBuf, Vec<u8>)>,
}

const MARK: &[u8] = b"// file: ";

impl Case {
    /// From the text of a case. Bytes stay as they are: some cases are about them.
    pub fn read(bytes: &[u8]) -> Self {
        let mut files: Vec<(Utf8PathBuf, Vec<u8>)> = vec![(Utf8PathBuf::from("main.infra"), Vec::new())];
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            if let Some(path) = line.strip_prefix(MARK) {
                let path = String::from_utf8_lossy(path).trim().to_owned();
                files.push((path.into(), Vec::new()));
            } else if let Some((_, text)) = files.last_mut() {
                text.extend_from_slice(line);
            }
        }
        // A case that begins with a mark has nothing before it.
        files.retain(|(path, text)| path != "main.infra" || !text.is_empty());
        Self { files }
    }
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn a_mark_begins_a_file() {
        let case = Case::read(b"a\nb\n// file: x/y.infra\nc\n");
        assert_eq!(case.files, [("main.infra".into(), b"a\nb\n".to_vec()), ("x/y.infra".into(), b"c\n".to_vec())]);
    }

    #[test]
    fn nothing_stands_before_a_mark_at_the_start() {
        let case = Case::read(b"// file: a.infra\nc\n");
        assert_eq!(case.files, [("a.infra".into(), b"c\n".to_vec())]);
    }
}
