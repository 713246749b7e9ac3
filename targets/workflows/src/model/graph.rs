//! The pipeline graph: what every host of pipelines can be told. No word of any host stands here.

use infrac_plan::OriginId;
use infrac_source::Str;

/// A pipeline.
#[derive(Clone, Debug)]
pub(crate) struct Pipeline {
    /// What its file is called, without an ending: `jatra`.
    pub(crate) file: Str,
    /// What people see.
    pub(crate) title: Str,
    /// Where it is declared, or the project.
    pub(crate) origin: OriginId,
    /// What it is for.
    pub(crate) doc: Option<Str>,
    /// What starts it.
    pub(crate) events: Vec<Event>,
    /// The jobs, each after those that it needs.
    pub(crate) jobs: Vec<Job>,
    /// Environments that a person chooses from when starting it.
    pub(crate) by_hand: Vec<Str>,
    /// The folder of the repository that commands run in; `.` is the root.
    pub(crate) folder: Str,
}

/// What starts a pipeline.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Event {
    pub(crate) kind: EventKind,
    pub(crate) origin: OriginId,
}

/// See [`Event`].
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum EventKind {
    /// A push to a branch that matches the pattern; with paths, one that changes such a file.
    Push { branch: Str, paths: Vec<Str> },
    /// A new tag that matches the pattern.
    Tag { pattern: Str },
    /// A request to merge into a branch that matches the pattern.
    Request { branch: Str, paths: Vec<Str> },
    /// The clock, in UTC.
    Schedule { cron: Str },
    /// A person.
    Manual,
}

/// Steps that run together on one machine.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    /// Unique in its pipeline: letters, digits, `_` and `-`.
    pub(crate) id: Str,
    pub(crate) title: Str,
    pub(crate) origin: OriginId,
    /// A remark for whoever reads the file.
    pub(crate) remark: Option<Str>,
    /// The jobs that must not have failed, by id.
    pub(crate) needs: Vec<(Str, OriginId)>,
    /// When it runs at all.
    pub(crate) when: Condition,
    /// It runs though a job that it needs was left out.
    pub(crate) past_skipped: bool,
    pub(crate) minutes: i64,
    pub(crate) minutes_origin: OriginId,
    pub(crate) may_fail: bool,
    pub(crate) rights: Rights,
    /// The environment that it deploys to.
    pub(crate) environment: Option<Deployment>,
    /// One job of this group at a time, and none is ever cancelled.
    pub(crate) alone: Option<Str>,
    /// It runs once for each entry; the values are [`Ci::Matrix`].
    pub(crate) matrix: Vec<Vec<(Str, Words, OriginId)>>,
    /// Containers beside it.
    pub(crate) beside: Vec<Container>,
    pub(crate) env: Vec<Variable>,
    pub(crate) steps: Vec<Step>,
}

/// What a job's token may do besides reading the repository.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Rights {
    /// Push images to the host's own registry.
    pub(crate) push_packages: bool,
    /// Show a cloud who it is.
    pub(crate) identity: bool,
}

/// The environment that a job deploys to.
#[derive(Clone, Debug)]
pub(crate) struct Deployment {
    pub(crate) name: Str,
    /// Where people find it.
    pub(crate) url: Option<Str>,
    /// How many people must agree.
    pub(crate) approvals: i64,
    pub(crate) origin: OriginId,
}

/// A container beside a job.
#[derive(Clone, Debug)]
pub(crate) struct Container {
    pub(crate) name: Str,
    pub(crate) image: Str,
    pub(crate) ports: Vec<i64>,
    pub(crate) env: Vec<Variable>,
    pub(crate) origin: OriginId,
}

/// A variable of a job's or step's environment.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Variable {
    pub(crate) name: Str,
    pub(crate) value: Words,
    pub(crate) origin: OriginId,
}

/// A text with values that only the host knows.
#[derive(Clone, PartialEq, Default, Debug)]
pub(crate) struct Words(pub(crate) Vec<Word>);

/// A piece of [`Words`].
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Word {
    /// Data, as it stands.
    Lit(Str),
    /// Known to the host.
    Ci(Ci),
}

/// A value that a host of pipelines knows.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Ci {
    /// The commit.
    Commit,
    /// The commit to compare with: where a request to merge branches off, or what was there before a push.
    Base,
    /// The branch; empty for a tag.
    Branch,
    /// The tag; empty for a branch.
    Tag,
    /// What a build is called: the tag if there is one, else the commit.
    Release,
    /// A variable of the repository or, in a deployment, of its environment.
    Setting(Str),
    /// The same, and this where it is not set.
    SettingOr(Str, Str),
    /// A secret of the repository or, in a deployment, of its environment.
    Secret(Str),
    /// A value of the job's matrix.
    Matrix(Str),
    /// Who started the run.
    Actor,
    /// The job's own token.
    Token,
    /// Where the run can be seen.
    RunUrl,
}

