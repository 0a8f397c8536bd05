//! Pages: the theme's templates filled with views. Only this file depends on the template engine.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::html::highlighting::Highlighter;
use crate::model::Lang;
use crate::pages::kinds::Links;
use crate::pages::view::View;
use crate::pages::{Output, Site};
use crate::syntax::document::html::{self, Options};
use crate::theme::tokens::byte_of;
use crate::theme::{Arg, Theme};

/// Everything that pages share, ready to be filled.
pub struct PageRenderer {
    engine: Tera,
    /// The site that they belong to.
    pub site: Arc<Site>,
    /// What a browser may do with them, where they say it.
    pub policy: Option<String>,
    /// What all pages of a language are given: its frame and its words.
    shared: BTreeMap<Lang, (Value, Value)>,
    highlighter: Highlighter,
}

impl PageRenderer {
    /// Reads the templates.
    ///
    /// # Errors
    /// What is wrong with them, at its place.
    pub fn new(site: Arc<Site>) -> Result<Self, Vec<Diagnostic>> {
        let engine = build_engine(&site.theme, site.links)?;
        let shared = site.frames.iter().map(|(lang, frame)| {
            let words = site.theme.locale(lang).messages();
            (lang.clone(), (Value::from_serializable(frame), Value::from_serializable(words)))
        });
        let policy = crate::html::security_policy::site_policy(&site);
        Ok(Self { shared: shared.collect(), engine, site, policy, highlighter: Highlighter::default() })
    }

    /// Fills the template of one page.
    ///
    /// # Errors
    /// What is wrong with the template, at its place, and which page shows it.
    pub fn render_page(&self, output: &Output, view: &View) -> Result<Vec<u8>, Diagnostic> {
        let here = output.address.as_str();
        let links = self.site.links;
        let locale = self.site.theme.locale(&output.lang);
        let back = locale.say("back-to-text");
        let options = Options {
            link: &|address| links.relative_link(here, address),
            html: self.site.html,
            highlight: &|language, code| self.highlighter.highlight(language, code),
            alert: &|kind| locale.say(kind.key()).into_owned(),
            back: &back,
            prefix: "",
        };
        let texts = output.texts.iter().map(|prose| Value::safe_string(&html::render(prose, &options)));
        let mut context = Context::new();
        context.insert_value("texts", Value::from(texts.collect::<Vec<_>>()));
        context.insert_value("here", Value::from(here));
        context.insert_value("lang", Value::from(&*output.lang.0));
        // The URL of the site's root folder, from which scripts know addresses.
        context.insert_value("root", Value::from(Links::Served.relative_link(here, "/")));
        context.insert_value("policy", Value::from(self.policy.as_deref()));
        if let Some((frame, words)) = self.shared.get(&output.lang) {
            context.insert_value("frame", frame.clone());
            context.insert_value("t", words.clone());
        }
        let frame = self.site.frames.get(&output.lang);
        if let Some(linked) = frame.and_then(|frame| crate::html::structured_data::render(output, &frame.base_url)) {
            context.insert_value("linked", Value::safe_string(&linked));
        }
        context.insert_value("head", Value::from_serializable(&output.head));
        context.insert_value("view", Value::from_serializable(view));
        render_template(&self.engine, view.template(), &context).map_err(|error| {
            let mut fault = to_diagnostics(&error, &self.site.theme).swap_remove(0);
            fault.message = format!("{} (on the page {here})", fault.message);
            fault
        })
    }
}

