//! How a job is let into the cloud of an environment, and into its cluster.

use super::graph::{Ci, CloudLogin, Words};
use super::survey::Env;
use infrac_plan::Value;
use infrac_plan::kinds::Cloud;
use infrac_source::Str;

/// The variable that holds the role of deployments.
pub(crate) const DEPLOY_ROLE: &str = "AWS_DEPLOY_ROLE_ARN";

/// The variable that holds the role that may look and change nothing.
pub(crate) const PLAN_ROLE: &str = "AWS_PLAN_ROLE_ARN";

/// The variable that holds the role that may push images.
pub(crate) const PUSH_ROLE: &str = "AWS_PUSH_ROLE_ARN";

/// The variable that holds the name of a cluster that somebody else makes.
const CLUSTER: &str = "CLUSTER_NAME";

/// The types of Terraform whose resources are clusters of Kubernetes; each has its name as the argument `name` (providers hashicorp/aws,
/// hashicorp/google, hashicorp/azurerm: pages of these resources, "Argument Reference").
const CLUSTERS: [&str; 3] = ["aws_eks_cluster", "google_container_cluster", "azurerm_kubernetes_cluster"];

/// By which way a job with that role is let in.
pub(crate) fn login(environment: &Env<'_>, role: &'static str) -> CloudLogin {
    match environment.cloud {
        Some(Cloud::Aws { region, account }) => CloudLogin::Aws {
            region: region.value.clone(),
            role,
            account: account.as_ref().map(|account| account.value.clone()),
        },
        Some(Cloud::Gcp { project, region }) => {
            CloudLogin::Gcp { project: project.value.clone(), region: region.value.clone() }
        }
        // The region is where things stand, which a login does not ask for.
        Some(Cloud::Azure { region: _, subscription }) => {
            CloudLogin::Azure { subscription: subscription.as_ref().map(|one| one.value.clone()) }
        }
        None => CloudLogin::None,
    }
}

/// The name of the environment's cluster: known where the project makes it, else a variable. It is no output of Terraform: the name is known
/// before Terraform has run.
pub(crate) fn cluster_name(environment: &Env<'_>) -> Words {
    made_here(environment).map_or_else(|| Words::ci(Ci::Setting(CLUSTER.into())), Words::lit)
}

/// What the cluster is called that the environment says it runs on.
fn made_here(environment: &Env<'_>) -> Option<Str> {
    let cluster = environment.cluster?;
    let plan = environment.plan;
    let is_cluster = |kind: &Str| CLUSTERS.contains(&kind.as_str());
    let mut made = plan.blocks().resources.iter().filter(|block| {
        block.header.type_label.as_ref().is_some_and(is_cluster)
            && plan.owners(block.header.id).any(|owner| owner.id == cluster)
    });
    let (Some(only), None) = (made.next(), made.next()) else { return None };
    match &only.value.attributes.get("name")?.value {
        Value::Text(name) => name.known(),
        _ => None,
    }
}
