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
    /// The case as the compiler is given it: without the comments that expect findings, so that they do not stand in what people see.
    pub fn without_expectations(&self) -> Self {
        let mut case = self.clone();
        for (_, bytes) in &mut case.files {
            let lines = bytes.split_inclusive(|byte| *byte == b'\n').map(|line| {
                let Some(at) = line.windows(3).position(|window| window == b"//~") else { return line.to_vec() };
                let mut kept = line[..at].to_vec();
                while kept.last().is_some_and(|byte| *byte == b' ') {
                    kept.pop();
                }
                let ends: &[u8] = if line.ends_with(b"\r\n") { b"\r\n" } else { b"\n" };
                kept.extend_from_slice(if line.ends_with(b"\n") { ends } else { b"" });
                kept
            });
            *bytes = lines.collect::<Vec<_>>().concat();
        }
        case
    }

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
    fn expectations_are_not_compiled() {
        let case = Case::read(b"a //~ E0101: x\n//~^ E0102: y\nb\n").without_expectations();
        assert_eq!(case.files[0].1, b"a\n\nb\n");
    }

    #[test]
    fn nothing_stands_before_a_mark_at_the_start() {
        let case = Case::read(b"// file: a.infra\nc\n");
        assert_eq!(case.files, [("a.infra".into(), b"c\n".to_vec())]);
    }
}
