//! The values that keys take: texts with their translations, ids, references, numbers.

pub use crate::records::id::{Id, check_id, is_id};
pub use crate::records::numbers::Number;
pub use crate::records::references::Reference;
pub use crate::records::text::{At, Lang, Markdown, Passage, Text, WebAddress};
pub use crate::records::web_addresses::{Email, Fate, OldAddress, not_an_address};