/// When something runs.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Condition {
    /// On every occasion.
    Always,
    /// A request to merge.
    Request,
    /// Anything else.
    NotRequest,
    /// Anything but a tag.
    NotTag,
    /// A push to this branch.
    Branch(Str),
    /// A tag that begins so.
    Tag(Str),
    /// The clock.
    Schedule,
    /// A person.
    Manual,
    /// A person, who chose this environment.
    Chosen(Str),
    /// Any of these.
    Any(Vec<Condition>),
    /// A step before failed.
    Failed,
    /// The step of that id failed.
    StepFailed(&'static str),
}

/// A step.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) title: Str,
    /// To be named by [`Condition::StepFailed`].
    pub(crate) id: Option<&'static str>,
    pub(crate) when: Condition,
    pub(crate) act: Act,
    pub(crate) origin: OriginId,
}

/// What a step does.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// Fetches the source.
    Checkout { all_history: bool },
    /// Installs a tool.
    Tool { tool: Tool, version: Words },
    /// Keeps folders from run to run, until the file changes.
    Cache { folder: Str, until: Str },
    /// Runs lines of a shell, with these variables.
    Run { lines: Vec<Str>, env: Vec<Variable> },
    /// Shows a cloud who it is.
    CloudLogin(CloudLogin),
    /// Makes the cluster of that name the one that commands speak to.
    Cluster { login: CloudLogin, name: Words },
    /// Shows a registry who it is.
    RegistryLogin(Registry),
    /// Makes this machine run programs of others.
    Emulation,
    /// Prepares the builder of images.
    Builder,
    /// Builds an image, and either leaves it on this machine or pushes it.
    Image(Image),
    /// Looks for known faults in an image that was built before.
    Scan { image: Words, severities: &'static [&'static str] },
    /// Leaves files for later jobs and for people.
    Keep { name: Str, path: Str },
    /// Brings what another job left.
    Take { name: Str, path: Str },
}

/// A tool that can be installed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tool {
    Go,
    Helm,
    Java,
    Node,
    Pnpm,
    Python,
    Rust,
    Terraform,
}

/// A cloud, and what is needed to be let in without a stored key.
#[derive(Clone, Debug)]
pub(crate) enum CloudLogin {
    /// By a role of Amazon Web Services; `role` is the variable that holds its name.
    Aws {
        region: Str,
        role: &'static str,
        account: Option<Str>,
    },
    Gcp {
        project: Str,
        region: Str,
    },
    Azure {
        subscription: Option<Str>,
    },
    /// No cloud: the cluster's own credentials, from a secret.
    None,
}

/// Where images are pushed to.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Registry {
    /// The registry of GitHub's packages, and its host.
    Packages(Str),
    /// Amazon's, in that region.
    Ecr { region: Str },
    /// Another, by user and password.
    Other(Str),
    /// A registry on somebody's machine: nothing is pushed.
    Local,
}

/// An image to be built.
#[derive(Clone, Debug)]
pub(crate) struct Image {
    pub(crate) name: Words,
    pub(crate) context: Words,
    pub(crate) dockerfile: Words,
    pub(crate) stage: Option<Words>,
    pub(crate) args: Option<Words>,
    pub(crate) platforms: Vec<&'static str>,
    pub(crate) push: bool,
}

impl Words {
    /// Text that is known.
    pub(crate) fn lit(text: impl Into<Str>) -> Self {
        Self(vec![Word::Lit(text.into())])
    }

    /// A value of the host.
    pub(crate) fn ci(value: Ci) -> Self {
        Self(vec![Word::Ci(value)])
    }
}

impl Step {
    /// A step that always runs.
    pub(crate) fn new(title: impl Into<Str>, act: Act, origin: OriginId) -> Self {
        Self { title: title.into(), id: None, when: Condition::Always, act, origin }
    }

    /// A step of shell lines.
    pub(crate) fn run(title: impl Into<Str>, lines: Vec<Str>, env: Vec<Variable>, origin: OriginId) -> Self {
        Self::new(title, Act::Run { lines, env }, origin)
    }

    /// The same step on that condition.
    pub(crate) fn when(mut self, when: Condition) -> Self {
        self.when = when;
        self
    }

    /// The same step with an id.
    pub(crate) fn called(mut self, id: &'static str) -> Self {
        self.id = Some(id);
        self
    }
}

impl Job {
    /// A job without steps that may only read.
    pub(crate) fn new(id: impl Into<Str>, title: impl Into<Str>, minutes: (i64, OriginId), origin: OriginId) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            origin,
            remark: None,
            needs: Vec::new(),
            when: Condition::Always,
            past_skipped: false,
            minutes: minutes.0,
            minutes_origin: minutes.1,
            may_fail: false,
            rights: Rights::default(),
            environment: None,
            alone: None,
            matrix: Vec::new(),
            beside: Vec::new(),
            env: Vec::new(),
            steps: Vec::new(),
        }
    }
}

impl Variable {
    /// A variable.
    pub(crate) fn new(name: impl Into<Str>, value: Words, origin: OriginId) -> Self {
        Self { name: name.into(), value, origin }
    }
}
