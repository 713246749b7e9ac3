use crate::Value;
use crate::value::Fields;
use crate::view::View;

/// A `resource`, `data` or `object` block: attributes as they were written, evaluated.
#[derive(Clone, PartialEq, Debug)]
pub struct RawBlock {
    /// The attributes, in order.
    pub attributes: Fields,
}

impl View for RawBlock {
    fn view(value: &Value) -> Option<Self> {
        match value {
            Value::Map(fields) => Some(Self { attributes: (**fields).clone() }),
            _ => None,
        }
    }
}
