/* What if: raise practices and see dimensions, index, level and what binds change at once. */
(function () {
  "use strict";
  var form = document.querySelector("form.whatif"), source = document.getElementById("what-if-data");
  if (!form || !source || typeof kamScore === "undefined" || !kamScore) return;
  var data = JSON.parse(source.textContent), say = data.words, items = {}, keystones = {};
  data.model.dimensions.forEach(function (d) {
    d.practices.forEach(function (p) { items[p.id] = p.items[0]; keystones[p.id] = p.keystone; });
  });
  var selects = Array.prototype.slice.call(form.querySelectorAll("select"));
  function place(name) { return form.querySelector('[data-result="' + name + '"]'); }
  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (all, key) { return key in values ? values[key] : all; });
  }
  function chosen() {
    var levels = {};
    selects.forEach(function (select) { if (select.value) levels[select.name] = Number(select.value); });
    return levels;
  }
  function scored(levels) {
    var answers = {};
    Object.keys(data.answers).forEach(function (id) { answers[id] = data.answers[id]; });
    Object.keys(levels).forEach(function (id) { answers[items[id]] = { rating: String(levels[id]) }; });
    return kamScore.score(data.model, answers);
  }
  function marks(id) {
    var list = [], by = keystones[id] ? data.model.margin : data.model.step;
    for (var level = 2; level <= data.model.top; level++) {
      list.push(kamScore.fraction(level).minus(kamScore.fraction(data.model.step)));
      if (keystones[id]) list.push(kamScore.fraction(level).minus(kamScore.fraction(by)));
    }
    return list;
  }
  function decimal(value, id) { return kamScore.decimal(value, marks(id), [kamScore.fraction(data.model.top)]); }
  var before = scored({});
  function show() {
    var levels = chosen(), now = scored(levels), level = now.level.level;
    place("level").textContent = level === null ? "–" : level;
    place("name").textContent = level === null ? say.no_level : say.ordinals[level - 1];
    place("index").textContent = now.index ? decimal(now.index.value) : "–";
    now.dimensions.forEach(function (d, n) {
      var old = before.dimensions[n], change = form.querySelector('[data-change="' + d.id + '"]');
      form.querySelector('[data-dimension="' + d.id + '"]').textContent = d.value ? decimal(d.value, d.id) : "–";
      change.textContent = d.value && old.value && !d.value.is(old.value) ? " +" + kamScore.decimal(d.value.minus(old.value)) : "";
    });
    var names = now.level.binding.map(function (c) { return data.names[c.id] + " " + decimal(c.value, c.id); });
    place("binding").textContent = level === null ? "" : names.length ? fill(say.binds, { level: say.ordinals[level], names: names.join(say.listing) }) : say.free;
    var points = 0;
    Object.keys(levels).forEach(function (id) {
      var steps = levels[id] - Math.max(data.levels[id], data.done[id] || 0);
      points += data.effort[id] * (levels[id] === data.levels[id] ? 1 : Math.max(steps, 0));
    });
    var n = Object.keys(levels).length;
    place("chosen").textContent = n ? fill(say.chosen, { n: n, points: points }) : say.none_chosen;
    place("copied").textContent = "";
    place("targets").hidden = true;
  }
  function targets() {
    var levels = chosen(), lines = ["targets:", "  practices:"];
    Object.keys(levels).forEach(function (id) { lines.push("    " + id + ": " + levels[id]); });
    return lines.join("\n") + "\n";
  }
  function copy() {
    var text = targets(), box = place("targets");
    if (!Object.keys(chosen()).length) { place("copied").textContent = say.none_chosen; return; }
    box.textContent = text;
    box.hidden = false;
    function failed() { place("copied").textContent = say.copy_failed; }
    if (!navigator.clipboard) { failed(); return; }
    navigator.clipboard.writeText(text).then(function () { place("copied").textContent = say.copied; }, failed);
  }
  form.addEventListener("change", show);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) return;
    if (button.hasAttribute("data-copy")) { copy(); return; }
    var levels = data.presets[button.dataset.preset] || {};
    selects.forEach(function (select) {
      var level = levels[select.name];
      select.value = level && Array.prototype.some.call(select.options, function (o) { return o.value === String(level); }) ? level : "";
    });
    show();
  });
  form.hidden = false;
  show();
})();
