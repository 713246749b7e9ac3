//! What a user may set, in `initializationOptions` or under `infrac` in the client's settings. `docs/language-server.md` lists them.

use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;

/// The longest pause; a larger number is a slip of the hand.
const MAX_PAUSE: u64 = 10_000;

/// How findings reach the client.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Delivery {
    /// Pulled if the client can pull, else pushed.
    #[default]
    Auto,
    /// Published as soon as they are known.
    Push,
    /// Answered when the client asks.
    Pull,
}

/// The settings. What cannot be read counts as not said, one by one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// How long nobody types before findings are made: `diagnostics.pause`, in milliseconds.
    pub pause: Duration,
    /// `diagnostics.delivery`: `auto`, `push` or `pull`.
    pub delivery: Delivery,
}

impl Default for Settings {
    fn default() -> Self {
        Self { pause: Duration::from_millis(100), delivery: Delivery::Auto }
    }
}

impl Settings {
    /// Takes over what `options` say.
    pub fn update(&mut self, options: &Value) {
        let options = options.get("infrac").unwrap_or(options);
        let diagnostics = &options["diagnostics"];
        if let Some(pause) = diagnostics["pause"].as_u64() {
            self.pause = Duration::from_millis(pause.min(MAX_PAUSE));
        }
        if let Ok(delivery) = Delivery::deserialize(&diagnostics["delivery"]) {
            self.delivery = delivery;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Delivery, Settings};
    use serde_json::json;
    use std::time::Duration;

    #[test]
    fn what_is_wrong_or_unknown_is_as_if_it_was_not_said() {
        let mut settings = Settings::default();
        settings.update(&json!({ "diagnostics": { "pause": "soon", "delivery": "post" }, "colour": 1 }));
        assert_eq!(settings, Settings::default());
        settings.update(&json!({ "infrac": { "diagnostics": { "pause": 5, "delivery": "push" } } }));
        assert_eq!(settings, Settings { pause: Duration::from_millis(5), delivery: Delivery::Push });
        settings.update(&json!({ "diagnostics": { "pause": 99999999 } }));
        assert_eq!(settings.pause, Duration::from_secs(10));
    }
}
