//! How a job is let into the cloud of an environment, and into its cluster.

use super::graph::CloudLogin;
use super::survey::Env;
use infrac_plan::kinds::Cloud;

/// The variable that holds the role of deployments.
pub(crate) const DEPLOY_ROLE: &str = "AWS_DEPLOY_ROLE_ARN";

/// The variable that holds the role that may look and change nothing.
pub(crate) const PLAN_ROLE: &str = "AWS_PLAN_ROLE_ARN";

/// The variable that holds the role that may push images.
pub(crate) const PUSH_ROLE: &str = "AWS_PUSH_ROLE_ARN";

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
