// The search page: a field above the index of everything. The index for the search is loaded when
// the field is first used, as a script, so that it works from a disk too and under the page's policy.
(() => {
  const box = document.getElementById("_search");
  const everything = document.getElementById("_index");
  if (!box || !everything) return;
  const said = box.dataset;

  const { make } = planpressPage;
  const field = make("input", { type: "search", id: "_query", name: "q", class: "search__field", autocomplete: "off", autocapitalize: "none", spellcheck: "false", maxlength: 200, enterkeyhint: "search", "aria-describedby": "_hint" });
  const status = make("p", { class: "search__status", role: "status" });
  const results = make("div", { class: "search__results" });
  const form = make("form", { class: "search__form", role: "search" },
    make("label", { class: "search__label", for: "_query" }, said.label),
    make("div", { class: "search__row" }, field, make("button", { class: "call search__button", type: "submit" }, said.button)),
    make("p", { class: "search__hint", id: "_hint" }, said.hint));
  box.append(form, status, results);

  // Addresses are from the site's root, wherever that is.
  const there = (address) => (said.root + address.slice(1)) || "./";
  const load = (address) => planpressPage.load(address, () => planpressFind.prepare(window.planpressIndex));

  // A text with the words that were meant marked in it.
  const marked = (text, marks) => {
    const pieces = [];
    let end = 0;
    for (const match of text.matchAll(planpressFind.WORD)) {
      if (!planpressFind.words(match[0]).some((word) => marks.has(word))) continue;
      pieces.push(text.slice(end, match.index), make("mark", {}, match[0]));
      end = match.index + match[0].length;
    }
    return [...pieces, text.slice(end)];
  };

  // What an entry is and where it stands: "Aim 2.3 in Objective 2, the plan".
  const where = (index, entry) => {
    const name = (place) => (place < 0 ? ["", 0] : index.names[place]);
    const [what, foreign] = name(index.what[entry]);
    const [place, far] = name(index.place[entry]);
    const whole = index.number[entry] ? `${what} ${index.number[entry]}` : what;
    const text = place ? index.say.in.replace("{what}", () => whole).replace("{place}", () => place) : whole;
    return make("span", { class: "found__where", lang: foreign && (far || !place) ? index.rules[1] : null }, text);
  };
  const result = (index, entry, marks) => {
    const lang = (bit) => (index.foreign[entry] & bit ? index.rules[1] : null);
    const link = make("a", { class: "found__link", href: there(index.to[entry]) },
      make("span", { class: "found__title", lang: lang(1) }, ...marked(index.title[entry], marks)), " ", where(index, entry));
    const about = index.about[entry];
    return make("li", { class: "found" }, link, ...(about ? [make("p", { class: "found__about", lang: lang(2) }, ...marked(about, marks))] : []));
  };

  const count = (own, index) => {
    const most = index.counts.length - 1;
    return own > most ? index.say.most.replaceAll("{shown}", String(most)) : index.counts[own];
  };
  const listed = (index, found, attributes) => make("ol", { class: "search__list", ...attributes },
    ...found.entries.slice(0, index.counts.length - 1).map((entry) => result(index, entry, found.marks)));

  // What to do where nothing was found: words that are near, the index below, whom to ask.
  const help = (index, query) => {
    const near = planpressFind.near(index, query).flatMap((word) => {
      const link = make("a", { href: `?q=${encodeURIComponent(word)}` }, word);
      link.addEventListener("click", (event) => { event.preventDefault(); field.value = word; field.focus(); search(); });
      return [" ", link];
    });
    const ask = index.ask ? [" ", make("a", { href: there(index.ask.address), lang: index.ask.words.lang }, index.ask.words.text)] : [];
    return [...(near.length ? [make("p", { class: "search__near" }, index.say["did-you-mean"], ...near)] : []), make("p", {}, index.say["nothing-more"], ...ask)];
  };

  // The same search in another language, when it is asked for.
  const other = (index, own, query) => {
    const name = make("span", { lang: own.lang }, own.name);
    const [before, after] = index.say["also-in"].split("{name}");
    const button = make("button", { type: "button", class: "call call--second" }, before, name, after ?? "");
    button.addEventListener("click", () => load(there(own.index)).then((twin) => {
      const found = planpressFind.find(twin, query);
      const title = make("h2", { tabindex: "-1", lang: own.lang }, own.name);
      button.replaceWith(make("section", { class: "search__other" }, title,
        make("p", { lang: own.lang }, count(found.entries.length, twin)), listed(twin, found, { lang: own.lang })));
      title.focus();
    }).catch(() => { status.textContent = said.failed; }));
    return make("p", { class: "no-print" }, button);
  };

  let turn = 0;
  const show = (index, query) => {
    const found = planpressFind.find(index, query);
    status.textContent = found.entries.length && found.some ? `${count(found.entries.length, index)}. ${index.say.some}` : count(found.entries.length, index);
    const title = make("h2", { class: "search__title" }, said.results);
    const list = found.entries.length ? [title, listed(index, found, {})] : help(index, query);
    results.replaceChildren(...list, ...index.others.map((own) => other(index, own, query)));
    everything.hidden = found.entries.length > 0;
  };
  const clear = () => {
    results.replaceChildren();
    status.textContent = "";
    everything.hidden = false;
  };
  // The address holds what was asked, so that it can be kept and gone back to.
  const keep = (query) => {
    try { history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname); } catch { /* a page from a disk may not */ }
  };
  const search = () => {
    const query = field.value.trim();
    const own = (turn += 1);
    keep(query);
    if (!planpressFind.words(query).length) return clear();
    const waiting = setTimeout(() => { if (own === turn) status.textContent = said.loading; }, 400);
    load(said.index)
      .then((index) => { if (own === turn) show(index, query); })
      .catch(() => { if (own === turn) { clear(); status.textContent = said.failed; } })
      .finally(() => clearTimeout(waiting));
  };

  let pause;
  field.addEventListener("focus", () => { load(said.index).catch(() => {}); });
  field.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(search, 200); });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(pause); search(); });
  box.addEventListener("keydown", (event) => {
    const stops = [field, ...results.querySelectorAll(".found__link")];
    const at = stops.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (event.key === "Escape") {
      event.preventDefault();
      clearTimeout(pause);
      field.value = "";
      field.focus();
      search();
    } else if (at >= 0 && next !== undefined && stops[next]) {
      event.preventDefault();
      stops[next].focus();
    }
  });

  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) search();
})();
