// What the preview adds to a page: it reloads when the page has changed, keeps the place where one
// was reading, and says what is wrong. All that it makes stands in one element.
(() => {
  "use strict";

  const own = performance.getEntriesByType("navigation")[0]?.serverTiming?.find((entry) => entry.name === "page");
  let shownPage = own ? own.description : null;
  const place = `planpress-place:${location.pathname}`;
  const tried = `planpress-tried:${location.pathname}`;

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // The stylesheet comes from here like the script, so that the site's own policy allows both.
  document.head.append(make("link", { rel: "stylesheet", href: "/_planpress/preview.css" }));
  const room = make("aside", { id: "_planpress", lang: "en", dir: "ltr", "aria-label": "Preview" });
  const [sources, warnings, settings, errors] = ["p", "div", "div", "div"].map((name) => make(name));
  sources.className = "planpress-sources";
  room.append(sources, make("div", { class: "planpress-corner" }, warnings, settings), errors);
  document.body.append(room);

  const reload = () => {
    sessionStorage.setItem(place, JSON.stringify([scrollX, scrollY]));
    location.reload();
  };
  const kept = sessionStorage.getItem(place);
  sessionStorage.removeItem(place);
  if (kept) {
    const back = () => scrollTo({ left: JSON.parse(kept)[0], top: JSON.parse(kept)[1], behavior: "instant" });
    back();
    addEventListener("load", back, { once: true });
  }

  const wish = (edition, day) => {
    // Cookies know no ports, so that the name holds it: another preview on this host has its own.
    document.cookie = `planpress-${location.port || 80}=${edition}.${day}; path=/; SameSite=Strict`;
    // What the address wishes would stand against it.
    history.replaceState(null, "", location.pathname + location.hash);
    reload();
  };

  const messages = (state) => state.messages.map((text) => make("pre", {}, text));

  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  const overlay = (state) =>
    make(
      "section",
      { class: "planpress-errors", role: "alert", tabindex: "-1" },
      make("h2", {}, `${count(state.errors, "error")} to mend`),
      make("p", {}, "The page behind this is the last one that was whole."),
      ...messages(state),
    );

  const switches = (state) => {
    const editions = make("select", { "aria-label": "Edition" });
    for (const word of state.editions) {
      const option = make("option", { value: word }, word);
      option.selected = word === state.edition;
      editions.append(option);
    }
    const day = make("input", { type: "date", "aria-label": "As it will look on" });
    day.value = state.today;
    const wished = () => (state.wished ? state.today : "");
    editions.addEventListener("change", () => wish(editions.value, wished()));
    day.addEventListener("change", () => wish(state.edition, day.value));
    const parts = [make("label", {}, "Edition ", editions), make("label", {}, "As it will look on ", day)];
    if (state.wished) {
      const today = make("button", { type: "button" }, "Today");
      today.addEventListener("click", () => wish(state.edition, ""));
      parts.push(today);
    }
    return make("p", {}, ...parts);
  };

  // What is opened stays open when the state changes, and over a reload.
  const folded = (name, title, ...children) => {
    const key = `planpress-open:${name}`;
    const details = make("details", { class: `planpress-${name}` }, make("summary", {}, title), ...children);
    details.open = sessionStorage.getItem(key) === "1";
    details.addEventListener("toggle", () => sessionStorage.setItem(key, details.open ? "1" : "0"));
    return details;
  };

  const mark = (state) => {
    const changed = new Set(state.changed);
    for (const link of document.querySelectorAll("nav a[href], header a[href]")) {
      const at = new URL(link.href, location.href);
      link.classList.toggle("planpress-changed", at.origin === location.origin && changed.has(at.pathname));
    }
  };

  // A part is made anew only when it says something else, so that nobody who reads or chooses in it
  // is interrupted.
  const said = new Map();
  const put = (part, facts, children) => {
    const now = JSON.stringify(facts);
    if (said.get(part) === now) return;
    said.set(part, now);
    part.replaceChildren(...children());
  };

  const show = (state) => {
    const from = state.sources.length ? state.sources.join(", ") : "no file of its own";
    put(sources, from, () => [`Made from ${from}`]);
    const warned = state.failed || !state.warnings ? [] : state.messages;
    put(warnings, warned, () => (warned.length ? [folded("warnings", count(state.warnings, "warning"), ...messages(state))] : []));
    const title = `Preview: ${state.edition}, ${state.today}`;
    put(settings, [title, state.wished], () => [folded("settings", title, switches(state))]);
    const over = state.failed && !document.body.classList.contains("planpress-page");
    put(errors, over ? state.messages : [], () => (over ? [overlay(state)] : []));
    mark(state);
  };

  let events = null;
  const listen = () => {
    const asked = new URLSearchParams(location.search);
    asked.set("page", location.pathname);
    events = new EventSource(`/_planpress/events?${asked}`);
    events.addEventListener("message", (message) => {
      const state = JSON.parse(message.data);
      if (shownPage === null) shownPage = state.page;
      // A page that is another one each time it is made is reloaded once, not for ever.
      const again = state.page !== shownPage && sessionStorage.getItem(tried) !== state.page;
      if (again) {
        sessionStorage.setItem(tried, state.page);
        reload();
        return;
      }
      if (state.page === shownPage) sessionStorage.removeItem(tried);
      show(state);
    });
  };
  // A page that nobody looks at needs no connection; of these a browser has few.
  const looked = () => {
    if (document.visibilityState === "hidden") {
      events?.close();
      events = null;
    } else if (!events) {
      listen();
    }
  };
  document.addEventListener("visibilitychange", looked);
  addEventListener("pagehide", () => {
    events?.close();
    events = null;
  });
  addEventListener("pageshow", looked);
  looked();
})();
