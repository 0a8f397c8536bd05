//! Valid plans, changed in one place as people change them by mistake: what is wrong has to be said
//! at that place, and what is not wrong has to be read as before.

mod plans;

use planpress::diagnostic::Code;
use planpress::syntax::yaml::{Kind, Node};
use plans::{Change, Dice, Pair, Plan, Sort, all};

/// So many changes of a kind are tried in each plan.
const TRIED: usize = 220;

/// Makes a change to some of the places of a plan; what the change gives has to hold.
fn each(kind: &str, seed: u64, change: impl Fn(&Plan, &Pair) -> Option<(Change, Vec<Code>)>) {
    let mut tried = 0;
    let mut wrong = Vec::new();
    for plan in all() {
        let mut pairs: Vec<&Pair> = plan.pairs.iter().collect();
        Dice(seed).shuffle(&mut pairs);
        for (change, codes) in pairs.into_iter().filter_map(|pair| change(plan, pair)).take(TRIED) {
            tried += 1;
            let found = plan.faults_after(&change);
            let said = found.iter().any(|fault| {
                codes.contains(&fault.code) && *fault.place.file == *change.file && change.covers(fault.place.start)
            });
            if !said {
                wrong.push(format!("{} {}: {}\n   gives {found:?}", plan.name, change.file, change.shown()));
            }
        }
    }
    assert!(tried > 50, "{kind}: only {tried} were tried");
    assert!(
        wrong.is_empty(),
        "{kind}: {} of {tried} not said in place:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(8)].join("\n")
    );
}

#[test]
fn a_misspelt_key_is_named() {
    each("misspelt key", 1, |_, pair| {
        // A translation is laid over what has its id; without one nothing else in it is looked at.
        let code = if pair.translation && pair.key == "id" { Code::MissingKey } else { Code::UnknownKey };
        (!pair.keyed_by_id).then(|| (pair.replace_key(&format!("{}x", pair.key)), vec![code]))
    });
}

#[test]
fn a_required_key_that_is_gone_is_missed() {
    each("dropped key", 2, |_, pair| {
        let required = !pair.translation && pair.required();
        (required && pair.siblings > 1).then(|| (pair.drop(), vec![Code::MissingKey]))
    });
}

#[test]
fn a_value_of_another_kind_is_refused() {
    let wrong = vec![
        Code::WrongType,
        Code::UnknownKey,
        Code::MissingKey,
        Code::FactInTranslation,
        Code::TargetShape,
        Code::BadAddress,
        Code::BadDate,
        Code::UnknownWord,
    ];
    each("list for a word", 3, |_, pair| {
        matches!(pair.value.kind, Kind::Scalar { .. }).then(|| (pair.replace_value("[[x]]"), wrong.clone()))
    });
    each("map for a word", 4, |_, pair| {
        matches!(pair.value.kind, Kind::Scalar { .. }).then(|| (pair.replace_value("{no-such-key: y}"), wrong.clone()))
    });
    each("word for a list", 5, |_, pair| {
        matches!(pair.value.kind, Kind::List(_)).then(|| (pair.replace_value("x"), wrong.clone()))
    });
}

#[test]
fn a_day_that_does_not_exist_is_refused() {
    let date = |node: &Node| {
        node.text().is_some_and(|text| text.starts_with("20") && text.len() >= 7 && text.as_bytes()[4] == b'-')
    };
    let keys = ["date", "start", "end", "adopted", "published", "updated", "last", "by", "review", "due", "until"];
    each("impossible day", 6, |_, pair| {
        let dated = date(&pair.value) && keys.contains(&pair.key.as_str()) && !pair.translation;
        dated.then(|| (pair.replace_value("2026-02-30"), vec![Code::BadDate]))
    });
}

