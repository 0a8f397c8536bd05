//! Marks as a printer sets them: curly quotation marks, dashes and the ellipsis.

/// Sets a line's straight quotation marks, hyphens in pairs and full stops in threes as print
/// has them. Markdown gets the same marks when it is read.
#[must_use]
pub fn typography(text: &str) -> String {
    if !text.contains(['"', '\'', '.', '-']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let opens = before.is_whitespace() || "([{–—-“‘/".contains(before);
        let set = match c {
            '"' if opens => '“',
            '"' => '”',
            '\'' if opens && rest.peek().is_some_and(|next| next.is_alphabetic()) && closes_later(rest.clone()) => '‘',
            '\'' => '’',
            '-' if before.is_whitespace() && rest.peek() == Some(&'-') => {
                rest.next();
                if rest.peek() == Some(&'-') {
                    rest.next();
                    '—'
                } else {
                    '–'
                }
            }
            '.' if out.ends_with("..") && !out.ends_with("...") => {
                out.truncate(out.len() - 2);
                '…'
            }
            other => other,
        };
        out.push(set);
        before = set;
    }
    out
}

/// Whether a single mark that could open a quotation is matched by one that closes it.
fn closes_later(rest: std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    let letters: Vec<char> = rest.collect();
    letters.iter().enumerate().any(|(at, c)| {
        *c == '\''
            && at > 0
            && letters[at - 1].is_alphanumeric()
            && !letters.get(at + 1).is_some_and(|next| next.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use crate::syntax::document::typography::typography;

    #[test]
    fn marks_are_set_as_in_print() {
        assert_eq!(typography("the party's \"plan\" -- 'now'..."), "the party’s “plan” – ‘now’…");
        assert_eq!(typography("Cadw'r cydweithredwyr"), "Cadw’r cydweithredwyr");
        assert_eq!(typography("'retrofit' rules"), "‘retrofit’ rules");
    }
}
