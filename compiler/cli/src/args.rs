//! What the command line takes.

use camino::Utf8PathBuf;
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  infrac init shop                        a project that builds
  infrac check                            find what is wrong, in all environments
  infrac build                            write all files below out/
  infrac build --env dev --target compose one environment, one target
  infrac build --check                    in CI: are the generated files current?
  infrac verify                           run the real tools on the output
  infrac why out/compose/dev/compose.yaml:12
  infrac explain E0301

Exit codes: 0 fine, 1 errors in the input, 2 wrong usage, 3 generated files out of date, 4 could not read or write.";

/// The infrastructure compiler: one typed description of a system, all files that run it.
#[derive(Parser, Debug)]
#[command(name = "infrac", version, after_help = EXAMPLES, max_term_width = 110)]
pub struct Cli {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
    /// How findings are printed
    #[arg(long, global = true, value_enum, default_value_t = Format::Human, help_heading = "Output")]
    pub format: Format,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, help_heading = "Output")]
    pub color: Colour,
    /// Print nothing but errors
    #[arg(long, short, global = true, help_heading = "Output")]
    pub quiet: bool,
}

/// How findings are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    /// With the source around them
    Human,
    /// One line each
    Short,
    /// One JSON object a line
    Json,
    /// A SARIF 2.1.0 document
    Sarif,
    /// Annotations for GitHub Actions
    Github,
}

/// When to use colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Write a small project that builds
    #[command(after_help = "Example:\n  infrac init shop && cd shop && infrac build")]
    Init(Init),
    /// Find what is wrong, in all environments; writes nothing
    #[command(after_help = "Examples:\n  infrac check\n  infrac check infra/ --format sarif > findings.sarif")]
    Check(Project),
    /// Generate the files of all environments and targets
    #[command(
        after_help = "Examples:\n  infrac build\n  infrac build --env production --out generated\n  infrac build --check"
    )]
    Build(Build),
    /// Lay out .infra files
    #[command(after_help = "Examples:\n  infrac fmt\n  infrac fmt --check services.infra\n  infrac fmt - < a.infra")]
    Fmt(Fmt),
    /// Run the `test` blocks of the project
    #[command(after_help = "Example:\n  infrac test")]
    Test(Project),
    /// Run the real tools that are installed on the output, which is made in memory
    #[command(
        after_help = "Examples:\n  infrac verify\n  infrac verify --env production --tool kubernetes-validate\n  infrac verify --require docker-compose --format sarif > findings.sarif"
    )]
    Verify(Verify),
    /// Say what a code means, with a wrong and a right example
    #[command(after_help = "Examples:\n  infrac explain E0301\n  infrac explain --list")]
    Explain(Explain),
    /// Say which .infra line a generated line comes from
    #[command(
        after_help = "Examples:\n  infrac why out/compose/dev/compose.yaml:12\n  infrac why out/kubernetes/production/booking.yaml"
    )]
    Why(Why),
    /// Draw who depends on whom
    #[command(
        after_help = "Examples:\n  infrac graph --env production\n  infrac graph --as dot | dot -Tsvg > graph.svg"
    )]
    Graph(Graph),
    /// Show the values of blocks in every environment
    #[command(after_help = "Examples:\n  infrac env\n  infrac env booking\n  infrac env booking.replicas")]
    Env(Env),
    /// Serve an editor: the language server, over standard input and output
    #[command(
        after_help = "Example, as an editor starts it:\n  infrac lsp\n\ndocs/language-server.md and docs/editors.md say how editors are told to."
    )]
    Lsp(Lsp),
    /// Print a completion script for a shell
    #[command(after_help = "Example:\n  infrac completions bash > /etc/bash_completion.d/infrac")]
    Completions(Completions),
}

/// Which project.
#[derive(Args, Debug)]
pub struct Project {
    /// The project's folder
    #[arg(default_value = ".")]
    pub path: Utf8PathBuf,
}

/// `init`.
#[derive(Args, Debug)]
pub struct Init {
    /// The folder to make; its name becomes the project's
    #[arg(default_value = ".")]
    pub path: Utf8PathBuf,
}

/// The names of the targets, for the help and for the completion scripts.
fn targets() -> PossibleValuesParser {
    PossibleValuesParser::new(infrac_driver::TARGETS.iter().map(|target| target.id()))
}

