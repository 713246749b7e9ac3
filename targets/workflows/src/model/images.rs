//! The job that builds, scans and pushes the project's images.

use super::cloud::PUSH_ROLE;
use super::graph::{Act, Ci, CloudLogin, Condition, Image, Job, Registry, Step, Word, Words};
use super::survey::{OwnImage, Survey};
use super::text;
use infrac_plan::kinds::{Build, Platform, ScanLevel};
use infrac_plan::{OriginId, Plan};
use infrac_source::Str;

/// What an `images` block says.
pub(crate) struct Wish {
    pub(crate) id: Str,
    pub(crate) platforms: Vec<Platform>,
    pub(crate) scan: ScanLevel,
    pub(crate) minutes: (i64, OriginId),
    pub(crate) origin: OriginId,
}

/// One run for each image; `None` where there is none.
pub(crate) fn job(survey: &Survey<'_>, wish: &Wish) -> Option<Job> {
    let plan = survey.plans.first()?;
    if survey.images.is_empty() {
        return None;
    }
    let origin = wish.origin;
    let mut job = Job::new(wish.id.clone(), "Image", wish.minutes, origin);
    job.matrix = survey.images.iter().map(|image| row(survey, plan, image)).collect();
    fill_gaps(&mut job.matrix);
    let registry = registry(&survey.registry);
    let platforms: Vec<&'static str> = wish.platforms.iter().map(platform_name).collect();
    job.rights.push_packages = matches!(registry, Registry::Packages(_));
    job.rights.identity = matches!(registry, Registry::Ecr { .. });
    job.steps.push(Step::new("Check out", Act::Checkout { all_history: false }, origin));
    if platforms.iter().any(|platform| *platform != "linux/amd64") {
        job.steps.push(Step::new("Emulate other machines", Act::Emulation, origin));
    }
    job.steps.push(Step::new("Prepare the builder", Act::Builder, origin));
    // What is scanned is on this machine, so it is built for this machine alone.
    job.steps.push(Step::new("Build", Act::Image(image(&job, vec!["linux/amd64"], false)), origin));
    let severities = severities(&wish.scan);
    if !severities.is_empty() {
        let scan = Act::Scan { image: matrix("image"), severities };
        job.steps.push(Step::new("Scan", scan, origin));
    }
    if let Registry::Ecr { region } = &registry {
        let login = CloudLogin::Aws { region: region.clone(), role: PUSH_ROLE, account: None };
        let login = Step::new("Log in to the cloud", Act::CloudLogin(login), survey.origin);
        job.steps.push(login.when(Condition::NotRequest));
    }
    if registry != Registry::Local {
        let login = Step::new("Log in to the registry", Act::RegistryLogin(registry), survey.origin);
        job.steps.push(login.when(Condition::NotRequest));
        let push = Step::new("Push", Act::Image(image(&job, platforms, true)), origin);
        job.steps.push(push.when(Condition::NotRequest));
    }
    Some(job)
}

fn matrix(key: &str) -> Words {
    Words::ci(Ci::Matrix(key.into()))
}

/// The values of one image.
fn row(survey: &Survey<'_>, plan: &Plan, image: &OwnImage<'_>) -> Vec<(Str, Words, OriginId)> {
    let mut row: Vec<(Str, Words, OriginId)> = vec![("name".into(), Words::lit(image.name.clone()), image.origin)];
    let local = || Words(vec![Word::Lit(format!("{}/{}:", survey.project, image.name).into()), Word::Ci(Ci::Commit)]);
    let reference = image.text.map_or_else(local, |text| text::words(survey, plan, text));
    row.push(("image".into(), reference, image.origin));
    let (context, dockerfile) = match image.build {
        Some(build) => {
            let Build { context, dockerfile, stage, args } = &build.value;
            let folder = joined(&survey.folder, &context.value);
            let file = joined(&folder, &dockerfile.value);
            if let Some(stage) = stage {
                row.push(("stage".into(), Words::lit(stage.value.clone()), stage.origin));
            }
            if !args.value.is_empty() {
                let lines: Vec<String> =
                    args.value.iter().map(|(name, value)| format!("{name}={}", value.value)).collect();
                row.push(("args".into(), Words::lit(lines.join("\n")), args.origin));
            }
            ((folder, context.origin), (file, dockerfile.origin))
        }
        None => ((survey.folder.clone(), image.origin), (joined(&survey.folder, "Dockerfile"), image.origin)),
    };
    row.push(("context".into(), Words::lit(context.0), context.1));
    row.push(("dockerfile".into(), Words::lit(dockerfile.0), dockerfile.1));
    row
}

