/* Plan it yourself: move the steps of the roadmap, see the level and its day at once, copy it as decisions.yml. */
(function () {
  "use strict";
  var form = document.querySelector("form.replan"), source = document.getElementById("replan-data");
  if (!form || !source || typeof kamScore === "undefined" || !kamScore) return;
  var data = JSON.parse(source.textContent), say = data.words, DAY = 86400000, WEEK = 7, items = {};
  data.model.dimensions.forEach(function (d) { d.practices.forEach(function (p) { items[p.id] = p.items[0]; }); });
  var rows = data.steps.map(function (step) {
    var box = form.querySelector('[data-step="' + step.id + '"]');
    function field(name) { return box.querySelector('[name="' + name + '"]'); }
    return { step: step, box: box, bar: box.querySelector(".bar"), start: field("start"), end: field("end"),
      owner: field("owner"), points: field("points"), reason: field("reason"), name: box.getAttribute("aria-label") };
  });
  function place(name) { return form.querySelector('[data-plan="' + name + '"]'); }
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (all, key) { return key in values ? values[key] : all; });
  }
  function day(iso) { return Math.round((Date.parse(iso) - Date.parse(data.first)) / DAY); }
  function iso(number) { return new Date(Date.parse(data.first) + number * DAY).toISOString().slice(0, 10); }
  function number(field, old) { var found = day(field.value); return isNaN(found) ? old : found; }
  function read(row) {
    var start = number(row.start, row.step.start), end = Math.max(number(row.end, row.step.end), start + 1);
    return { start: start, end: end, points: Number(row.points.value) || 0, owner: row.owner.value.trim() };
  }
  function level(raised) {
    var answers = {};
    Object.keys(data.answers).forEach(function (id) { answers[id] = data.answers[id]; });
    Object.keys(raised).forEach(function (id) {
      var now = answers[items[id]], to = kamScore.fraction(raised[id]);
      if (!now || !now.rating || to.above(kamScore.fraction(now.rating))) answers[items[id]] = { rating: String(raised[id]) };
    });
    return kamScore.score(data.model, answers).level.level;
  }
  /* The first day on which the firm is on the level that the plan is made for; null where that is not in the year. */
  function reached(plan) {
    var ends = plan.map(function (p) { return p.end; }).filter(function (end) { return end <= data.year; });
    ends = ends.concat(0).sort(function (a, b) { return a - b; });
    for (var n = 0; n < ends.length; n++) {
      var raised = {};
      Object.keys(data.done).forEach(function (id) { raised[id] = data.done[id]; });
      plan.forEach(function (p, at) {
        var step = data.steps[at];
        if (p.end <= ends[n]) raised[step.practice] = Math.max(step.to, raised[step.practice] || 0);
      });
      if ((level(raised) || 0) >= data.level) return ends[n];
    }
    return null;
  }
  function problems(plan) {
    var told = [], ends = {}, used = data.periods.map(function () { return 0; });
    plan.forEach(function (p, n) { ends[data.steps[n].id] = p.end; });
    plan.forEach(function (p, n) {
      var ready = 0;
      data.steps[n].waits.forEach(function (wait) {
        if (wait[0] in ends) ready = Math.max(ready, ends[wait[0]] + wait[1]);
      });
      rows[n].box.classList.toggle("wrong", p.start < ready);
      if (p.start < ready) told.push(fill(say.waits, { name: rows[n].name, day: iso(ready) }));
      var period = data.periods.findIndex(function (q) { return p.start < q[0]; });
      if (period >= 0) used[period] += p.points;
    });
    data.own.forEach(function (own) { used[own[0]] += own[1]; });
    data.periods.forEach(function (period, n) {
      if (used[n] > period[1]) told.push(fill(say.above, { period: period[2], points: used[n], capacity: period[1] }));
    });
    return told;
  }
  function changes(row) {
    var now = read(row), old = row.step, found = {};
    if (now.start !== old.start || now.end - now.start !== old.end - old.start) found.start = iso(now.start);
    if (now.end - now.start !== old.end - old.start) found.end = iso(now.end);
    if (now.owner && now.owner !== row.owner.defaultValue) found.owner = JSON.stringify(now.owner);
    if (now.points !== old.points) found.points = now.points;
    return found;
  }
  function show() {
    var plan = rows.map(read), at = reached(plan), told = problems(plan), changed = 0;
    rows.forEach(function (row, n) {
      var p = plan[n], isChanged = Object.keys(changes(row)).length > 0;
      row.bar.style.left = 100 * Math.max(0, p.start) / data.year + "%";
      row.bar.style.width = 100 * Math.min(p.end - p.start, data.year - p.start) / data.year + "%";
      row.bar.setAttribute("aria-label", fill(say.move, { name: row.name, start: iso(p.start), end: iso(p.end) }));
      row.box.classList.toggle("changed", isChanged);
      changed += isChanged;
    });
    var words = { level: say.ordinals[data.level - 1], day: at === null ? "" : iso(at) };
    place("message").textContent = fill(at === null ? say.unreached : at === 0 ? say.held : say.reached, words);
    place("changed").textContent = changed ? fill(say.changed, { n: changed }) : say.same;
    var list = place("problems");
    list.textContent = "";
    told.forEach(function (text) { list.appendChild(document.createElement("li")).textContent = text; });
    place("copied").textContent = "";
    place("decisions").hidden = true;
  }
  function set(row, start, end) {
    start = Math.max(0, Math.min(start, data.year - 1));
    row.start.value = iso(start);
    row.end.value = iso(Math.max(start + 1, Math.min(end, data.year)));
    show();
  }
  function decisions() {
    var keep = form.elements.keep.checked, author = form.elements.author.value.trim(), text = "";
    rows.forEach(function (row) {
      var found = changes(row), isChanged = Object.keys(found).length > 0;
      if (!isChanged && (!keep || row.step.decided)) return;
      if (!isChanged) found = { start: iso(row.step.start) };
      if (row.step.decided) text += "# " + say.merge + "\n";
      text += "- practice: " + row.step.practice + "\n  to: " + row.step.to + "\n  decision: moved\n";
      Object.keys(found).forEach(function (key) { text += "  " + key + ": " + found[key] + "\n"; });
      text += "  reason: " + JSON.stringify(row.reason.value.trim() || say.reason) + "\n";
      if (author) text += "  author: " + JSON.stringify(author) + "\n";
    });
    return text;
  }
  function copy() {
    var box = place("decisions"), isChanged = rows.some(function (row) { return Object.keys(changes(row)).length > 0; });
    if (!isChanged) { place("copied").textContent = say.same; return; }
    box.textContent = decisions();
    box.hidden = false;
    function failed() { place("copied").textContent = say.copy_failed; }
    if (!navigator.clipboard) { failed(); return; }
    navigator.clipboard.writeText(box.textContent).then(function () { place("copied").textContent = say.copied; }, failed);
  }
  function drag(row, event) {
    var isEnd = event.target.classList.contains("end"), from = event.clientX, now = read(row);
    var days = data.year / row.bar.parentNode.getBoundingClientRect().width;
    function move(to) {
      var by = Math.round((to.clientX - from) * days);
      if (isEnd) set(row, now.start, now.end + by); else set(row, now.start + by, now.end + Math.max(by, -now.start));
    }
    function stop() { row.bar.removeEventListener("pointermove", move); }
    row.bar.setPointerCapture(event.pointerId);
    row.bar.addEventListener("pointermove", move);
    row.bar.addEventListener("pointerup", stop, { once: true });
    row.bar.addEventListener("pointercancel", stop, { once: true });
  }
  rows.forEach(function (row) {
    row.bar.addEventListener("pointerdown", function (event) { drag(row, event); });
    row.bar.addEventListener("keydown", function (event) {
      var by = { ArrowLeft: -WEEK, ArrowRight: WEEK }[event.key], now = read(row);
      if (!by) return;
      event.preventDefault();
      if (event.shiftKey) set(row, now.start, now.end + by); else set(row, now.start + by, now.end + Math.max(by, -now.start));
    });
    row.start.addEventListener("change", function () { // the length stays when the first day moves
      var length = Number(row.bar.dataset.length) || row.step.end - row.step.start, start = day(row.start.value);
      if (!isNaN(start)) set(row, start, start + length);
    });
    row.end.addEventListener("change", function () { var now = read(row); row.bar.dataset.length = now.end - now.start; });
  });
  form.addEventListener("input", show);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(show, 0); });
  form.addEventListener("click", function (event) { if (event.target.closest("[data-copy]")) copy(); });
  form.hidden = false;
  show();
})();
