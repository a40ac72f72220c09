/* Scores one respondent's answers, exactly as the program does: values are fractions of whole numbers. */
const kamScore = (() => {
  "use strict";
  if (typeof BigInt === "undefined") return null;

  class Fraction {
    constructor(n, d) {
      let a = n < 0 ? -n : n, b = d;
      while (b) [a, b] = [b, a % b];
      this.n = n / a;
      this.d = d / a;
    }
    plus(o) { return new Fraction(this.n * o.d + o.n * this.d, this.d * o.d); }
    minus(o) { return new Fraction(this.n * o.d - o.n * this.d, this.d * o.d); }
    times(o) { return new Fraction(this.n * o.n, this.d * o.d); }
    over(o) { return new Fraction(this.n * o.d, this.d * o.n); }
    above(o) { return this.n * o.d > o.n * this.d; }
    is(o) { return this.n === o.n && this.d === o.d; }
    number() { return Number(this.n) / Number(this.d); }
    toString() { return this.d === BigInt(1) ? String(this.n) : this.n + "/" + this.d; }
  }
  function fraction(text) {
    const parts = String(text).split("/");
    return new Fraction(BigInt(parts[0]), BigInt(parts[1] || 1));
  }
  const ZERO = fraction(0), ONE = fraction(1);
  function compare(a, b) { return a.above(b) ? 1 : b.above(a) ? -1 : 0; }
  function sum(list) { return list.reduce((total, value) => total.plus(value), ZERO); }

  function levelOf(value, model) {
    let level = model.top;
    while (level > 1 && !value.above(fraction(level).minus(fraction(model.step)))) level--;
    return level;
  }
  function practiceScore(practice, answers, model) {
    const given = practice.items.map(id => answers[id]).filter(Boolean);
    const ratings = given.filter(answer => "rating" in answer);
    const scored = { id: practice.id, keystone: practice.keystone, weight: fraction(practice.weight), status: "rated", reason: null, value: null, level: null };
    if (ratings.length) {
      scored.value = sum(ratings.map(answer => fraction(answer.rating))).over(fraction(ratings.length));
      scored.level = levelOf(scored.value, model);
    } else if (given.some(answer => answer.dont_know)) {
      scored.status = "not-rated"; scored.reason = "only-dont-know";
    } else if (given.length && ONE.above(fraction(model.not_applicable_share))) {
      scored.status = "not-applicable"; scored.reason = "most-say-not-applicable";
    } else { scored.status = "not-rated"; scored.reason = "unanswered"; }
    return scored;
  }
  function mean(parts) {
    return sum(parts.map(part => part.weight.times(part.value))).over(sum(parts.map(part => part.weight)));
  }
  function dimensionScore(dimension, practices, model) {
    const applicable = practices.filter(p => p.status !== "not-applicable");
    const rated = applicable.filter(p => p.value);
    const possible = sum(applicable.map(p => p.weight));
    const scored = { id: dimension.id, weight: fraction(dimension.weight), status: "not-rated", reason: "nothing-applicable", value: null, level: null, coverage: null, best: null, worst: null };
    if (possible.is(ZERO)) return scored;
    const present = sum(rated.map(p => p.weight)), missing = possible.minus(present);
    const total = sum(rated.map(p => p.weight.times(p.value)));
    scored.coverage = present.over(possible);
    scored.best = total.plus(missing.times(fraction(model.top))).over(possible);
    scored.worst = total.plus(missing).over(possible);
    if (fraction(model.floor).above(scored.coverage)) { scored.reason = "coverage-too-low"; return scored; }
    scored.status = "rated"; scored.reason = null;
    scored.value = mean(rated);
    scored.level = levelOf(scored.value, model);
    return scored;
  }
  function failing(scores, level, model) {
    return scores.map(s => {
      const needs = fraction(level).minus(fraction(s.kind === "dimension" ? model.step : model.margin));
      return { kind: s.kind, id: s.id, value: s.value, needs_above: needs, shortfall: needs.minus(s.value) };
    }).filter(c => !c.value.above(c.needs_above));
  }
  function firmLevel(practices, dimensions, model) {
    const missing = [], scores = [];
    dimensions.forEach(d => {
      if (d.status !== "rated") missing.push({ kind: "dimension", id: d.id, reason: d.reason });
      else scores.push({ kind: "dimension", id: d.id, value: d.value });
    });
    practices.forEach(p => {
      if (!p.keystone) return;
      if (p.status === "not-rated") missing.push({ kind: "keystone", id: p.id, reason: p.reason });
      else if (p.status === "rated") scores.push({ kind: "keystone", id: p.id, value: p.value });
    });
    if (missing.length) return { level: null, binding: [], missing };
    let held = 1;
    while (held < model.top && !failing(scores, held + 1, model).length) held++;
    const binding = held < model.top ? failing(scores, held + 1, model) : [];
    binding.sort((a, b) => compare(b.shortfall, a.shortfall));
    return { level: held, binding, missing: [] };
  }

  /* Returns the scores of the answers of one file. `model` holds weights and thresholds as written in the instrument. */
  function score(model, answers) {
    const practices = [], practiceById = {}, dimensionById = {};
    const dimensions = model.dimensions.map(dimension => {
      const own = dimension.practices.map(practice => practiceScore(practice, answers, model));
      own.forEach(p => { p.dimension = dimension.id; practices.push(p); practiceById[p.id] = p; });
      return dimensionById[dimension.id] = dimensionScore(dimension, own, model);
    });
    let rated = dimensions.filter(d => d.value), index = null;
    if (rated.length) {
      const value = mean(rated), weight = sum(rated.map(d => d.weight)).number();
      index = {
        value, percent: value.minus(ONE).over(fraction(model.top - 1)).times(fraction(100)),
        geometric: Math.exp(rated.reduce((total, d) => total + d.weight.number() * Math.log(d.value.number()), 0) / weight)
      };
    }
    const firm = firmLevel(practices, dimensions, model);
    const target = firm.level === null ? fraction(model.default_target) : fraction(Math.min(firm.level + 1, model.top));
    return { practices, dimensions, practiceById, dimensionById, index, level: firm, target };
  }

  /* Returns a value with two decimals, rounded half up, but never onto the wrong side of a threshold. */
  function decimal(value, above, reach, digits) {
    const zero = BigInt(0), one = BigInt(1), places = digits === undefined ? 2 : digits, unit = BigInt(10) ** BigInt(places);
    const scaled = value.n * unit, rest = ((scaled % value.d) + value.d) % value.d, cut = (scaled - rest) / value.d;
    let shown = BigInt(2) * rest >= value.d ? cut + one : cut;
    function near(marks) { return (marks || []).filter(m => cut * m.d <= m.n * unit && m.n * unit <= (cut + one) * m.d); }
    const passing = near(above);
    if (passing.concat(near(reach)).some(m => m.above(value) && m.n * unit <= shown * m.d)) shown = cut;
    if (passing.some(m => value.above(m) && shown * m.d <= m.n * unit)) shown = cut + one;
    const size = shown < zero ? -shown : shown, sign = shown < zero ? "−" : "";
    return sign + size / unit + (places ? "." + String(size % unit).padStart(places, "0") : "");
  }
  function percent(share, digits, reach) {
    const hundred = fraction(100);
    const marks = [hundred].concat((reach || []).map(m => m.times(hundred)));
    const text = decimal(share.times(hundred), [], marks, digits || 0);
    if (share.above(ZERO) && Number(text) === 0) return "<" + Math.pow(10, -(digits || 0)).toFixed(digits || 0) + "%";
    return text + "%";
  }
  return { score, decimal, percent, fraction, compare };
})();
