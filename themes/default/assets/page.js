// What the site's scripts share: elements made safely, and data that come as a script, so that they can
// be read from a disk and under the page's policy.
const planpressPage = (() => {
  // An element with attributes and what stands in it; texts are set as texts.
  const make = (name, attributes, ...inside) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  };
  const loaded = new Map();
  // Loads a script once, and gives what `ready` makes of the data that it has set.
  const load = (address, ready) => {
    if (!loaded.has(address)) {
      loaded.set(address, new Promise((done, fail) => {
        const script = make("script", { src: address, defer: "" });
        script.addEventListener("load", () => { try { done(ready()); } catch (error) { fail(error); } });
        script.addEventListener("error", () => { loaded.delete(address); script.remove(); fail(new Error(address)); });
        document.head.append(script);
      }));
    }
    return loaded.get(address);
  };
  return { make, load };
})();
