//! E05: secrets.

codes! {
    /// Secret leak.
    e0501_secret_leak,
    /// Hard coded secret.
    e0502_hard_coded_secret,
    /// Secret operation.
    e0503_secret_operation,
    /// Secret key.
    e0504_secret_key,
    /// Secret param.
    e0505_secret_param,
}
