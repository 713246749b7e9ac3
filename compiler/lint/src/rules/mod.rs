//! One rule a file.

mod moving_image_tag;
mod no_approval;
mod no_backup;
mod no_health;
mod no_receiver;
mod no_resources;
mod single_replica;
mod unreached_service;
mod unused_secret;

use crate::Rule;

/// All rules, in the order of their codes.
pub(crate) const ALL: &[Rule] = &[
    moving_image_tag::RULE,
    no_resources::RULE,
    no_health::RULE,
    unused_secret::RULE,
    unreached_service::RULE,
    single_replica::RULE,
    no_approval::RULE,
    no_backup::RULE,
    no_receiver::RULE,
];
