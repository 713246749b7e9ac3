//! A folder with a project in it, and what the command says there.

use camino::{Utf8Path, Utf8PathBuf};
use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

/// Two environments, a target each; no findings.
pub const SHOP: &str = r#"project shop { }

environment dev { runtime = compose }

environment live { runtime = kubernetes { version = "1.33", deploy_by = kustomize } }

param release: String

postgres db {
  databases = ["shop"]
  storage   = 20Gi
  in live { backup = { every = 1d, keep = 30d } }
}

service web {
  image     = "ghcr.io/acme/web:${release}"
  ports     = { http = 8080 }
  env       = { DATABASE_URL = db.url("shop") }
  resources = { cpu = 100m..500m, memory = 64Mi..256Mi }
  replicas  = 2..4
  health    = { ready = http("/ready") }
  in dev { replicas = 1 }
}

gateway public {
  host   = match env { dev => "localhost", live => "shop.example.com" }
  routes = { "/" = web.http }
  in dev { publish = 8000 }
}
"#;

/// [`SHOP`] with a gateway that says in Kubernetes what only Compose can do: a warning.
pub fn warned() -> String {
    SHOP.replace("in dev { publish = 8000 }", "publish = 8000")
}

/// What a run said.
pub struct Said {
    pub exit: i32,
    pub out: String,
    pub err: String,
}

/// A temporary folder.
pub struct Project(tempfile::TempDir);

impl Project {
    /// With these files.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        files.iter().for_each(|(path, text)| project.put(path, text));
        project
    }

    /// With [`SHOP`].
    pub fn shop() -> Self {
        Self::new(&[("shop.infra", SHOP)])
    }

    /// With [`SHOP`], built.
    pub fn built() -> Self {
        let project = Self::shop();
        project.run(&["build"]).exits(0);
        project
    }

    pub fn root(&self) -> Utf8PathBuf {
        Utf8Path::from_path(self.0.path()).unwrap().canonicalize_utf8().unwrap()
    }

    pub fn put(&self, path: &str, text: &str) {
        let place = self.root().join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Replaces a text of a file, which must be in it.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} does not say {from}:\n{text}");
        self.put(path, &text.replace(from, to));
    }

    pub fn remove(&self, path: &str) {
        std::fs::remove_file(self.root().join(path)).unwrap();
    }

    /// All files below a folder: their bytes and when they were written.
    pub fn files(&self, folder: &str) -> BTreeMap<String, (Vec<u8>, std::time::SystemTime)> {
        let (mut files, mut folders) = (BTreeMap::new(), vec![self.root().join(folder)]);
        while let Some(folder) = folders.pop() {
            for entry in folder.read_dir_utf8().unwrap().map(Result::unwrap) {
                if entry.path().is_dir() {
                    folders.push(entry.path().to_owned());
                    continue;
                }
                let path = entry.path().strip_prefix(self.root()).unwrap().to_string();
                let written = entry.metadata().unwrap().modified().unwrap();
                files.insert(path, (std::fs::read(entry.path()).unwrap(), written));
            }
        }
        files
    }

    /// The texts of all generated files, by path; without the manifest, which holds hashes alone.
    pub fn texts(&self) -> BTreeMap<String, String> {
        let files = self.files("out").into_iter().filter(|(path, _)| !path.ends_with("manifest.json"));
        files.map(|(path, (bytes, _))| (path, String::from_utf8(bytes).unwrap())).collect()
    }

    /// Runs the command in the folder.
    pub fn run(&self, args: &[&str]) -> Said {
        self.run_with(args, "")
    }

    /// Runs the command in the folder, with a text on its standard input.
    pub fn run_with(&self, args: &[&str], input: &str) -> Said {
        self.run_command(command(args), input)
    }

    /// Runs the command in the folder, where tools are looked for in one folder below it alone.
    pub fn run_beside(&self, tools: &str, args: &[&str]) -> Said {
        let mut command = command(args);
        command.env("PATH", self.root().join(tools));
        self.run_command(command, "")
    }

    fn run_command(&self, mut command: Command, input: &str) -> Said {
        let args: Vec<std::ffi::OsString> = command.get_args().map(Into::into).collect();
        let mut child = command
            .current_dir(self.root())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that does not read its input may have ended.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Said {
            exit: output.status.code().unwrap_or_else(|| panic!("{args:?} was ended by a signal")),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// The command, without what the tests' own terminal would tell it.
pub fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_infrac"));
    command.args(args).env_remove("CLICOLOR_FORCE").env("NO_COLOR", "1");
    command
}

impl Said {
    #[track_caller]
    pub fn exits(&self, code: i32) -> &Self {
        assert_eq!(self.exit, code, "\n--- stdout\n{}\n--- stderr\n{}", self.out, self.err);
        self
    }

    /// Standard output holds the text.
    #[track_caller]
    pub fn out(&self, text: &str) -> &Self {
        assert!(self.out.contains(text), "{text}\n--- is not in stdout ---\n{}\n--- stderr\n{}", self.out, self.err);
        self
    }

    /// Standard error holds the text.
    #[track_caller]
    pub fn err(&self, text: &str) -> &Self {
        assert!(self.err.contains(text), "{text}\n--- is not in stderr ---\n{}\n--- stdout\n{}", self.err, self.out);
        self
    }

    /// Nothing was said at all.
    #[track_caller]
    pub fn silent(&self) -> &Self {
        assert_eq!((self.out.as_str(), self.err.as_str()), ("", ""));
        self
    }
}