#[test]
fn a_word_for_a_number_is_refused() {
    let mut tried = 0;
    for plan in all() {
        for pair in plan
            .pairs
            .iter()
            .filter(|pair| matches!(pair.key.as_str(), "value" | "from" | "at_most" | "order" | "format"))
        {
            if pair.value.text().is_none_or(|text| text.parse::<f64>().is_err()) {
                continue;
            }
            tried += 1;
            let change = pair.replace_value("many");
            let found = plan.faults_after(&change);
            assert!(
                found.iter().any(|fault| fault.code == Code::BadNumber && change.covers(fault.place.start)),
                "{}: {found:?}",
                change.shown()
            );
        }
    }
    assert!(tried >= 8, "{tried}");
}

#[test]
fn a_key_that_stands_twice_is_named() {
    each("key twice", 7, |_, pair| pair.twice().map(|change| (change, vec![Code::DuplicateKey])));
}

#[test]
fn a_record_that_stands_twice_is_named() {
    let mut tried = 0;
    for plan in all() {
        for item in plan.items.iter().filter(|item| item.id.is_some()) {
            let Some(change) = item.twice() else { continue };
            tried += 1;
            let found = plan.faults_after(&change);
            assert!(
                found.iter().any(|fault| fault.code == Code::DuplicateId && change.covers(fault.place.start)),
                "{}: {found:?}",
                change.shown()
            );
        }
    }
    assert!(tried > 40, "{tried}");
}

