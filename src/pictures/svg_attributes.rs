//! The limits for the attributes of an SVG element.

use quick_xml::events::BytesStart;

use crate::file_tree::Excess;
use crate::pictures::limits::group_digits;

/// The most attributes of one element. Renderers compare each of them with all others.
const MAX_ATTRIBUTES: usize = 200;
/// The longest attribute, in bytes. Elements inside inherit it, and renderers read it again for each.
const MAX_BYTES: usize = 2_000;

/// Checks that an element has few attributes and no long one.
pub(super) fn check_attributes(tag: &BytesStart<'_>) -> Result<(), Excess> {
    let (mut count, mut longest) = (0, 0);
    for attribute in tag.attributes().with_checks(false).flatten() {
        count += 1;
        // A shape is read once, for the element that has it. Attributes of editors have a prefix and are not read.
        let key = attribute.key;
        let is_read_once = matches!(key.as_ref(), "d" | "points" | "href") || key.prefix().is_some();
        longest = longest.max(if is_read_once { 0 } else { attribute.value.len() });
    }
    let (number, most, what) = match (count > MAX_ATTRIBUTES, longest > MAX_BYTES) {
        (true, _) => (count, MAX_ATTRIBUTES, "attributes"),
        (_, true) => (longest, MAX_BYTES, "bytes in one attribute"),
        (false, false) => return Ok(()),
    };
    let message = format!(
        "this element has {} {what}, and {} are the most",
        group_digits(number as u64),
        group_digits(most as u64)
    );
    Err(Excess::new(message, "Simplify it in the program that drew it, or save the picture as PNG."))
}