/// `build`.
#[derive(Args, Debug)]
pub struct Build {
    /// The project's folder
    #[arg(default_value = ".")]
    pub path: Utf8PathBuf,
    /// Only this environment (may be repeated)
    #[arg(long, value_name = "NAME")]
    pub env: Vec<String>,
    /// Only this target (may be repeated)
    #[arg(long, value_name = "TARGET", value_parser = targets())]
    pub target: Vec<String>,
    /// Where the files go, relative to the project
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: Utf8PathBuf,
    /// Write nothing; exit with 3 if a file is stale, edited, missing or orphaned
    #[arg(long)]
    pub check: bool,
    /// A target's loss is an error
    #[arg(long)]
    pub strict: bool,
}

/// `verify`.
#[derive(Args, Debug)]
pub struct Verify {
    /// The project's folder
    #[arg(default_value = ".")]
    pub path: Utf8PathBuf,
    /// Only this environment (may be repeated)
    #[arg(long, value_name = "NAME")]
    pub env: Vec<String>,
    /// Only this target (may be repeated)
    #[arg(long, value_name = "TARGET", value_parser = targets())]
    pub target: Vec<String>,
    /// Only this tool: docker-compose, kubectl, … (may be repeated)
    #[arg(long, value_name = "TOOL")]
    pub tool: Vec<String>,
    /// It is an error if this tool is not there (may be repeated)
    #[arg(long, value_name = "TOOL")]
    pub require: Vec<String>,
    /// Leave out this rule, by the tool's name for it: CKV_K8S_15 (may be repeated)
    #[arg(long, value_name = "RULE")]
    pub skip: Vec<String>,
    /// A tool that is not there, what a tool advises against, and a target's loss are errors
    #[arg(long)]
    pub strict: bool,
    /// How long one run of a tool may take
    #[arg(long, value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub timeout: u64,
}

/// `fmt`.
#[derive(Args, Debug)]
pub struct Fmt {
    /// Files or folders; `-` reads standard input and writes standard output
    #[arg(default_value = ".")]
    pub paths: Vec<Utf8PathBuf>,
    /// Write nothing; exit with 3 and name the files that are laid out otherwise
    #[arg(long)]
    pub check: bool,
    /// Write nothing; print what would change as a unified diff, and exit with 3 if there is any
    #[arg(long, conflicts_with = "check")]
    pub diff: bool,
}

/// `explain`.
#[derive(Args, Debug)]
pub struct Explain {
    /// The code: E0301
    #[arg(required_unless_present = "list")]
    pub code: Option<String>,
    /// List all codes
    #[arg(long)]
    pub list: bool,
}

/// `why`.
#[derive(Args, Debug)]
pub struct Why {
    /// A generated file and a line: out/compose/dev/compose.yaml:12; without line all of it
    #[arg(value_name = "FILE[:LINE]")]
    pub place: String,
    /// The project's folder
    #[arg(long, default_value = ".")]
    pub project: Utf8PathBuf,
    /// The output directory, relative to the project
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: Utf8PathBuf,
}

/// `graph`.
#[derive(Args, Debug)]
pub struct Graph {
    /// The project's folder
    #[arg(default_value = ".")]
    pub path: Utf8PathBuf,
    /// The environment; without it the first
    #[arg(long, value_name = "NAME")]
    pub env: Option<String>,
    /// The notation
    #[arg(long = "as", value_enum, default_value_t = Notation::Mermaid)]
    pub notation: Notation,
}

/// A notation of graphs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Notation {
    /// For Markdown pages
    Mermaid,
    /// For Graphviz
    Dot,
}

/// `env`.
#[derive(Args, Debug)]
pub struct Env {
    /// A block, or a block's attribute: booking.replicas; without it all blocks
    pub what: Option<String>,
    /// The project's folder
    #[arg(long, default_value = ".")]
    pub project: Utf8PathBuf,
}

/// `lsp`.
#[derive(Args, Debug)]
pub struct Lsp {
    /// Over standard input and output: the only way there is; many editors say it
    #[arg(long)]
    pub stdio: bool,
    /// Where the standard library and the pages of codes are laid down as files, for the editor to open
    #[arg(long, value_name = "DIR")]
    pub cache: Option<Utf8PathBuf>,
}

/// `completions`.
#[derive(Args, Debug)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}
