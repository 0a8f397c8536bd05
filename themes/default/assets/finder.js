// The finder of guides: a field above the list of parties, which finds them by their names and by
// those of their areas. The parties are loaded when the field is first used.
(() => {
  const box = document.getElementById("_finder");
  if (!box) return;
  const said = box.dataset;
  const { make, load } = planpressPage;
  const MOST = 20;
  const field = make("input", { type: "search", id: "_finder-name", class: "search__field", autocomplete: "off", spellcheck: "false", maxlength: 100, "aria-describedby": "_finder-hint" });
  const status = make("p", { class: "search__status", role: "status" });
  const list = make("ul", { class: "links finder__list" });
  box.append(make("label", { class: "search__label", for: "_finder-name" }, said.label),
    make("div", { class: "search__row" }, field), make("p", { class: "search__hint", id: "_finder-hint" }, said.hint), status, list);

  // Letters that are written as one or as two are the same to those who look for a name.
  const words = (text) => planpressFind.words(text.normalize("NFKC").replaceAll("ß", "ss"));
  const prepared = () => {
    const { areas, parties, lang } = window.planpressParties;
    return parties.map(([id, name, foreign, area]) => ({
      id, name, lang: foreign ? lang : null, area: areas[area]?.[0],
      own: words(name), around: area < 0 ? [] : words(areas[area][1]),
    }));
  };
  // How well a party fits: all words that were typed begin one of its own, or of its areas; or are one slip away.
  const fit = (party, typed) => {
    let fits = 0;
    for (const word of typed) {
      const best = party.own.includes(word) ? 4 : party.own.some((own) => own.startsWith(word)) ? 3
        : party.around.some((own) => own.startsWith(word)) ? 2
          : word.length > 3 && [...party.own, ...party.around].some((own) => planpressFind.slipped(own, word)) ? 1 : 0;
      if (!best) return 0;
      fits += best;
    }
    return fits;
  };
  const find = (parties) => {
    const typed = words(field.value);
    const found = typed.length ? parties.map((party) => [fit(party, typed), party]).filter(([fits]) => fits) : [];
    found.sort(([a], [b]) => b - a);
    list.replaceChildren(...found.slice(0, MOST).map(([, party]) => make("li", {},
      make("a", { href: said.party.replace("~", party.id), lang: party.lang }, party.name), party.area && party.area !== party.name ? ` (${party.area})` : "")));
    status.textContent = !typed.length ? "" : found.length > MOST ? said.most.replace("{count}", found.length).replace("{shown}", MOST)
      : found.length ? said.count.replace("{count}", found.length) : said.none;
  };
  let pause;
  const search = () => load(said.parties, prepared).then(find).catch(() => { status.textContent = said.failed; });
  field.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(search, 150); });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") { field.value = ""; search(); }
    // Enter leads to the party where it is the only one, by what the field holds now.
    if (event.key === "Enter") { clearTimeout(pause); search().then(() => { if (list.children.length === 1) list.querySelector("a").click(); }); }
  });
  if (field.value) search();
})();
