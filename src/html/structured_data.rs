//! What a page says for programs, in the words of schema.org: what it shows, as its view says it,
//! and its breadcrumbs. Written as JSON-LD so that nothing in it can end its element.

use serde::Serialize;
use serde_json::Value;

use crate::pages::Output;

#[derive(Serialize)]
struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    things: Vec<Thing<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Thing<'a> {
    Shown(&'a Value),
    Crumbs {
        #[serde(rename = "@type")]
        kind: &'static str,
        #[serde(rename = "itemListElement")]
        crumbs: Vec<Breadcrumb<'a>>,
    },
}

#[derive(Serialize)]
struct Breadcrumb<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    item: String,
}

/// The text of the element; nothing for a page that is not to be shared or has nothing to say.
#[must_use]
pub fn render(output: &Output, base_url: &str) -> Option<String> {
    let head = &output.head;
    head.shared.as_ref()?;
    let mut things: Vec<Thing<'_>> = head.linked.iter().map(Thing::Shown).collect();
    if !head.crumbs.is_empty() {
        let above = head.crumbs.iter().map(|link| (&link.words, &link.address));
        let crumbs = above.chain([(&head.title, &output.address)]).enumerate().map(|(at, (words, address))| {
            Breadcrumb { kind: "ListItem", position: at + 1, name: &words.text, item: format!("{base_url}{address}") }
        });
        things.push(Thing::Crumbs { kind: "BreadcrumbList", crumbs: crumbs.collect() });
    }
    let graph = Graph { context: "https://schema.org", things };
    (!graph.things.is_empty()).then(|| to_escaped_json(&graph))
}

/// Data as JSON in which no letter means anything to HTML or to a script.
fn to_escaped_json(data: &impl Serialize) -> String {
    let json = serde_json::to_string(data).unwrap_or_default();
    // The first byte of the two separators of lines is E2; most pages have none of these.
    if !json.bytes().any(|byte| matches!(byte, b'<' | b'>' | b'&' | 0xE2)) {
        return json;
    }
    let mut text = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '<' => text.push_str("\\u003c"),
            '>' => text.push_str("\\u003e"),
            '&' => text.push_str("\\u0026"),
            '\u{2028}' => text.push_str("\\u2028"),
            '\u{2029}' => text.push_str("\\u2029"),
            _ => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_element_and_all_is_read_again() {
        let value = serde_json::json!({ "name": "</script><!-- & \u{2028}\u{2029} \" \\" });
        let text = to_escaped_json(&value);
        assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
