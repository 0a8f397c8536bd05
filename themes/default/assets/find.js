// Finding: from an index and what was typed to the entries that are meant. It knows no page.
//
// A word finds what holds it, its plural, its Welsh mutations, longer words that begin with it and,
// far behind these, words that are one slip of the finger away. Words are folded as the program
// folds those of the index: small letters without accents, hyphens closed up.
const planpressFind = (() => {
  const WORD = /[\p{Alphabetic}\p{N}]+(?:(?:[-\u2010\u2011]|(?<=\d)\.(?=\d))[\p{Alphabetic}\p{N}]+)*/gu;
  const HYPHEN = /[-\u2010\u2011]/;
  const fold = (text) => text.normalize("NFD").replace(/[\p{M}\u00ad]/gu, "").toLowerCase().replace(/\p{M}/gu, "").replaceAll("ς", "σ");
  // A word with its hyphens closed up, and the parts of one that has any.
  const parted = (word) => (HYPHEN.test(word) ? [word.split(HYPHEN).join(""), ...word.split(HYPHEN)] : [word]);
  const written = (text) => fold(text).match(WORD) ?? [];
  const words = (text) => written(text).flatMap(parted);

  // Endings that make a plural, with what may stand in their place in one; the first that fits counts.
  const ENDINGS = {
    en: [["ies", "y"], ["sses", "ss"], ["xes", "x"], ["ches", "ch"], ["shes", "sh"], ["ss", "ss"], ["us", "us"], ["is", "is"], ["men", "man"], ["s", ""]],
    cy: [["iadau", "iad"], ["oedd", ""], ["iau", ""], ["ion", ""], ["wyr", "ydd", "wr"], ["au", ""], ["on", ""], ["od", ""]],
  };
  // How the first letters of Welsh words change: what they were, and what they may become.
  const MUTATIONS = { cy: [["p", "b", "mh", "ph"], ["t", "d", "nh", "th"], ["c", "g", "ngh", "ch"], ["b", "f", "m"], ["d", "dd", "n"], ["g", "ng", ""], ["m", "f"], ["ll", "l"], ["rh", "r"], ["h", ""]] };

  const stems = (word, rules) => {
    const found = new Set();
    for (const [ending, ...instead] of rules.map((lang) => (ENDINGS[lang] ?? []).find(([own]) => word.endsWith(own))).filter(Boolean)) {
      instead.forEach((other) => found.add(word.slice(0, word.length - ending.length) + other));
    }
    return [...found].filter((stem) => stem.length > 2 && stem !== word);
  };
  const begins = (word, start) => word.startsWith(start) && !(start.length === 1 && ["ph", "th", "ch", "dd", "ll", "rh", "ng"].some((two) => word.startsWith(two)));
  // The other forms that a word may have in the languages of the index.
  const mutated = (word, rules) => {
    const found = new Set();
    if (word.length < 3) return found;
    for (const [own, ...forms] of rules.flatMap((lang) => MUTATIONS[lang] ?? [])) {
      for (const form of [own, ...forms]) {
        // What has lost its first letter, or gains one, begins with a vowel or with what follows a g.
        if (form === "" ? !/^[aeiouwylrn]/.test(word) : !begins(word, form)) continue;
        for (const other of [own, ...forms]) found.add(other + word.slice(form.length));
      }
    }
    found.delete(word);
    return found;
  };

  // Whether two words are one slip apart: a letter too many, too few, another, or two exchanged.
  const slipped = (a, b) => {
    if (a.length < b.length) [a, b] = [b, a];
    if (a.length - b.length > 1) return false;
    let same = 0;
    while (same < b.length && a[same] === b[same]) same += 1;
    if (a.length > b.length) return a.slice(same + 1) === b.slice(same);
    return a.slice(same + 1) === b.slice(same + 1)
      || (a[same] === b[same + 1] && a[same + 1] === b[same] && a.slice(same + 2) === b.slice(same + 2));
  };

  // How much a word in each place counts.
  const IN = { title: 12, about: 5, where: 3, further: 2 };
  // How much a word counts that is not the very one.
  const AS = { exact: 1, plural: 0.9, mutated: 0.85, longer: 0.7, slip: 0.25 };

  // Numbers as the program writes them: letters, of which only the last is a capital.
  const numbered = (letters) => {
    const numbers = [];
    let number = 0;
    for (const letter of letters) {
      const last = letter < "a";
      number = number * 26 + letter.charCodeAt(0) - (last ? 65 : 97);
      if (last) { numbers.push(number); number = 0; }
    }
    return numbers;
  };

  // An index made ready: for each word the entries that hold it and how much it counts there.
  const prepare = (index) => {
    const places = new Map();
    const hold = (word, entry, counts) => {
      let own = places.get(word);
      if (!own) places.set(word, (own = new Map()));
      if (!(own.get(entry) >= counts)) own.set(entry, counts);
    };
    const numbers = new Map();
    const titles = [];
    let page = "";
    const to = index.to.map((address) => {
      if (address.startsWith("#")) return page + address;
      page = address.split("#")[0];
      return address;
    });
    const little = new Set(index.small.flatMap(words));
    const all = index.shown.split(" ");
    const texts = (list) => list.split(" ").map((places) => numbered(places).map((place) => all[place]).join(" "));
    const title = texts(index.title), about = texts(index.about);
    let before = "";
    const number = index.number.map((own) => (before = own === "+" ? before.replace(/\d+$/, (last) => String(Number(last) + 1)) : own));
    const shown = new Set();
    title.forEach((text, entry) => {
      const own = words(text);
      titles.push(own.join(" "));
      // A word of a short title says more than one of a long one.
      const length = written(text).filter((word) => !little.has(word)).length;
      for (const word of own) { hold(word, entry, IN.title / (1 + length / 40)); shown.add(word); }
      for (const word of words(about[entry])) { hold(word, entry, IN.about); shown.add(word); }
      for (const name of [index.what[entry], index.place[entry]]) {
        if (name >= 0) for (const word of words(index.names[name][0])) hold(word, entry, IN.where);
      }
      for (const own of written(number[entry]).slice(0, 1)) {
        const whole = parted(own)[0];
        if (!numbers.has(whole)) numbers.set(whole, []);
        numbers.get(whole).push(entry);
      }
    });
    const holders = index.holders.split(" ");
    index.words.split(" ").forEach((word, at) => {
      let entry = -1;
      for (const distance of numbered(holders[at])) { entry += distance; hold(word, entry, IN.further); }
    });
    // What words may be meant by: themselves, and their singular.
    const spellings = new Map(), byLength = [];
    const spell = (spelling, word) => {
      if (!spellings.has(spelling)) { spellings.set(spelling, []); (byLength[spelling.length] ??= []).push(spelling); }
      spellings.get(spelling).push(word);
    };
    for (const word of places.keys()) [word, ...stems(word, index.rules)].forEach((spelling) => spell(spelling, word));
    return { ...index, title, about, number, to, places, numbers, titles, spellings, byLength, sorted: [...places.keys()].sort(), shown, little };
  };

  // The words of an index that are one that was typed, or its plural or singular.
  const same = (index, typed) => {
    const found = new Map();
    const alike = /\d/.test(typed) ? [] : [typed, ...stems(typed, index.rules)].flatMap((own) => index.spellings.get(own) ?? []);
    alike.forEach((word) => found.set(word, AS.plural));
    if (index.places.has(typed)) found.set(typed, AS.exact);
    return found;
  };
  // All words of an index that one that was typed may mean, with how much each counts.
  const meant = (index, typed) => {
    const found = same(index, typed);
    if (/\d/.test(typed)) return found;
    const add = (word, counts) => { if (!(found.get(word) >= counts)) found.set(word, counts); };
    const longer = (form, counts) => {
      if (form.length < 2) return;
      let low = 0, high = index.sorted.length;
      while (low < high) { const middle = (low + high) >> 1; if (index.sorted[middle] < form) low = middle + 1; else high = middle; }
      for (; index.sorted[low]?.startsWith(form); low += 1) add(index.sorted[low], counts * (0.5 + form.length / index.sorted[low].length / 2));
    };
    longer(typed, AS.longer);
    for (const form of mutated(typed, index.rules)) {
      for (const [word, as] of same(index, form)) add(word, as * AS.mutated);
      if (form.length > 3) longer(form, AS.longer * AS.mutated);
    }
    if (typed.length < 4) return found;
    for (const own of [typed, ...stems(typed, index.rules)]) {
      for (const length of [own.length - 1, own.length, own.length + 1]) {
        for (const spelling of index.byLength[length] ?? []) {
          if (spelling.length > 3 && !/\d/.test(spelling) && slipped(own, spelling)) index.spellings.get(spelling).forEach((word) => add(word, AS.slip));
        }
      }
    }
    return found;
  };

  // The entries that hold words: how much these count in each, and whether only by a slip.
  const holding = (index, typed, meanings, marks) => {
    const found = new Map();
    const add = (entry, counts, slip) => { if (!(found.get(entry)?.counts >= counts)) found.set(entry, { counts, slip }); };
    for (const [word, as] of meanings) {
      if (!(marks.get(word) >= as)) marks.set(word, as);
      for (const [entry, counts] of index.places.get(word)) add(entry, counts * as, as <= AS.slip);
    }
    // "2" is objective 2, and after it what is numbered under it.
    for (const [number, entries] of /\d/.test(typed) ? index.numbers : []) {
      const under = number.startsWith(typed) && /^[.a]/.test(number.slice(typed.length));
      if (number === typed || under) entries.forEach((entry) => add(entry, under ? 13 : 40, false));
    }
    return found;
  };

  // All parts of a word with hyphens, or the word closed up.
  const asked = (index, word, marks) => {
    const [whole, ...parts] = parted(word);
    const found = holding(index, whole, meant(index, whole), marks);
    if (!parts.length) return found;
    const each = parts.map((part) => holding(index, part, same(index, part), marks));
    for (const [entry, own] of each[0]) {
      const all = each.map((one) => one.get(entry));
      const counts = all.reduce((sum, one) => sum + (one?.counts ?? 0), 0) / parts.length;
      if (all.every(Boolean) && !(found.get(entry)?.counts >= counts)) found.set(entry, { counts, slip: false });
    }
    return found;
  };

  // What is found: entries, the best first; whether they hold all the words or only some; and the
  // words of the index that were taken to be meant, to be marked.
  const find = (index, query) => {
    const typed = [...new Set(written(query.slice(0, 200)))].slice(0, 12);
    const telling = typed.filter((word) => !index.little.has(word));
    const wanted = telling.length ? telling : typed;
    const marks = new Map();
    const hits = new Map();
    for (const word of wanted) {
      const found = asked(index, word, marks);
      // A rare word says more.
      const rare = 1 + Math.log10(index.title.length / (found.size + 1) + 1);
      for (const [entry, { counts, slip }] of found) {
        const hit = hits.get(entry) ?? { entry, score: 0, held: 0, slips: 0 };
        hits.set(entry, { entry, score: hit.score + counts * rare, held: hit.held + 1, slips: hit.slips + slip });
      }
    }
    const whole = words(query).join(" ");
    for (const hit of hits.values()) {
      hit.score *= (index.weight[hit.entry] / 100) * (index.titles[hit.entry] === whole ? 2 : 1);
    }
    const most = Math.max(0, ...[...hits.values()].map((hit) => hit.held));
    let best = [...hits.values()].filter((hit) => hit.held === most);
    // Slips are looked at where little is found as it was typed.
    const sure = best.filter((hit) => !hit.slips);
    if (sure.length > 2) best = sure;
    best.sort((a, b) => a.slips - b.slips || b.score - a.score || a.entry - b.entry);
    const marked = [...marks].filter(([, as]) => as > AS.slip || best !== sure).map(([word]) => word);
    return { entries: best.map((hit) => hit.entry), some: most < wanted.length, marks: new Set(marked) };
  };

  // How many slips two words are apart.
  const apart = (a, b) => {
    let row = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      row = next;
    }
    return row[b.length];
  };
  // Words of the index that are near to what was typed where that finds nothing.
  const near = (index, query) => written(query.slice(0, 200)).slice(0, 3).flatMap((typed) => {
    if (typed.length < 4 || meant(index, typed).size) return [];
    const all = [...index.shown].filter((word) => word.length > 3 && Math.abs(word.length - typed.length) < 4);
    const ranked = all.map((word) => [apart(typed, word), word]).filter(([far]) => far <= Math.max(2, typed.length / 4));
    return ranked.sort(([a, x], [b, y]) => a - b || (x < y ? -1 : 1)).slice(0, 3).map(([, word]) => word);
  });

  return { WORD, fold, words, slipped, prepare, find, near };
})();
