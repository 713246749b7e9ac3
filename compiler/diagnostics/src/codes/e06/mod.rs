//! E06: the system as a whole. W06 are findings that a set-up can have on purpose; `@allow` takes them at their block.

codes! {
    /// A port that is named and not declared.
    e0601_unknown_port,
    /// A check over the network for a service without ports.
    e0602_probe_without_port,
    /// Two containers on one port of the machine.
    e0603_host_port_clash,
    /// A published port and more than one replica.
    e0604_published_replicas,
    /// Waiting for a block that has a profile.
    e0605_needs_profile,
    /// A range that runs backwards.
    e0610_range_backwards,
    /// A limit under its request.
    e0611_limit_under_request,
    /// Scaling without a request to measure against.
    e0612_scaling_without_request,
    /// Scaling without an upper bound.
    e0613_scaling_without_end,
    /// A scaling target that is never passed.
    e0614_scale_target_out_of_reach,
    /// Data that scales away.
    e0615_scaled_state,
    /// A disruption budget that blocks every drain.
    e0620_blocked_drain,
    /// A rollout that can never begin.
    e0621_stuck_rollout,
    /// A rollout that nobody answers during.
    w0622_rollout_with_downtime,
    /// A container larger than every node.
    e0630_no_node_fits,
    /// Only nodes that can be taken back at any time.
    e0631_only_spot_pools,
    /// Pools that are too small for what always runs.
    e0632_pools_too_small,
    /// More than the namespace may use.
    e0633_quota_exceeded,
    /// A quota, and containers that do not say what they take.
    e0634_quota_needs_requests,
    /// A wildcard certificate by HTTP.
    e0640_wildcard_needs_dns,
    /// A public certificate for a private host.
    e0641_private_host_certificate,
    /// Software that the cluster lacks.
    e0642_add_on_missing,
    /// A secret that is no certificate.
    e0643_certificate_keys,
    /// Backups too rare for the recovery point.
    e0650_recovery_point_missed,
    /// A recovery point and no backup.
    e0651_recovery_without_backup,
    /// Backups that are removed before the next is made.
    e0652_backup_gap,
    /// A backup of a service that keeps nothing.
    w0653_backup_of_nothing,
    /// Less storage for the copies than for the store.
    w0654_small_backup,
    /// Two answers for one host and path.
    e0660_duplicate_route,
    /// A gateway that leads nowhere.
    e0661_gateway_without_routes,
    /// Two things at one path of a container.
    e0670_same_path,
    /// Environment variables that differ in case only.
    w0672_env_differs_in_case,
    /// A metric that nobody exports.
    e0673_unknown_metric,
    /// A latency objective between buckets.
    e0674_latency_between_buckets,
    /// A signal of a service that does not export it.
    w0675_nothing_exported,
    /// An objective above what it depends on.
    w0676_unreachable_objective,
    /// An objective none of whose alerts can fire.
    e0677_objective_without_alert,
    /// A burn-rate alert that can never fire.
    w0678_dead_burn_alert,
    /// A condition that always or never holds.
    e0679_constant_condition,
    /// An alert that nobody hears.
    e0680_unheard_alert,
    /// A receiver that no alert reaches.
    w0681_unreached_receiver,
    /// An objective over more time than metrics are kept.
    e0682_slo_window_over_retention,
    /// A latency objective that nothing can meet.
    e0683_impossible_latency,
    /// A ratio of something else than counters.
    e0684_not_a_counter,
    /// A deployment to an environment that does not exist.
    e0685_unknown_deploy_environment,
    /// Two pipelines that deploy at once.
    e0686_rival_pipelines,
    /// A deployment that nothing starts.
    e0687_unmatched_deploy_from,
    /// An environment that nobody deploys.
    w0688_undeployed_environment,
    /// Environments in contradicting orders.
    e0689_promotion_order,
    /// Blocks that wait for one another to start.
    e0691_start_cycle,
    /// Jobs of a pipeline that wait for one another.
    e0692_job_cycle,
    /// Files that no job keeps.
    e0693_unknown_artifact,
    /// Mail, and no server that sends it.
    e0696_mail_without_server,
    /// A receiver whose secret is made up.
    e0697_receiver_secret_generated,
}