/// The engine with a theme's templates, filters and functions.
fn build_engine(theme: &Theme, links: Links) -> Result<Tera, Vec<Diagnostic>> {
    let mut engine = Tera::new();
    engine.autoescape_on([".html"]);
    // Addresses outside the site stay as they are.
    engine.register_filter("from", move |address: &str, arguments: Kwargs, _: &State<'_>| {
        let page = arguments.must_get::<&str>("page")?;
        Ok::<_, tera::Error>(if address.starts_with('/') {
            links.relative_link(page, address)
        } else {
            address.to_owned()
        })
    });
    engine.register_filter("words", |words: &Value, _: Kwargs, _: &State<'_>| words_to_html(words));
    let locales = theme.locales();
    engine.register_function("say", move |arguments: Kwargs, state: &State<'_>| {
        let key = arguments.must_get::<&str>("key")?;
        let lang = Lang(state.get::<String>("lang")?.unwrap_or_default().into());
        let given: Vec<(String, &Value)> =
            arguments.iter().map(|(name, value)| (name.to_string(), value)).filter(|(name, _)| name != "key").collect();
        let args = given.iter().filter_map(|(name, value)| {
            let text = || value.as_str().map(Arg::Text);
            Some((name.as_str(), value.as_f64().map(Arg::Number).or_else(text)?))
        });
        let text = locales.get(&lang).map(|locale| locale.say_with(key, &args.collect::<Vec<_>>()));
        Ok::<_, tera::Error>(text.unwrap_or_else(|| format!("??{key}??")))
    });
    // A bare name means the topmost layer's template; components of one name cover each other.
    let ready = engine.set_fallback_prefixes(theme.layers.iter().map(|name| format!("{name}/")));
    ready.map_err(|error| to_diagnostics(&error, theme))?;
    let mut texts = Vec::with_capacity(theme.templates.len());
    for (name, piece) in &theme.templates {
        let Ok(text) = std::str::from_utf8(&piece.bytes) else {
            return Err(vec![Diagnostic::new(
                Code::ThemeFault,
                Place::whole(&piece.file),
                "this template is not in UTF-8",
            )]);
        };
        texts.push((name.as_str(), text));
    }
    engine.add_raw_templates(texts).map_err(|error| to_diagnostics(&error, theme))?;
    Ok(engine)
}

/// A line of text, with its language where it is not the page's. A filter, since every page has
/// dozens and the engine's components are slower.
fn words_to_html(words: &Value) -> Result<Value, tera::Error> {
    let Some(text) = words.get_from_path("text") else {
        return Err(tera::Error::message("`words` takes a line of text with its language"));
    };
    let (Some(lang), Some(letters)) = (words.get_from_path("lang").and_then(Value::as_str), text.as_str()) else {
        return Ok(text.clone());
    };
    let mut html = String::from("<span lang=\"");
    html::escape(lang, &mut html);
    html.push_str("\">");
    html::escape(letters, &mut html);
    html.push_str("</span>");
    Ok(Value::safe_string(&html))
}

fn render_template(engine: &Tera, template: &str, context: &Context) -> Result<Vec<u8>, tera::Error> {
    let mut bytes = Vec::with_capacity(16_384);
    engine.render_to(template, context, &mut bytes)?;
    bytes.shrink_to_fit();
    Ok(bytes)
}

/// The errors of the engine at their places in the theme; never empty.
fn to_diagnostics(error: &tera::Error, theme: &Theme) -> Vec<Diagnostic> {
    let file = |name: &str| Place::whole(theme.templates.get(name).map_or(name, |piece| &piece.file));
    let fault = |place: Place, message: &str| Diagnostic::new(Code::ThemeFault, place, message);
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let range = &report.span().range;
            vec![fault(file(report.filename()).within(range.start, range.end), report.message())]
        }
        ErrorKind::MissingParent { current, parent } => {
            vec![fault(file(current), &format!("this template extends `{parent}`, which is not there"))]
        }
        ErrorKind::CircularExtend { tpl, .. } => vec![fault(file(tpl), "this template extends itself in a circle")],
        ErrorKind::CircularInclude { tpl, .. } => vec![fault(file(tpl), "this template includes itself in a circle")],
        // The engine has no data for unknown names, only text. A test below has its wording.
        ErrorKind::Msg(reports) if reports.starts_with("error: ") => reports
            .split("error: ")
            .filter(|report| !report.is_empty())
            .map(|report| {
                let (message, rest) = report.split_once('\n').unwrap_or((report, ""));
                fault(reported_place(rest, theme).unwrap_or_default(), message)
            })
            .collect(),
        _ => vec![fault(Place::default(), &error.to_string())],
    }
}

