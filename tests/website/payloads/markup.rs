//! A page taken apart into its tags, and what in them a browser would run, fetch or style with.

/// A tag with its attributes as a browser reads them, not decoded.
#[derive(Debug, Default)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// The tags of a page in their order; those that end an element and comments are left out.
pub fn tags(page: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(rest.len());
        let mut tag = Tag { name: rest[..end].to_ascii_lowercase(), attributes: Vec::new() };
        rest = &rest[end..];
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() || rest.starts_with('>') {
                break;
            }
            let end =
                rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
            let name = rest[..end.max(1)].to_ascii_lowercase();
            rest = rest[end.max(1)..].trim_start();
            let mut value = "";
            if let Some(after) = rest.strip_prefix('=') {
                let after = after.trim_start();
                let (inside, left) = match after.chars().next() {
                    Some(sign @ ('"' | '\'')) => after[1..].split_once(sign).unwrap_or((&after[1..], "")),
                    _ => {
                        after.split_at(after.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(after.len()))
                    }
                };
                value = inside;
                rest = left;
            }
            tag.attributes.push((name, value.to_owned()));
        }
        tags.push(tag);
    }
    tags
}

/// Whether a page that leads on by itself does so to another site.
fn leaves(content: &str) -> bool {
    let to = content.strip_prefix("0; url=");
    to.is_none_or(|to| to.starts_with(['/', '\\']) || to.split('/').next().is_some_and(|part| part.contains(':')))
}

/// Whether it is something to write in or press that the sheet "our plan" has of its own: named as its
/// script looks for it, and with no attribute that does anything.
fn is_of_the_sheet(tag: &Tag) -> bool {
    let named = tag.get("id").is_some_and(|id| id.starts_with("_ours-"))
        || tag.get("data-field").is_some()
        || tag.get("data-remove").is_some();
    let still = |name: &str| {
        ["type", "class", "id", "accept", "hidden", "maxlength", "autocomplete", "aria-label", "rows"].contains(&name)
            || name.starts_with("data-")
    };
    ["button", "input", "template", "textarea"].contains(&tag.name.as_str())
        && named
        && tag.attributes.iter().all(|(name, _)| still(name))
}

/// What is in a page that the site's policy forbids, or that would run without it.
pub fn forbidden(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    // What stands in the data of a page stays in it.
    for data in page.split("<script type=\"application/ld+json\">").skip(1) {
        let data = data.split("</script>").next().unwrap_or_default();
        let whole = serde_json::from_str::<serde_json::Value>(data).is_ok() && !data.contains(['<', '>', '&']);
        found.extend((!whole).then(|| format!("data that is not whole: {data}")));
    }
    for tag in tags(page) {
        let own = matches!(tag.get("src"), Some(src) if src.ends_with(".js") && !src.contains("//"));
        let deferred = tag.get("defer").is_some() && tag.get("type").is_none();
        let bad = match tag.name.as_str() {
            // Data for programs, which no browser runs.
            "script" if tag.get("type") == Some("application/ld+json") => tag.get("src").is_some(),
            "script" => !own || !deferred,
            "link" => tag.get("rel") == Some("stylesheet") && tag.get("href").is_none_or(|href| href.starts_with("//")),
            "meta" => match tag.get("http-equiv") {
                Some("refresh") => tag.get("content").is_none_or(leaves),
                Some(own) => own != "Content-Security-Policy",
                None => false,
            },
            name => FORBIDDEN.contains(&name) && !is_of_the_sheet(&tag),
        };
        if bad {
            found.push(format!("{tag:?}"));
        }
        for (name, value) in &tag.attributes {
            let address =
                ["href", "src", "action", "formaction", "data", "poster", "xlink:href"].contains(&name.as_str());
            let scheme = value
                .split_once(':')
                .map(|(own, _)| own.to_ascii_lowercase())
                .filter(|own| !own.contains(['/', '#', '?']));
            let runs = address && scheme.is_some_and(|own| !["http", "https", "mailto", "tel"].contains(&own.as_str()));
            let elsewhere = name == "src" && value.contains("//");
            if name.starts_with("on") || name == "style" || name == "srcdoc" || name == "srcset" || runs || elsewhere {
                found.push(format!("<{} {name}={value:?}>", tag.name));
            }
        }
    }
    found
}

/// Elements that no page of the default theme has.
const FORBIDDEN: &[&str] = &[
    "style",
    "iframe",
    "frame",
    "object",
    "embed",
    "applet",
    "base",
    "form",
    "input",
    "button",
    "template",
    "math",
    "foreignobject",
    "animate",
    "set",
    "use",
    "image",
    "video",
    "audio",
    "marquee",
    "noscript",
    "xss",
    "textarea",
];
