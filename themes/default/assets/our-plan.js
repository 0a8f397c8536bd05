// The sheet on which a party makes the plan its own: what is ticked and written is kept in this browser
// alone, and in a file where its readers want one.
(() => {
  const tools = document.getElementById("_ours");
  if (!tools) return;
  const said = tools.dataset;
  const by = (name) => document.getElementById(`_ours-${name}`);
  const { make, load } = planpressPage;
  const FIELDS = ["who", "when", "notes"];
  const MOST = { bytes: 5_000_000, own: 1000, text: 2000 };
  const select = by("party"), status = by("status"), sheet = by("sheet"), list = by("list");
  // What is said already is not said again, or a screen reader would repeat it at each key.
  const say = (text, count = "") => {
    const now = text.replace("{count}", count);
    if (status.textContent !== now) status.textContent = now;
  };

  // What was chosen: by an action's name, and the party's own in their order.
  const empty = () => ({ actions: {}, own: [] });
  let plan = empty();
  const text = (value) => (typeof value === "string" ? value.slice(0, MOST.text) : "");
  const fields = (from, names) => Object.fromEntries(names.map((name) => [name, text(from?.[name])]));
  const entries = (from) => (Array.isArray(from) ? from.slice(0, MOST.own) : []);
  const filled = (own) => ["text", ...FIELDS].some((name) => own[name]);
  const count = (of = plan) => Object.keys(of.actions).length + of.own.filter(filled).length;

  // In the browser each edition, plan and party has its own place. Where the browser keeps nothing, the
  // page does as long as it is open.
  const place = (party) => `planpress our-plan ${said.site} ${said.edition} ${said.plan} ${party}`;
  const last = `planpress our-party ${said.site}`;
  const memory = new Map();
  const kept = (key) => { try { return memory.get(key) ?? localStorage.getItem(key); } catch { return null; } };
  const store = (key, value) => {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
      memory.delete(key);
      return true;
    } catch {
      memory.set(key, value ?? "{}");
      return false;
    }
  };
  let shown = "", behind = false;
  const keep = () => {
    behind = false;
    say(store(place(shown), count() ? JSON.stringify(plan) : null) ? said.chosen : said.notKept, count());
  };

  // The rows of the plan's own actions.
  const rows = new Map();
  const show = (row, values) => {
    for (const input of row.querySelectorAll("[data-field]")) input.value = values[input.dataset.field] ?? "";
    for (const line of row.querySelectorAll("[data-said]")) line.textContent = values[line.dataset.said] ?? "";
  };
  const writes = (row, values) => row.addEventListener("input", (event) => {
    const name = event.target.dataset.field;
    if (!name) return;
    values()[name] = event.target.value;
    for (const line of row.querySelectorAll(`[data-said="${name}"]`)) line.textContent = event.target.value;
    keep();
  });
  const tick = (row, id) => {
    const chosen = id in plan.actions;
    row.box.checked = chosen;
    row.item.classList.toggle("action--chosen", chosen);
    row.more.hidden = !chosen;
    if (chosen) show(row.more, plan.actions[id]);
    row.blanks.forEach((blank) => { blank.hidden = chosen; });
  };
  // What has nothing chosen in it is left out of the printed plan, once anything is chosen.
  const sections = sheet.querySelectorAll(":scope > section:not(#_ours-own)");
  const mark = () => {
    sheet.classList.toggle("ours__sheet--chosen", count() > 0);
    for (const section of sections) section.classList.toggle("ours__none", !section.querySelector(".action--chosen"));
    by("own").classList.toggle("ours__none", !plan.own.some(filled));
    plan.own.forEach((own, at) => list.children[at]?.classList.toggle("ours__none", !filled(own)));
    by("add").disabled = plan.own.length >= MOST.own;
  };
  for (const item of sheet.querySelectorAll(".action--sheet")) {
    const what = item.querySelector(".action__what");
    const box = make("input", { type: "checkbox", class: "box", id: `_tick-${rows.size + 1}`, autocomplete: "off" });
    item.querySelector(".box").replaceWith(box);
    const number = item.querySelector(".action__number")?.textContent ?? "";
    const label = make("label", { for: box.id });
    label.append(...what.childNodes);
    what.append(label);
    const blanks = [...item.querySelectorAll(".blanks")];
    const more = make("div", { class: "ours__more", role: "group", "aria-label": `${number} ${label.textContent}`.trim() }, by("fields").content.cloneNode(true));
    more.hidden = true;
    item.querySelector(".action__text").append(more);
    const row = { item, box, more, blanks, number, text: label.textContent };
    rows.set(item.id, row);
    writes(more, () => plan.actions[item.id]);
    box.addEventListener("change", () => {
      // Its words are kept with it, for the day on which the plan has it no more.
      if (box.checked) plan.actions[item.id] = { text: row.text, ...fields({}, FIELDS) };
      else delete plan.actions[item.id];
      tick(row, item.id);
      mark();
      keep();
    });
  }

  // The party's own.
  const add = (values) => {
    const item = by("row").content.cloneNode(true).firstElementChild;
    item.querySelector(".action__text").insertBefore(by("fields").content.cloneNode(true), item.querySelector("[data-remove]").parentElement);
    show(item, values);
    writes(item, () => values);
    item.querySelector("[data-remove]").addEventListener("click", () => {
      plan.own.splice(plan.own.indexOf(values), 1);
      item.remove();
      by("add").focus();
      mark();
      keep();
    });
    item.addEventListener("input", () => mark());
    list.append(item);
    return item;
  };
  by("add").addEventListener("click", () => {
    const values = fields({}, ["text", ...FIELDS]);
    plan.own.push(values);
    add(values).querySelector("input").focus();
  });

  // All of it as it is now. An action that is for other parties is shown where it was chosen.
  let known = null;
  const draw = () => {
    const found = known?.parties.find(([id]) => id === shown);
    const set = found && new Set(known.sets[found[4]].map((at) => known.actions[at]));
    rows.forEach((row, id) => {
      tick(row, id);
      row.item.hidden = Boolean(set) && !set.has(id) && !(id in plan.actions);
    });
    list.replaceChildren();
    plan.own.forEach(add);
    for (const section of sections) {
      const all = [...section.querySelectorAll(".action--sheet")];
      section.hidden = all.length > 0 && all.every((own) => own.hidden);
    }
    by("name").textContent = found ? said.planOf.replace("{party}", () => found[1]) : "";
    mark();
  };
  // What was kept or saved, as this plan has it, and how much of it is not in this plan any more: that
  // stands among the party's own. Of another plan only what says the same is taken for the same.
  const taken = (from, foreign) => {
    const chosen = Array.isArray(from?.actions) ? from.actions : Object.entries(from?.actions ?? {}).map(([id, own]) => ({ ...own, id }));
    const now = empty();
    for (const own of chosen.filter((own) => own && typeof own === "object")) {
      const row = rows.get(own.id);
      if (row && (!foreign || text(own.text) === row.text)) now.actions[own.id] = { text: row.text, ...fields(own, FIELDS) };
      else if (text(own.text)) now.own.push(fields(own, ["text", ...FIELDS]));
    }
    const moved = now.own.length;
    now.own.push(...entries(from?.own).map((own) => fields(own, ["text", ...FIELDS])));
    return [now, moved];
  };
  const keptFor = (party) => { try { return taken(JSON.parse(kept(place(party)) ?? "{}")); } catch { return [empty(), 0]; } };
  const restore = () => {
    let moved;
    [plan, moved] = keptFor(shown);
    draw();
    if (moved) { keep(); say(said.moved, moved); } else if (count()) say(said.chosen, count());
  };

  // As a file.
  by("save").addEventListener("click", () => {
    const actions = [...rows].filter(([id]) => id in plan.actions).map(([id, row]) => ({ id, number: row.number, ...plan.actions[id], text: row.text }));
    const file = { planpress: "our-plan", format: 1, site: said.site, plan: said.plan, party: shown, actions, own: plan.own.filter(filled) };
    const address = URL.createObjectURL(new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: "application/json" }));
    const link = make("a", { href: address, download: ["our-plan", said.plan, shown].filter(Boolean).join("-").concat(".json") });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  });
  by("open").addEventListener("click", () => by("file").click());
  by("file").addEventListener("change", async () => {
    const [file] = by("file").files;
    by("file").value = "";
    if (!file) return;
    let read = null;
    try { read = file.size <= MOST.bytes ? JSON.parse(await file.text()) : null; } catch { /* said below */ }
    const [now, moved] = taken(read, read?.plan !== said.plan || read?.site !== said.site);
    if (read?.planpress !== "our-plan" || read.format !== 1 || now.own.length > MOST.own) return say(said.noFile);
    await loading;
    const party = known?.parties.some(([id]) => id === read.party) ? read.party : shown;
    const there = party === shown ? plan : keptFor(party)[0];
    if (count(there) && !confirm(said.replace)) return;
    if (party !== shown) choose(party);
    plan = now;
    draw();
    keep();
    say(`${said.opened}${moved ? ` ${said.moved.replace("{count}", moved)}` : ""}`, count());
  });
  by("clear").addEventListener("click", () => {
    if (count() && !confirm(said.clearAll)) return;
    plan = empty();
    draw();
    keep();
    say(said.cleared);
  });
  by("print").addEventListener("click", () => print());

  // Which party's.
  const choose = (id) => {
    shown = id;
    select.value = id;
    store(last, id);
    try { history.replaceState(null, "", id ? `?party=${encodeURIComponent(id)}` : location.pathname); } catch { /* a page from a disk may not */ }
    restore();
  };
  // Another window of the same browser may have written; nobody's words change while they write.
  const catchUp = () => { if (behind && !sheet.contains(document.activeElement)) { behind = false; restore(); } };
  addEventListener("storage", (event) => { if (event.key === place(shown)) { behind = true; catchUp(); } });
  sheet.addEventListener("focusout", () => setTimeout(catchUp));
  restore();
  let loading = Promise.resolve();
  if (select) {
    select.addEventListener("change", () => {
      // Whoever ticks first and then says for whom does not begin again.
      const carried = shown === "" && count() && !count(keptFor(select.value)[0]) ? plan : null;
      if (carried) store(place(""), null);
      choose(select.value);
      if (carried) { plan = carried; draw(); keep(); }
    });
    loading = load(said.parties, () => window.planpressParties).then((all) => {
      known = all;
      const groups = new Map();
      for (const [id, name, foreign, area] of all.parties) {
        if (!groups.has(area)) groups.set(area, []);
        groups.get(area).push(make("option", { value: id, lang: foreign ? all.lang : null }, name));
      }
      const order = new Intl.Collator(document.documentElement.lang);
      const label = (area) => all.areas[area]?.[0] ?? "";
      for (const [area, options] of [...groups].sort(([a], [b]) => order.compare(label(a), label(b)))) {
        select.append(...(area < 0 ? options : [make("optgroup", { label: label(area) }, ...options)]));
      }
      const wanted = new URLSearchParams(location.search).get("party") ?? kept(last) ?? "";
      if (all.parties.some(([id]) => id === wanted) && wanted !== shown) choose(wanted); else draw();
    }).catch(() => say(said.failed));
  }
})();
