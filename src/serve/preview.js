// What the preview adds to a page: it reloads when the page has changed, keeps the place where one
// was reading, and says what is wrong. All that it makes stands in one element.
(() => {
  "use strict";

  const own = performance.getEntriesByType("navigation")[0]?.serverTiming?.find((entry) => entry.name === "page");
  let shownPage = own ? own.description : null;
  const place = `planpress-place:${location.pathname}`;

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // The stylesheet comes from here like the script, so that the site's own policy allows both.
  document.head.append(make("link", { rel: "stylesheet", href: "/_planpress/preview.css" }));
  const room = make("aside", { id: "_planpress", lang: "en", dir: "ltr", "aria-label": "Preview" });
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
    document.cookie = `planpress=${edition}.${day}; path=/; SameSite=Strict`;
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

  const show = (state) => {
    const focused = room.contains(document.activeElement);
    const parts = [];
    const from = state.sources.length ? state.sources.join(", ") : "no file of its own";
    parts.push(make("p", { class: "planpress-sources" }, `Made from ${from}`));
    const corner = make("div", { class: "planpress-corner" });
    if (!state.failed && state.warnings) {
      corner.append(folded("warnings", count(state.warnings, "warning"), ...messages(state)));
    }
    const title = `Preview: ${state.edition}, ${state.today}`;
    corner.append(folded("settings", title, switches(state)));
    parts.push(corner);
    if (state.failed && !document.body.classList.contains("planpress-page")) parts.push(overlay(state));
    // Somebody who is choosing is not interrupted.
    if (!focused) room.replaceChildren(...parts);
    else if (state.failed) room.append(parts[parts.length - 1]);
    mark(state);
  };

  let events = null;
  const listen = () => {
    events = new EventSource(`/_planpress/events?page=${encodeURIComponent(decodeURIComponent(location.pathname))}`);
    events.addEventListener("message", (message) => {
      const state = JSON.parse(message.data);
      if (shownPage === null) shownPage = state.page;
      if (state.page !== shownPage) reload();
      else show(state);
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
