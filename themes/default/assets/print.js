// Says on paper on which day the page was printed. Without it the day of publication stands there.
addEventListener("beforeprint", () => {
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(new Date());
  for (const line of document.querySelectorAll("[data-printed-on]")) {
    line.textContent = `${line.dataset.printedOn} ${day}`;
  }
});