/// Every row gets every key, so that no expression reads what is not there.
fn fill_gaps(rows: &mut [Vec<(Str, Words, OriginId)>]) {
    for key in ["stage", "args"] {
        let has = |row: &Vec<(Str, Words, OriginId)>| row.iter().any(|(name, ..)| name == key);
        if !rows.iter().any(has) {
            continue;
        }
        for row in rows.iter_mut().filter(|row| !has(row)) {
            let origin = row.first().map_or(OriginId::NONE, |(.., origin)| *origin);
            row.push((key.into(), Words::lit(""), origin));
        }
    }
}

/// The image of the job's matrix.
fn image(job: &Job, platforms: Vec<&'static str>, push: bool) -> Image {
    let has = |key: &str| job.matrix.iter().flatten().any(|(name, ..)| name == key);
    Image {
        name: matrix("image"),
        context: matrix("context"),
        dockerfile: matrix("dockerfile"),
        stage: has("stage").then(|| matrix("stage")),
        args: has("args").then(|| matrix("args")),
        platforms,
        push,
    }
}

/// A path below a folder of the repository, without needless dots.
pub(crate) fn joined(folder: &str, path: &str) -> Str {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    if parts.is_empty() { ".".into() } else { parts.join("/").into() }
}

/// Docker's names of machines.
fn platform_name(platform: &Platform) -> &'static str {
    match platform {
        Platform::LinuxAmd64 => "linux/amd64",
        Platform::LinuxArm64 => "linux/arm64",
    }
}

/// Trivy's names of severities, from the level on.
fn severities(level: &ScanLevel) -> &'static [&'static str] {
    match level {
        ScanLevel::Critical => &["CRITICAL"],
        ScanLevel::High => &["CRITICAL", "HIGH"],
        ScanLevel::Medium => &["CRITICAL", "HIGH", "MEDIUM"],
        ScanLevel::Low => &["CRITICAL", "HIGH", "MEDIUM", "LOW"],
        ScanLevel::Off => &[],
    }
}

/// Which registry that is, by its host: the part before the first `/` if it has a `.` or a `:` or is `localhost`, else Docker Hub
/// (distribution/reference, `splitDockerDomain`).
pub(crate) fn registry(reference: &str) -> Registry {
    let host = reference.split('/').next().unwrap_or_default();
    let is_host = host.contains(['.', ':']) || host == "localhost";
    let name = host.split(':').next().unwrap_or_default();
    if !is_host {
        return Registry::Other("docker.io".into());
    }
    if matches!(name, "localhost" | "127.0.0.1") {
        return Registry::Local;
    }
    if name == "ghcr.io" {
        return Registry::Packages(host.into());
    }
    // `ACCOUNT.dkr.ecr.REGION.amazonaws.com` (Amazon ECR user guide, "Private registries").
    match name.split('.').collect::<Vec<_>>().as_slice() {
        [_, "dkr", "ecr", region, "amazonaws", "com", ..] => Registry::Ecr { region: (*region).into() },
        _ => Registry::Other(host.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{joined, registry};
    use crate::model::graph::Registry;

    #[test]
    fn registries_are_told_apart_by_their_host() {
        assert_eq!(registry("ghcr.io/jatra"), Registry::Packages("ghcr.io".into()));
        assert_eq!(registry("localhost:5000"), Registry::Local);
        assert_eq!(registry("acme"), Registry::Other("docker.io".into()));
        assert_eq!(registry("quay.io/acme"), Registry::Other("quay.io".into()));
        let ecr = registry("123456789012.dkr.ecr.ap-south-1.amazonaws.com/shop");
        assert_eq!(ecr, Registry::Ecr { region: "ap-south-1".into() });
    }

    #[test]
    fn paths_are_joined_without_dots() {
        assert_eq!(joined(".", "."), ".");
        assert_eq!(joined("deploy/shop", "../api"), "deploy/api");
        assert_eq!(joined(".", "apps/web"), "apps/web");
    }
}
