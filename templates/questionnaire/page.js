/* The questionnaire: a classic script, so that it runs from a mail attachment. Nothing leaves the device. */
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const html = document.documentElement, form = document.getElementById("form");
  let questions = all(".q"), steps = all(".step"), key = data.key, canStore = true, current = "start", spent = 0, last = 0;
  const isSelf = Boolean(data.result), result = isSelf && kamScore && kamResult(data, () => html.dataset.lang);
  html.classList.add("js");

  function all(selector, root) { return [...(root || document).querySelectorAll(selector)]; }
  function byId(id) { return document.getElementById(id); }
  function say(name, values) {
    let text = data.words[name][html.dataset.lang];
    for (const value in values || {}) text = text.replace("{" + value + "}", values[value]);
    return text;
  }
  function role() { const found = form.querySelector("[name=role]:checked"); return found ? found.value : ""; }
  function roleName() { return form.querySelector("[name=role]:checked").parentNode.querySelector("[data-l=" + html.dataset.lang + "]").textContent; }
  function isAsked(element) {
    return isSelf || byId("all").checked || !role() || element.dataset.roles.split(" ").indexOf(role()) >= 0;
  }
  function chosen(question) { const found = question.querySelector("input:checked"); return found ? found.value : ""; }
  function field(question, kind) { return question.querySelector("[data-" + kind + "]"); }
  function isDone(question) {
    const value = chosen(question);
    return Boolean(value) && (value !== "na" || Boolean(field(question, "reason").value.trim()));
  }
  function asked() { return questions.filter(isAsked); }
  function trouble(text) { const place = byId("trouble"); place.textContent = text; place.hidden = !text; }
  function named(question) { return question.querySelector("legend small [data-l=" + html.dataset.lang + "]").textContent; }

  /* What is on the page, as a file of the promised format. */
  function response(everything) {
    const answers = {}, context = {};
    questions.forEach(question => {
      const value = chosen(question), comment = field(question, "comment").value.trim(), answer = {};
      if (!value || (value === "na" && !isDone(question)) || !(everything || isAsked(question))) return;
      if (value === "dk") answer.dont_know = true;
      else if (value === "na") answer.not_applicable = field(question, "reason").value.trim();
      else answer.rating = Number(value);
      if (comment) answer.comment = comment;
      answers[question.dataset.id] = answer;
    });
    all("[data-context]").forEach(input => {
      let id = input.dataset.context, value = input.value.trim();
      if (!value || !input.validity.valid || !isAsked(byId("context"))) return;
      if (input.tagName !== "SELECT") value = Number(value);
      if (input.dataset.part) { context[id] = context[id] || {}; context[id][input.dataset.part] = value; }
      else context[id] = value;
    });
    const file = {
      format: "kam-response/1", instrument: data.instrument, respondent: { id: data.respondent, role: role() },
      language: html.dataset.lang, submitted: today(), seconds: Math.round(spent), answers
    };
    if (Object.keys(context).length) file.context = context;
    return file;
  }
  function today() {
    const now = new Date();
    return [now.getFullYear(), ("0" + (now.getMonth() + 1)).slice(-2), ("0" + now.getDate()).slice(-2)].join("-");
  }

  /* Puts a file on the page; the caller has looked at it before. */
  function fill(file) {
    data.respondent = file.respondent.id;
    spent = Number(file.seconds) || 0;
    all("[name=role]").forEach(box => { box.checked = box.value === file.respondent.role; });
    questions.forEach(question => {
      const answer = file.answers[question.dataset.id] || {};
      const value = answer.rating ? String(answer.rating) : answer.dont_know ? "dk" : answer.not_applicable ? "na" : "";
      all("input", question).forEach(box => { box.checked = box.value === value; });
      field(question, "reason").value = answer.not_applicable || "";
      field(question, "comment").value = answer.comment || "";
      question.classList.remove("folded");
    });
    talk();
    all("[data-context]").forEach(box => {
      let value = (file.context || {})[box.dataset.context];
      if (box.dataset.part) value = value && value[box.dataset.part];
      box.value = value === undefined || value === null ? "" : value;
    });
  }
  function talk() {
    questions.forEach(question => { question.classList.toggle("talks", Boolean(field(question, "comment").value.trim())); });
  }
  function isObject(value) { return Boolean(value) && typeof value === "object" && !Array.isArray(value); }
  function whatIsWrong(file) {
    if (!isObject(file) || file.format !== "kam-response/1" || !isObject(file.instrument)) return "load_format";
    if (file.instrument.id !== data.instrument.id) return "load_instrument";
    if (String(file.instrument.version).split(".")[0] !== data.instrument.version.split(".")[0]) return "load_version";
    if (!isObject(file.respondent) || typeof file.respondent.id !== "string" || !isObject(file.answers)) return "load_format";
    for (const id in file.answers) {
      const answer = file.answers[id];
      if (!isObject(answer)) return "load_format";
      if ("rating" in answer && !(answer.rating >= 1 && answer.rating <= 5 && answer.rating % 1 === 0)) return "load_format";
      if (typeof (answer.not_applicable || "") !== "string" || typeof (answer.comment || "") !== "string") return "load_format";
    }
    return "";
  }

  /* Kept on the device as the respondent goes. A reason or comment without an answer is kept as well. */
  function drafts() {
    const kept = {};
    questions.forEach(question => {
      const reason = field(question, "reason").value, comment = field(question, "comment").value;
      if (reason || comment || chosen(question) === "na") kept[question.dataset.id] = [chosen(question), reason, comment];
    });
    return kept;
  }
  function save() {
    forgetBlock();
    try {
      localStorage.setItem(key, JSON.stringify({ file: response(true), drafts: drafts(), lang: html.dataset.lang, page: data.language, all: byId("all").checked, step: current }));
      canStore = true;
    } catch (error) { canStore = false; }
  }
  function restore() {
    try {
      const kept = JSON.parse(localStorage.getItem(key) || "null");
      if (!kept || whatIsWrong(kept.file)) return {};
      fill(kept.file);
      questions.forEach(question => {
        const draft = (kept.drafts || {})[question.dataset.id];
        if (!draft) return;
        if (draft[0]) all("input", question).forEach(box => { box.checked = box.value === draft[0]; });
        field(question, "reason").value = draft[1];
        field(question, "comment").value = draft[2];
      });
      talk();
      byId("all").checked = Boolean(kept.all);
      return kept;
    } catch (error) { canStore = false; }
    return {};
  }

  /* Where one is: a step at a time, with the way back of the browser. */
  function visible() {
    return steps.filter(step => {
      if (step.id === "result") return Boolean(result);
      if (step.id === "context") return isAsked(step);
      return !step.classList.contains("dimension") || all(".q", step).some(isAsked);
    });
  }
  function go(id, isQuiet, isBack) {
    const list = visible();
    if (!list.some(step => step.id === id)) id = "start";
    if (id !== "start" && !role()) { id = "start"; if (!isQuiet) { trouble(say("choose_role")); byId("trouble").scrollIntoView({ block: "center" }); isQuiet = true; } }
    const isNew = id !== current;
    current = id;
    if (isNew) all("#" + id + " .q").forEach(question => { question.classList.toggle("folded", isDone(question)); });
    show();
    if (isQuiet) return;
    if (!isBack && location.hash.slice(1) !== id) location.hash = id;
    const heading = byId(id).querySelector("h1,h2");
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  function follow() {
    const id = location.hash.slice(1), question = id.indexOf("q-") === 0 && byId(id);
    if (question) {
      current = "";
      go(question.closest(".step").id, true);
      question.classList.remove("folded");
      question.scrollIntoView();
      (question.querySelector("input:checked") || question.querySelector("input")).focus({ preventScroll: true });
    } else if ((id || "start") !== current) go(id || "start", false, true);
  }
  function beside(distance) {
    const list = visible(), at = list.map(step => step.id).indexOf(current);
    return list[at + distance];
  }
  function title(step) { return step.querySelector("h1 [data-l=" + html.dataset.lang + "],h2 [data-l=" + html.dataset.lang + "]").textContent; }

  function show() {
    const mine = asked(), done = mine.filter(isDone), list = visible();
    questions.forEach(question => {
      question.hidden = !isAsked(question);
      question.classList.toggle("is-na", chosen(question) === "na");
      question.classList.toggle("missing", chosen(question) === "na" && !isDone(question));
      field(question, "reason").setAttribute("aria-invalid", String(chosen(question) === "na" && !isDone(question)));
    });
    steps.forEach(step => { step.hidden = step.id !== current; });
    html.dataset.step = current;
    byId("count").textContent = done.length + " / " + mine.length;
    byId("saved").textContent = say(canStore ? "saved" : "not_saved");
    byId("all").closest("p").hidden = isSelf;
    marks(mine);
    menu(list);
    fold();
    review(mine);
    byId("back").hidden = !beside(-1);
    byId("next").hidden = !beside(1);
    byId("next-name").textContent = beside(1) ? title(beside(1)) : "";
    if (current === "result") { byId("r-date").textContent = today(); result.show(response().answers); }
  }
  function marks(mine) {
    let bar = byId("ticks"), at = 0, signature = mine.map(q => q.dataset.id).join();
    if (bar.dataset.for !== signature) {
      bar.dataset.for = signature;
      bar.textContent = "";
      all(".dimension").forEach(part => {
        const group = document.createElement("i");
        mine.forEach(question => { if (part.contains(question)) group.appendChild(document.createElement("s")); });
        if (group.firstChild) { group.style.flexGrow = group.childNodes.length; bar.appendChild(group); }
      });
    }
    all("s", bar).forEach(tick => { tick.className = isDone(mine[at++]) ? "on" : ""; });
  }
  function menu(list) {
    all("#menu a").forEach(link => {
      const step = byId(link.hash.slice(1)), own = all(".q", step).filter(isAsked);
      link.parentNode.hidden = list.indexOf(step) < 0;
      if (step.id === current) link.setAttribute("aria-current", "step"); else link.removeAttribute("aria-current");
      if (own.length) link.lastElementChild.textContent = own.filter(isDone).length + " / " + own.length;
    });
  }
  function fold() {
    all("#" + current + " .q").forEach(question => {
      const box = question.querySelector("input:checked"), line = question.querySelector(".fold small");
      if (box && question.classList.contains("folded")) line.textContent = [box.parentNode.querySelector("[data-l=" + html.dataset.lang + "]").textContent,
        box.value === "na" ? field(question, "reason").value : "", field(question, "comment").value].filter(Boolean).join(" · ");
      if (!box) question.classList.remove("folded");
    });
  }
  function review(mine) {
    const open = byId("open"), left = mine.filter(question => !isDone(question));
    open.textContent = "";
    if (current === "end") left.forEach(question => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = "#" + question.id;
      link.textContent = named(question) + (chosen(question) === "na" ? say("needs_reason") : "");
      item.appendChild(link);
      open.appendChild(item);
    });
    byId("left").textContent = left.length ? say(isSelf ? "left_self" : "left", { n: left.length }) : say("complete");
    byId("wrong").hidden = all("[data-context]").every(input => input.validity.valid);
    all(".more-left").forEach(line => {
      const n = all(".q", line.parentNode).filter(question => isAsked(question) && !isDone(question)).length;
      line.textContent = n ? say("more_left", { n }) : say("part_complete");
    });
  }
  function speak(language) {
    if (!data.languages[language]) return;
    html.dataset.lang = language;
    html.lang = data.languages[language];
    document.title = data.titles[language];
    all(".lang").forEach(button => { button.hidden = button.dataset.to === language; });
    all("option[data-" + language + "]").forEach(option => { option.textContent = option.getAttribute("data-" + language); });
    all("[data-label-" + language + "]").forEach(element => { element.setAttribute("aria-label", element.getAttribute("data-label-" + language)); });
    forgetBlock();
    trouble("");
    byId("loaded").textContent = "";
    all("[data-home]").forEach(link => { link.href = link.dataset.home.replace("LANG", language); });
    show();
  }
  function forgetBlock() {
    byId("block").hidden = true;
    byId("copied").textContent = "";
  }
  function isEmpty() {
    const none = !Object.keys(response().answers).length;
    if (none) byId("copied").textContent = say("nothing");
    return none;
  }

  /* Handing over. */
  function download() {
    if (isEmpty()) return;
    const blob = new Blob([JSON.stringify(response(), null, 2) + "\n"], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = "kam-" + role() + "-" + data.respondent + ".json";
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
    setTimeout(() => { URL.revokeObjectURL(link.href); }, 10000);
    byId("copied").textContent = say("downloaded", { file: link.download });
  }
  function checksum(bytes) {
    let crc = -1;
    for (let i = 0; i < bytes.length; i++) {
      crc ^= bytes[i];
      for (let bit = 0; bit < 8; bit++) crc = crc >>> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ("0000000" + (~crc >>> 0).toString(16)).slice(-8);
  }
  function squeeze(bytes) {
    try {
      const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
      return new Response(stream).arrayBuffer().then(buffer => ["z", new Uint8Array(buffer)]);
    } catch (error) { return Promise.resolve(["p", bytes]); }
  }
  /* One line for a chat: [[KAM1:role:id:z:payload:checksum]]; the program finds it among other talk. */
  function copy() {
    if (isEmpty()) return;
    const bytes = new TextEncoder().encode(JSON.stringify(response()));
    squeeze(bytes).then(packed => {
      let text = "", box = byId("block");
      packed[1].forEach(byte => { text += String.fromCharCode(byte); });
      text = btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
      box.value = say("block_line", { role: roleName(), n: byId("count").textContent }) + "\n[[KAM1:" + [role(), encodeURIComponent(data.respondent), packed[0], text, checksum(bytes)].join(":") + "]]";
      box.hidden = false;
      box.focus();
      box.select();
      let done = false;
      try { done = document.execCommand("copy"); } catch (error) { /* told below */ }
      byId("copied").textContent = say(done ? "copied" : "copy_by_hand");
    });
  }
  function load(chosenFile) {
    if (chosenFile.size > 1000000) { trouble(say("load_format")); return; }
    const reader = new FileReader();
    reader.onerror = () => { trouble(say("load_format")); };
    reader.onload = () => {
      let file = null;
      try { file = JSON.parse(reader.result); } catch (error) { /* told below */ }
      const wrong = whatIsWrong(file);
      trouble(wrong ? say(wrong) : "");
      byId("loaded").textContent = "";
      if (wrong || (questions.some(chosen) && !confirm(say("load_sure")))) return;
      fill(file);
      show();
      save();
      byId("loaded").textContent = say("loaded", { n: questions.filter(chosen).length });
      if (!role()) trouble(say("load_role", { role: file.respondent.role }));
    };
    reader.readAsText(chosenFile);
  }

  form.addEventListener("submit", event => { event.preventDefault(); });
  form.addEventListener("input", event => {
    if (event.target.id === "load" || event.target.id === "block") return;
    if (event.target.name === "role") trouble("");
    /* Time spent: pauses of more than two minutes are none of it. */
    const now = Date.now();
    if (last && now - last < 120000) spent += (now - last) / 1000;
    last = now;
    save();
    show();
  });
  form.addEventListener("click", event => {
    const question = event.target.closest(".q");
    if (event.target.closest(".unfold")) { question.classList.remove("folded"); (question.querySelector("input:checked") || question.querySelector("input")).focus(); }
    if (event.target.closest(".talk")) { question.classList.add("talks"); field(question, "comment").focus(); }
  });
  all(".lang").forEach(button => {
    button.addEventListener("click", () => { speak(button.dataset.to); save(); document.querySelector(".lang:not([hidden])").focus(); });
  });
  byId("next").addEventListener("click", () => { const step = beside(1); go(step.id); save(); });
  byId("back").addEventListener("click", () => { const step = beside(-1); go(step.id); save(); });
  all("[data-go]").forEach(button => { button.addEventListener("click", () => { go(button.dataset.go); }); });
  all("#menu a").forEach(link => { link.addEventListener("click", event => { event.preventDefault(); go(link.hash.slice(1)); save(); }); });
  all(".download").forEach(button => { button.addEventListener("click", download); });
  all(".print").forEach(button => { button.addEventListener("click", () => { print(); }); });
  byId("copy").addEventListener("click", copy);
  byId("load").addEventListener("change", event => { if (event.target.files[0]) load(event.target.files[0]); event.target.value = ""; });
  all(".delete").forEach(button => {
    button.addEventListener("click", () => {
      try { localStorage.removeItem(key); } catch (error) { /* nothing was kept */ }
      form.reset();
      questions.forEach(question => { question.classList.remove("folded", "talks"); });
      all("details").forEach(part => { part.open = false; });
      data.respondent = fresh();
      spent = 0;
      byId("loaded").textContent = "";
      forgetBlock();
      go("start");
      byId("saved").textContent = say("deleted");
    });
  });
  addEventListener("hashchange", follow);
  /* The same questionnaire in another tab: what was answered or deleted there holds here as well. */
  addEventListener("storage", event => {
    if (event.key !== key) return;
    if (event.newValue === null) { form.reset(); talk(); data.respondent = fresh(); go("start", true); } else { restore(); show(); }
  });

  function fresh() {
    let letters = "abcdefghjkmnpqrstuvwxyz23456789", id = "r-", random = new Uint8Array(6);
    crypto.getRandomValues(random);
    for (let i = 0; i < random.length; i++) id += letters[random[i] % letters.length];
    return id;
  }
  data.respondent = fresh();
  let kept = restore(), guess = (navigator.language || "").slice(0, 2);
  if (kept.page === data.language || !isSelf) guess = kept.lang || (isSelf ? "" : guess);
  else guess = "";
  speak(guess in data.languages ? guess : data.language);
  go(location.hash.slice(1) || kept.step || "start", true);
  if (location.hash.indexOf("#q-") === 0) follow();
  if (!byId("saved").textContent || !role()) byId("saved").textContent = canStore ? "" : say("not_saved");
})();
