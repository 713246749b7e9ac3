//! Why a request has no answer.

use lsp_server::{ErrorCode, ResponseError};
use serde_json::{Value, json};

/// An error reply.
#[derive(Clone, Debug)]
pub struct Fault {
    code: ErrorCode,
    message: String,
    data: Option<Value>,
}

impl Fault {
    fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), data: None }
    }

    /// The parameters are not those of the request.
    pub fn params(error: impl std::fmt::Display) -> Self {
        Self::new(ErrorCode::InvalidParams, error.to_string())
    }

    /// There is no such request.
    pub fn unknown(method: &str) -> Self {
        Self::new(ErrorCode::MethodNotFound, format!("there is no request `{method}`"))
    }

    /// It came before `initialize`.
    pub fn too_early() -> Self {
        Self::new(ErrorCode::ServerNotInitialized, "the server is not initialized yet")
    }

    /// It must not come now.
    pub fn invalid(reason: &str) -> Self {
        Self::new(ErrorCode::InvalidRequest, reason)
    }

    /// What was asked for cannot be done, and why: the client shows it.
    pub fn refused(reason: impl std::fmt::Display) -> Self {
        Self::new(ErrorCode::RequestFailed, reason.to_string())
    }

    /// The client takes no interest any more.
    pub fn cancelled() -> Self {
        Self::new(ErrorCode::RequestCanceled, "cancelled")
    }

    /// The text changed since the client asked.
    pub fn stale(method: &str) -> Self {
        if method.ends_with("/diagnostic") {
            // Pulling clients ask again if they are told to, by this code alone.
            let data = Some(json!({ "retriggerRequest": true }));
            return Self { data, ..Self::new(ErrorCode::ServerCancelled, "the text changed meanwhile") };
        }
        Self::new(ErrorCode::ContentModified, "the text changed meanwhile")
    }

    /// The server is wrong.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::InternalError, message)
    }
}

impl From<Fault> for ResponseError {
    fn from(fault: Fault) -> Self {
        Self { code: fault.code as i32, message: fault.message, data: fault.data }
    }
}
