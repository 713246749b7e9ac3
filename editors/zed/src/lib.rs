//! Tells Zed how the language server of infrac is started: `infrac lsp`, by the setting `lsp.infrac.binary` or found on `PATH`.
//!
//! In: a worktree and Zed's settings. Out: a command. Deliberately not here: downloading infrac.

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct Infrac;

impl zed::Extension for Infrac {
    fn new() -> Self {
        Self
    }

    fn language_server_command(&mut self, server: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let chosen = LspSettings::for_worktree(server.as_ref(), worktree).ok().and_then(|settings| settings.binary);
        let (path, arguments) = chosen.map_or((None, None), |binary| (binary.path, binary.arguments));
        let command = path
            .or_else(|| worktree.which("infrac"))
            .ok_or("infrac is not on PATH; install it, or set lsp.infrac.binary.path")?;
        Ok(Command { command, args: arguments.unwrap_or_else(|| vec!["lsp".to_owned()]), env: worktree.shell_env() })
    }
}

zed::register_extension!(Infrac);
