//! E07: what a target cannot carry.

codes! {
    /// An attribute that has no effect in a target.
    w0701_attribute_lost,
    /// A schedule that nothing keeps.
    w0702_no_schedule,
    /// Replicas that share one volume.
    w0703_shared_volume,
    /// Two blocks with one name in a target.
    e0704_target_name_clash,
    /// A name that a target does not take.
    e0705_name_too_long,
    /// A default that Compose cannot hold.
    e0706_default_with_brace,
    /// Late text where Kustomize cannot put it.
    e0720_late_in_text,
    /// A block that a cluster has no image for.
    e0721_no_image,
    /// A file of text and secrets.
    e0722_mixed_file,
    /// A secret store that cannot be used.
    e0725_secret_store,
    /// A name that Kubernetes refuses.
    e0726_object_name,
    /// A cluster version that is not supported.
    e0727_cluster_version,
    /// A cluster newer than infrac.
    w0728_newer_cluster,
    /// A quantity that would have to be rounded.
    e0729_inexact,
    /// A pod that the namespace refuses.
    e0730_pod_security,
    /// An autoscaler that begins at 0.
    e0731_scale_to_zero,
    /// An API version that the cluster does not serve.
    e0733_api_version,
    /// A value that no object can hold.
    e0734_raw_value,
    /// Files that are too large for a ConfigMap.
    e0737_files_too_large,
    /// A protection that the ingress class does not know.
    e0738_ingress_class,
    /// A route to the outside.
    e0739_route_outside,
    /// Settings that the ingress class does not know.
    w0740_ingress_settings,
    /// An endpoint that no network policy can name.
    w0742_unreachable_endpoint,
    /// An alert without a test.
    w0751_untested_alert,
    /// A receiver whose secret is put together.
    e0752_receiver_secret,
    /// Tags that a pipeline's host cannot filter.
    e0760_tag_pattern,
    /// One approval where several are wanted.
    w0761_one_approval,
    /// An image that nobody builds.
    w0762_unbuilt_image,
    /// A name that a pipeline's host keeps to itself.
    e0763_reserved_by_host,
    /// A tool does not take a generated file.
    e0790_tool_refuses,
    /// A tool would have something otherwise.
    w0791_tool_advises,
    /// A tool that would have judged.
    w0792_tool_absent,
    /// A tool that went wrong itself.
    e0793_tool_failed,
}