/// What named it now names nothing: a reference dangles, or a translation has lost its source.
#[test]
fn what_named_an_id_that_is_renamed_dangles() {
    let mut tried = 0;
    let mut wrong = Vec::new();
    for plan in all() {
        let ids = plan.pairs.iter().filter(|pair| !pair.translation && (pair.keyed_by_id || pair.key == "id"));
        for pair in ids {
            let id = if pair.keyed_by_id { pair.key.clone() } else { pair.value.text().unwrap().to_owned() };
            let change = if pair.keyed_by_id { pair.replace_key("zz-new") } else { pair.replace_value("zz-new") };
            let named = plan.references(&id, pair);
            if named == 0 {
                continue;
            }
            tried += 1;
            let found = plan.faults_after(&change);
            let dangles = |code: Code| {
                matches!(
                    code,
                    Code::Dangling | Code::OrphanTranslation | Code::BrokenLink | Code::MissingFile | Code::RuleUnknown
                )
            };
            if !found.iter().any(|fault| dangles(fault.code)) {
                wrong.push(format!(
                    "{} {}: {} ({named} references)\n   gives {found:?}",
                    plan.name,
                    change.file,
                    change.shown()
                ));
            }
        }
    }
    assert!(tried > 60, "{tried}");
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_yaml_could_do_and_a_plan_cannot_is_refused() {
    let refused = vec![Code::YamlReuse, Code::YamlSyntax];
    for (seed, before) in [(8, "&a "), (9, "!!x "), (10, "!x ")] {
        each(before, seed, |_, pair| {
            (matches!(pair.value.kind, Kind::Scalar { .. }) && !pair.is_block())
                .then(|| (pair.before_value(before), refused.clone()))
        });
    }
    each("alias", 11, |_, pair| Some((pair.replace_value("*a"), refused.clone())));
    each("merge", 12, |_, pair| (!pair.keyed_by_id).then(|| (pair.replace_key("<<"), vec![Code::YamlReuse])));
    each("NUL", 13, |_, pair| {
        matches!(pair.value.kind, Kind::Scalar { plain: true, .. })
            .then(|| (pair.after_first_letter("\0"), refused.clone()))
    });
}

#[test]
fn a_tab_that_indents_is_refused() {
    each("tab", 19, |_, pair| Some((pair.tab_before()?, vec![Code::YamlSyntax])));
}

#[test]
fn bytes_that_are_no_utf8_are_named_in_their_line() {
    for (seed, bytes) in [(14, b"\xed\xa0\x80".as_slice()), (15, b"\xff"), (16, b"\xc3")] {
        each("no UTF-8", seed, |_, pair| {
            matches!(pair.value.kind, Kind::Scalar { .. }).then(|| (pair.bytes_in_value(bytes), vec![Code::NotUtf8]))
        });
    }
}

/// Letters that turn the direction of a line are read as they are; in an id they are refused.
#[test]
fn letters_that_turn_a_line_are_kept_in_texts_and_refused_in_ids() {
    each("turned id", 17, |_, pair| {
        (pair.key == "id" && !pair.translation).then(|| (pair.after_first_letter("\u{202e}"), vec![Code::BadId]))
    });
    for plan in all() {
        for pair in plan.pairs.iter().filter(|pair| pair.key == "title" && pair.value.text().is_some()).take(40) {
            let found = plan.faults_after(&pair.after_first_letter("\u{202e}"));
            assert!(found.is_empty(), "{found:?}");
        }
    }
}

#[test]
fn a_file_in_another_encoding_is_named() {
    for plan in all() {
        for (file, bytes) in &plan.texts {
            let text = std::str::from_utf8(bytes).unwrap();
            let wide: Vec<u16> = text.encode_utf16().collect();
            let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            let with = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
            let mut others = vec![little.clone(), big.clone(), with(b"\xff\xfe", &little), with(b"\xfe\xff", &big)];
            if text.chars().any(|letter| ('\u{a0}'..'\u{100}').contains(&letter)) {
                others.push(text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect());
            }
            for other in others {
                let found = plan.faults_with(file, &other);
                assert!(
                    found.iter().any(|fault| fault.code == Code::NotUtf8 && *fault.place.file == **file),
                    "{} {file}: {found:?}",
                    plan.name
                );
            }
        }
    }
}

/// A file that ends early is shorter, or its end is wrong; it is never another plan.
#[test]
fn a_file_that_ends_early_never_panics_and_says_so_within_front_matter() {
    let mut dice = Dice(18);
    for plan in all() {
        for (file, bytes) in &plan.texts {
            for _ in 0..6 {
                let cut = dice.roll(bytes.len());
                let found = plan.faults_with(file, &bytes[..cut]);
                let text = String::from_utf8_lossy(&bytes[..cut]);
                let open = file.ends_with(".md") && bytes.starts_with(b"---") && text.matches("---\n").count() < 2;
                if open || text.trim().is_empty() {
                    let own = |code| matches!(code, Code::FrontMatter | Code::EmptyFile | Code::NotUtf8);
                    assert!(
                        found.iter().any(|fault| own(fault.code) && *fault.place.file == **file),
                        "{file} {cut}: {found:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_byte_order_mark_other_line_ends_and_another_order_of_keys_change_nothing() {
    for plan in all() {
        let before = plan.published(|_, bytes| bytes.to_vec());
        assert!(before.len() > 5, "{}", before.len());
        let marked = plan.published(|_, bytes| [b"\xef\xbb\xbf", bytes].concat());
        let ends = plan.published(|_, bytes| String::from_utf8_lossy(bytes).replace('\n', "\r\n").into_bytes());
        let turned = plan.published(|file, bytes| plan.keys_turned(file, bytes));
        for (what, after) in [("mark", marked), ("line ends", ends), ("order of keys", turned)] {
            for (path, bytes) in &before {
                let other = after.get(path).map(|bytes| String::from_utf8_lossy(bytes));
                let same = other.as_deref() == Some(&*String::from_utf8_lossy(bytes));
                assert!(same, "{}: {path} differs with {what}", plan.name);
            }
            assert_eq!(before.len(), after.len(), "{}: {what}", plan.name);
        }
    }
}

#[test]
fn the_plans_hold_every_sort_of_place() {
    for sort in [Sort::Yaml, Sort::FrontMatter] {
        assert!(all().iter().any(|plan| plan.pairs.iter().any(|pair| pair.sort == sort)));
    }
}
