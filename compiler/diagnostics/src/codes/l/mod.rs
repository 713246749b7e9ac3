//! L: lints, opinions on a project that is right. L01 images and resources, L02 what nobody uses, L03 what goes wrong at night, L04 the text itself,
//! L05 what reads badly in what is generated.

codes! {
    /// An image without a fixed version.
    l0101_moving_image_tag,
    /// A container that may take a whole node.
    l0102_no_resources,
    /// A service nobody asks for its health.
    l0103_no_health,
    /// A secret nobody reads.
    l0201_unused_secret,
    /// A service nobody reaches.
    l0202_unreached_service,
    /// A single copy where passengers are.
    l0301_single_replica,
    /// A protected environment that anybody deploys to.
    l0302_no_approval,
    /// A store without a copy.
    l0303_no_backup,
    /// Alerts that reach no receiver.
    l0304_no_receiver,
    /// A `///` that documents nothing.
    l0401_dangling_doc_comment,
    /// An object that a chart holds once for each environment.
    l0501_chart_choice,
}
