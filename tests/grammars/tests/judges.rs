//! The grammars and the files of the editors, given to the tools that use them: the tester of TextMate grammars, vsce, Neovim and
//! Emacs.

use camino::{Utf8Path, Utf8PathBuf};
use infrac_grammars::{on_path, root, run, temporary, tool};

/// Copies the files of a folder that Git does not ignore.
fn copy(from: &Utf8Path, to: &Utf8Path) {
    for entry in ignore::WalkBuilder::new(from).hidden(false).build().filter_map(Result::ok) {
        let path = Utf8Path::from_path(entry.path()).expect("a path in UTF-8");
        let target = to.join(path.strip_prefix(from).expect("below the folder"));
        if path.is_dir() {
            std::fs::create_dir_all(&target).expect("a folder");
        } else {
            std::fs::copy(path, &target).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }
}

/// A copy of the extension with the tools of its lock file.
fn extension(name: &str) -> Option<Utf8PathBuf> {
    let modules = tool("vscode/node_modules")?;
    let folder = temporary(name);
    copy(&root().join("editors/vscode"), &folder);
    std::os::unix::fs::symlink(modules, folder.join("node_modules")).expect("a link");
    Some(folder)
}

#[test]
fn scopes_of_the_textmate_grammar() {
    let Some(folder) = extension("textmate") else { return };
    run(&folder, Utf8Path::new("npm"), &["test"]).must_be_fine("npm test");
    let _ = std::fs::remove_dir_all(folder);
}

#[test]
fn the_extension_is_packaged_by_one_command() {
    let Some(folder) = extension("vsix") else { return };
    run(&folder, Utf8Path::new("npm"), &["run", "package"]).must_be_fine("npm run package");
    let listed = run(&folder, Utf8Path::new("python3"), &["-m", "zipfile", "--list", "infrac.vsix"]);
    listed.must_be_fine("the package is an archive");
    for file in [
        "extension/package.json",
        "extension/dist/extension.js",
        "extension/syntaxes/infra.tmLanguage.json",
        "extension/snippets/infra.json",
        "extension/language-configuration.json",
        "extension/LICENSE.txt",
    ] {
        assert!(listed.output.contains(file), "{file} is not in the package:\n{}", listed.output);
    }
    for absent in ["src/extension.ts", "node_modules", "tests/"] {
        assert!(!listed.output.contains(absent), "{absent} is in the package:\n{}", listed.output);
    }
    let _ = std::fs::remove_dir_all(folder);
}

/// What Neovim (0.7 or later) makes of an example: the type of the file, the colours of the Vim syntax, and the tree of the parser that the plug-in builds.
#[test]
fn neovim_shows_an_example() {
    if !on_path("nvim") {
        return;
    }
    let folder = temporary("neovim");
    let script = format!(
        r#"
local root, folder = '{root}', '{folder}'
vim.opt.runtimepath:prepend(root .. '/editors/neovim')
vim.opt.runtimepath:prepend(folder)
vim.cmd('filetype plugin on | syntax on')
vim.cmd('runtime! plugin/infrac.lua')
vim.cmd('edit ' .. root .. '/examples/jatra/pipeline.infra')
local said = {{ vim.bo.filetype, vim.bo.commentstring }}
for _, text in ipairs({{ 'pipeline delivery', 'timeout ', '"main"', '20m', 'env.domain', '///' }}) do
  vim.fn.cursor(1, 1)
  assert(vim.fn.search('\\V' .. text) > 0, text)
  table.insert(said, vim.fn.synIDattr(vim.fn.synID(vim.fn.line('.'), vim.fn.col('.'), 1), 'name'))
end
assert(require('infrac').build_parser(folder .. '/parser'))
local tree = vim.treesitter.get_parser(0, 'infra'):parse()[1]
table.insert(said, tree:root():type() .. ' ' .. tostring(tree:root():has_error()))
for _, name in ipairs({{ 'highlights', 'injections', 'locals', 'folds', 'indents' }}) do
  assert((vim.treesitter.query.get or vim.treesitter.query.get_query)('infra', name), name)
end
assert(vim.fn.exists(':InfracOutput') == 2 and vim.fn.exists(':InfracBuildParser') == 2)
io.stdout:write(table.concat(said, '|'))
"#,
        root = root()
    );
    std::fs::write(folder.join("t.lua"), script).expect("the script");
    let source = format!("luafile {folder}/t.lua");
    let answer = run(&folder, Utf8Path::new("nvim"), &["--headless", "-u", "NONE", "-c", &source, "-c", "qa!"]);
    answer.must_be_fine("nvim");
    let expected = "infra|// %s|infraKind|infraKey|infraString|infraNumber|infraValue|infraDocumentation|file false";
    assert!(answer.output.contains(expected), "{}\n{}", answer.output, answer.errors);
    let _ = std::fs::remove_dir_all(folder);
}

/// Emacs compiles the mode without a warning; it indents, and knows where a block string ends.
#[test]
fn emacs_has_a_mode() {
    if !on_path("emacs") {
        return;
    }
    let folder = temporary("emacs");
    std::fs::copy(root().join("editors/emacs/infra-mode.el"), folder.join("infra-mode.el")).expect("the mode");
    let script = r#"
(setq byte-compile-error-on-warn t)
(unless (byte-compile-file "infra-mode.el") (kill-emacs 1))
(load (expand-file-name "infra-mode.elc"))
(with-temp-buffer
  (insert "service api {\nreplicas = 2\ntext = \"\"\"\n  not { a brace\n  \"\"\"\nports = [\n1,\n]\n}\n")
  (infra-mode)
  (font-lock-ensure)
  (indent-region (point-min) (point-max))
  (princ (buffer-string))
  (dolist (text '("service" "replicas" "2" "not"))
    (goto-char (point-min))
    (search-forward text)
    (princ (format "%s:%s " text (get-text-property (1- (point)) 'face)))))
"#;
    std::fs::write(folder.join("t.el"), script).expect("the script");
    let answer = run(&folder, Utf8Path::new("emacs"), &["--batch", "-Q", "-l", "t.el"]);
    answer.must_be_fine("emacs");
    let indented =
        "service api {\n  replicas = 2\n  text = \"\"\"\n  not { a brace\n  \"\"\"\n  ports = [\n    1,\n  ]\n}\n";
    assert!(answer.output.starts_with(indented), "{}\n{}", answer.output, answer.errors);
    let faces = "service:font-lock-type-face replicas:font-lock-variable-name-face 2:font-lock-constant-face not:font-lock-string-face";
    assert!(answer.output.contains(faces), "{}\n{}", answer.output, answer.errors);
    let _ = std::fs::remove_dir_all(folder);
}
