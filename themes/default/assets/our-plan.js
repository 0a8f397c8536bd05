// The sheet on which a party makes the plan its own: what is ticked and written is kept in this browser
// alone, and in a file where its readers want one.
(() => {
  const tools = document.getElementById("_ours");
  if (!tools) return;
  const said = tools.dataset;
  const by = (name) => document.getElementById(`_ours-${name}`);
  const { make, load } = planpressPage;
  const FIELDS = ["who", "when", "notes"];
  const MOST = { bytes: 1_000_000, own: 200, text: 2000 };
  const select = by("party"), status = by("status"), sheet = by("sheet"), list = by("list");
  const say = (text, count = "") => { status.textContent = text.replace("{count}", count); };

  // What was chosen: by an action's name, and the party's own in their order.
  const empty = () => ({ actions: {}, own: [] });
  let plan = empty();
  const text = (value) => (typeof value === "string" ? value.slice(0, MOST.text) : "");
  const fields = (from, names) => Object.fromEntries(names.map((name) => [name, text(from?.[name])]));
  const entries = (from) => (Array.isArray(from) ? from.slice(0, MOST.own) : []);
  const count = () => Object.keys(plan.actions).length + plan.own.filter((own) => own.text).length;

  // In the browser each plan and party has its own place.
  const place = (party) => `planpress our-plan ${said.site} ${said.plan} ${party}`;
  const last = `planpress our-party ${said.site}`;
  const party = () => select?.value ?? "";
  const keep = () => {
    try {
      if (count()) localStorage.setItem(place(party()), JSON.stringify(plan));
      else localStorage.removeItem(place(party()));
      localStorage.setItem(last, party());
      say(said.chosen, count());
    } catch { say(said.notKept); }
  };
  const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };

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
    by("own").classList.toggle("ours__none", !plan.own.some((own) => own.text));
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
      if (box.checked) plan.actions[item.id] = fields({}, FIELDS);
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
    if (plan.own.length >= MOST.own) return;
    const values = fields({}, ["text", ...FIELDS]);
    plan.own.push(values);
    add(values).querySelector("input").focus();
  });

  // All of it as it is now. An action that is for other parties is shown where it was chosen.
  let known = null;
  const draw = () => {
    const found = known?.parties.find(([id]) => id === party());
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
  // Takes over what was kept or saved; actions that this plan does not have stand among the party's own.
  const take = (from) => {
    const taken = empty();
    let moved = 0;
    const chosen = Array.isArray(from?.actions) ? from.actions : Object.entries(from?.actions ?? {}).map(([id, own]) => ({ id, ...own }));
    for (const own of chosen.slice(0, 10 * MOST.own)) {
      if (rows.has(own?.id)) taken.actions[own.id] = fields(own, FIELDS);
      else if (text(own?.text)) { taken.own.push(fields(own, ["text", ...FIELDS])); moved += 1; }
    }
    taken.own.push(...entries(from?.own).map((own) => fields(own, ["text", ...FIELDS])));
    taken.own.length = Math.min(taken.own.length, MOST.own);
    plan = taken;
    return moved;
  };
  const restore = () => {
    try { take(JSON.parse(kept(place(party())) ?? "{}")); } catch { plan = empty(); }
    draw();
    if (count()) say(said.chosen, count());
  };

  // As a file.
  by("save").addEventListener("click", () => {
    const actions = [...rows].filter(([id]) => id in plan.actions).map(([id, row]) => ({ id, number: row.number, text: row.text, ...plan.actions[id] }));
    const file = { planpress: "our-plan", format: 1, site: said.site, plan: said.plan, party: party(), actions, own: plan.own.filter((own) => own.text) };
    const address = URL.createObjectURL(new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: "application/json" }));
    const link = make("a", { href: address, download: ["our-plan", said.plan, party()].filter(Boolean).join("-").concat(".json") });
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
    if (read?.planpress !== "our-plan") return say(said.noFile);
    if (select && known?.parties.some(([id]) => id === read.party)) choose(read.party);
    if (count() && !confirm(said.replace)) return;
    const moved = take(read);
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
    select.value = id;
    try { history.replaceState(null, "", id ? `?party=${encodeURIComponent(id)}` : location.pathname); } catch { /* a page from a disk may not */ }
    restore();
  };
  // Another window of the same browser may have written.
  addEventListener("storage", (event) => { if (event.key === place(party())) restore(); });
  restore();
  if (select) {
    select.addEventListener("change", () => { choose(select.value); keep(); });
    load(said.parties, () => window.planpressParties).then((all) => {
      known = all;
      const groups = new Map();
      for (const [id, name, foreign, area] of all.parties) {
        const group = all.areas[area]?.[0] ?? "";
        if (!groups.has(group)) groups.set(group, []);
        groups.get(group).push(make("option", { value: id, lang: foreign ? all.lang : null }, name));
      }
      for (const [name, options] of groups) select.append(...(name ? [make("optgroup", { label: name }, ...options)] : options));
      const wanted = new URLSearchParams(location.search).get("party") ?? kept(last) ?? "";
      select.value = all.parties.some(([id]) => id === wanted) ? wanted : "";
      restore();
    }).catch(() => say(said.failed));
  }
})();