/// The place that such a text names in its second line, ` --> default/page.html:3:7`.
fn reported_place(report: &str, theme: &Theme) -> Option<Place> {
    let mut parts = report.lines().next()?.trim().strip_prefix("--> ")?.rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    let piece = theme.templates.get(parts.next()?)?;
    let start = byte_of(std::str::from_utf8(&piece.bytes).ok()?, line, column);
    Some(Place::whole(&piece.file).within(start, start + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file_tree::{Entry, Tree};
    use crate::model::At;
    use crate::theme;

    fn theme(files: &[(&str, &str)]) -> Theme {
        let text = |text: &str| Entry::Text(text.as_bytes().into());
        let mut tree = Tree::default();
        tree.files.extend(files.iter().map(|(path, content)| (format!("themes/{path}"), text(content))));
        let sea = At { value: "sea".to_owned(), ..At::default() };
        let named = files.iter().any(|(path, _)| path.starts_with("sea/")).then_some(&sea);
        let (theme, found) = theme::load_theme(&tree, named, &[Lang("en".into()), Lang("cy".into())]);
        assert!(found.is_empty(), "{found:?}");
        theme
    }

    fn filled(theme: &Theme, template: &str) -> Result<String, Vec<Diagnostic>> {
        let mut context = Context::new();
        context.insert("here", "/cy/2025-27/elect/");
        context.insert("lang", "cy");
        context.insert("title", "<Tide>");
        let bytes = render_template(&build_engine(theme, Links::Served)?, template, &context)
            .map_err(|error| to_diagnostics(&error, theme))?;
        Ok(String::from_utf8(bytes).unwrap())
    }

    const BASE: (&str, &str) = (
        "default/templates/base.html",
        "{% block head %}default{% endblock %}|{% block body %}{% endblock %}|{{ <sign name={title} /> }}",
    );
    const SIGN: (&str, &str) =
        ("default/templates/components/sign.html", "{% component sign(name) %}[{{ name }}]{% endcomponent sign %}");
    const PAGE: (&str, &str) = (
        "default/templates/page.html",
        "{% extends \"base.html\" %}{% block body %}{{ \"/cy/news/\" | from(page=here) }}{% endblock %}",
    );

    #[test]
    fn pages_escape_and_link_from_where_they_stand() {
        assert_eq!(filled(&theme(&[BASE, SIGN, PAGE]), "page.html").unwrap(), "default|../../news/|[&lt;Tide&gt;]");
    }

    #[test]
    fn a_theme_replaces_a_block_or_a_component_and_inherits_the_rest() {
        let block = "{% extends \"default/base.html\" %}{% block head %}sea over {{ super() }}{% endblock %}";
        let sign = "{% component sign(name) %}~{{ name }}~{% endcomponent sign %}";
        let sea = theme(&[BASE, SIGN, PAGE, ("sea/templates/base.html", block), ("sea/templates/mine.html", sign)]);
        assert_eq!(filled(&sea, "page.html").unwrap(), "sea over default|../../news/|~&lt;Tide&gt;~");
    }

    #[test]
    fn messages_with_arguments_are_said_in_the_pages_language() {
        let say = ("default/templates/page.html", "{{ say(key=\"pages\", count=2) }} {{ say(key=\"none\") }}");
        let words =
            ("default/locales/a.cy.ftl", "pages = { $count ->\n  [two] dwy dudalen\n *[other] tudalennau\n }\n");
        assert_eq!(filled(&theme(&[say, words]), "page.html").unwrap(), "dwy dudalen ??none??");
    }

    #[test]
    fn errors_name_file_and_place() {
        let place = |page: &str| {
            let found = filled(&theme(&[BASE, SIGN, ("default/templates/page.html", page)]), "page.html").unwrap_err();
            assert!(
                found.iter().all(|fault| fault.code == Code::ThemeFault
                    && &*fault.place.file == "themes/default/templates/page.html"),
                "{found:?}"
            );
            found.iter().map(|fault| fault.place.start).collect::<Vec<_>>()
        };
        assert_eq!(place("é {{ nothing.here }}"), [6]);
        assert_eq!(place("a\n{% if %}"), [8]);
        // These two come as text, which `to_diagnostics` reads.
        assert_eq!(place("a\n{{ title | upside }}\n{{ turn() }}"), [13, 26]);
        assert_eq!(place("{% extends \"none.html\" %}"), [0]);
    }
}
