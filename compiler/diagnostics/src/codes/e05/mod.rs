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
    /// A secret in plain text, by the name of its variable.
    e0550_plain_text_secret,
    /// A password in a URL.
    e0551_password_in_url,
    /// A text that is a credential by its form.
    e0552_known_credential,
    /// A secret in a URL whose characters would break it.
    e0553_base64_in_url,
    /// A secret in a URL whose characters nobody knows.
    w0554_foreign_secret_in_url,
}
