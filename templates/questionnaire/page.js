/* The questionnaire: one classic script, so that it runs from a mail attachment. Nothing leaves the device. */
(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("data").textContent);
  var html = document.documentElement, form = document.getElementById("form");
  var questions = all(".q"), key = data.key, canStore = true;
  html.classList.add("js");

  function all(selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); }
  function byId(id) { return document.getElementById(id); }
  function say(name, values) {
    var text = data.words[name][html.dataset.lang];
    for (var value in values || {}) text = text.replace("{" + value + "}", values[value]);
    return text;
  }
  function role() { var found = form.querySelector("[name=role]:checked"); return found ? found.value : ""; }
  function isAsked(element) {
    return byId("all").checked || !role() || element.dataset.roles.split(" ").indexOf(role()) >= 0;
  }
  function chosen(question) { var found = question.querySelector("input:checked"); return found ? found.value : ""; }
  function isDone(question) {
    var value = chosen(question);
    return Boolean(value) && (value !== "na" || Boolean(question.querySelector("[data-reason]").value.trim()));
  }
  function asked() { return questions.filter(isAsked); }
  function trouble(text) { var place = byId("trouble"); place.textContent = text; place.hidden = !text; if (text) place.scrollIntoView({ block: "center" }); }

  /* What is on the page, as a file of the promised format. */
  function response() {
    var answers = {}, context = {};
    questions.forEach(function (question) {
      var value = chosen(question), comment = question.querySelector("[data-comment]").value.trim(), answer = {};
      if (!value || (value === "na" && !isDone(question))) return;
      if (value === "dk") answer.dont_know = true;
      else if (value === "na") answer.not_applicable = question.querySelector("[data-reason]").value.trim();
      else answer.rating = Number(value);
      if (comment) answer.comment = comment;
      answers[question.dataset.id] = answer;
    });
    all("[data-context]").forEach(function (input) {
      var id = input.dataset.context, value = input.value.trim();
      if (!value || byId("context").hidden) return;
      if (input.tagName !== "SELECT") { value = Number(value); if (!isFinite(value) || value < 0) return; }
      if (input.dataset.part) { context[id] = context[id] || {}; context[id][input.dataset.part] = Math.round(value); }
      else context[id] = value;
    });
    var file = {
      format: "kam-response/1", instrument: data.instrument, respondent: { id: data.respondent, role: role() },
      language: html.dataset.lang, submitted: today(), answers: answers
    };
    if (Object.keys(context).length) file.context = context;
    return file;
  }
  function today() {
    var now = new Date();
    return [now.getFullYear(), ("0" + (now.getMonth() + 1)).slice(-2), ("0" + now.getDate()).slice(-2)].join("-");
  }

  /* Puts a file on the page; the caller has looked at it before. */
  function fill(file) {
    data.respondent = file.respondent.id;
    var input = form.querySelector('[name=role][value="' + file.respondent.role + '"]');
    if (input) input.checked = true;
    questions.forEach(function (question) {
      var answer = file.answers[question.dataset.id] || {};
      var value = answer.rating ? String(answer.rating) : answer.dont_know ? "dk" : answer.not_applicable ? "na" : "";
      all("input", question).forEach(function (box) { box.checked = box.value === value; });
      question.querySelector("[data-reason]").value = answer.not_applicable || "";
      question.querySelector("[data-comment]").value = answer.comment || "";
    });
    all("[data-context]").forEach(function (box) {
      var value = (file.context || {})[box.dataset.context];
      if (box.dataset.part) value = value && value[box.dataset.part];
      box.value = value === undefined || value === null ? "" : value;
    });
  }
  function whatIsWrong(file) {
    if (!file || typeof file !== "object" || file.format !== "kam-response/1") return "load_format";
    if (!file.instrument || file.instrument.id !== data.instrument.id) return "load_instrument";
    if (String(file.instrument.version).split(".")[0] !== data.instrument.version.split(".")[0]) return "load_version";
    if (!file.respondent || typeof file.respondent.id !== "string" || !file.answers || typeof file.answers !== "object") return "load_format";
    for (var id in file.answers) {
      var answer = file.answers[id];
      if (!answer || typeof answer !== "object") return "load_format";
      if ("rating" in answer && !(answer.rating >= 1 && answer.rating <= 5 && answer.rating % 1 === 0)) return "load_format";
    }
    return "";
  }

  /* Kept on the device as the respondent goes. */
  function save() {
    try {
      localStorage.setItem(key, JSON.stringify({ file: response(), lang: html.dataset.lang, all: byId("all").checked }));
      canStore = true;
    } catch (error) { canStore = false; }
  }
  function restore() {
    try {
      var kept = JSON.parse(localStorage.getItem(key) || "null");
      if (kept && !whatIsWrong(kept.file)) {
        fill(kept.file);
        byId("all").checked = Boolean(kept.all);
        return kept.lang;
      }
    } catch (error) { canStore = false; }
    return "";
  }

  function show() {
    var mine = asked(), done = mine.filter(isDone);
    questions.forEach(function (question) { question.hidden = !isAsked(question); });
    all(".dimension").forEach(function (part) { part.hidden = !all(".q:not([hidden])", part).length; });
    byId("context").hidden = Boolean(role()) && !isAsked(byId("context"));
    byId("count").textContent = done.length + " / " + mine.length;
    byId("progress").firstElementChild.style.width = 100 * done.length / (mine.length || 1) + "%";
    byId("saved").textContent = say(canStore ? "saved" : "not_saved");
    var open = byId("open"), left = mine.filter(function (question) { return !isDone(question); });
    open.textContent = "";
    left.forEach(function (question) {
      var item = document.createElement("li"), link = document.createElement("a");
      link.href = "#" + question.id;
      link.textContent = all("legend [data-l=" + html.dataset.lang + "]", question)[1].textContent;
      item.appendChild(link);
      open.appendChild(item);
      question.classList.toggle("missing", chosen(question) === "na");
    });
    byId("left").textContent = !role() ? say("choose_role") : left.length ? say("left", { n: left.length }) : say("complete");
  }
  function speak(language) {
    if (!data.languages[language]) return;
    html.dataset.lang = language;
    html.lang = data.languages[language];
    all(".lang").forEach(function (button) { button.setAttribute("aria-pressed", String(button.dataset.to === language)); });
    all("option[data-" + language + "]").forEach(function (option) { option.textContent = option.getAttribute("data-" + language); });
    show();
  }
  function download() {
    if (!role()) { trouble(say("choose_role")); return; }
    trouble("");
    var blob = new Blob([JSON.stringify(response(), null, 2) + "\n"], { type: "application/json" });
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = "kam-" + role() + "-" + data.respondent + ".json";
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }
  function load(chosenFile) {
    if (chosenFile.size > 1000000) { trouble(say("load_format")); return; }
    var reader = new FileReader();
    reader.onload = function () {
      var file = null;
      try { file = JSON.parse(reader.result); } catch (error) { /* told below */ }
      var wrong = whatIsWrong(file);
      if (wrong) { trouble(say(wrong)); return; }
      fill(file);
      trouble("");
      save();
      show();
    };
    reader.readAsText(chosenFile);
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", function (event) { if (event.target.id !== "load") { save(); show(); } });
  all(".lang").forEach(function (button) { button.addEventListener("click", function () { speak(button.dataset.to); save(); }); });
  byId("download").addEventListener("click", download);
  byId("print").addEventListener("click", function () { print(); });
  byId("load").addEventListener("change", function () { if (this.files[0]) load(this.files[0]); this.value = ""; });
  byId("delete").addEventListener("click", function () {
    if (!confirm(say("sure"))) return;
    try { localStorage.removeItem(key); } catch (error) { /* nothing was kept */ }
    form.reset();
    data.respondent = fresh();
    show();
    byId("saved").textContent = "";
  });

  function fresh() {
    var letters = "abcdefghjkmnpqrstuvwxyz23456789", id = "r-", random = new Uint8Array(6);
    crypto.getRandomValues(random);
    for (var i = 0; i < random.length; i++) id += letters[random[i] % letters.length];
    return id;
  }
  data.respondent = fresh();
  speak(restore() || ((navigator.language || "").slice(0, 2) in data.languages ? navigator.language.slice(0, 2) : html.dataset.lang));
})();
