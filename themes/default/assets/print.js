// Says on paper on which day the page was printed. Without it the day of publication stands there.
// "en" alone is written as the site itself writes it: 30 April 2026.
addEventListener("beforeprint", () => {
  const lang = document.documentElement.lang.replace(/^en$/, "en-GB");
  const day = new Intl.DateTimeFormat(lang, { dateStyle: "long" }).format(new Date());
  for (const line of document.querySelectorAll("[data-printed-on]")) {
    line.textContent = `${line.dataset.printedOn} ${day}`;
  }
});
