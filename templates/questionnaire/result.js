/* The instant result of a self-assessment: what the report's first page says of the same file. */
function kamResult(data, languageOf) {
  "use strict";
  const { fraction, compare } = kamScore;
  let model = data.result, scale = model.model, facts = {}, card;
  function byId(id) { return document.getElementById(id); }
  function words(key, values) {
    return model.words[key][languageOf()].replace(/\{(\w+)\}/g, (all, name) => values && name in values ? values[name] : all);
  }
  function text(texts) { return texts[languageOf()]; }
  function upper(line) { return line.charAt(0).toUpperCase() + line.slice(1); }
  function lower(line) { return line.charAt(0).toLowerCase() + line.slice(1); }
  function join(parts) { return parts.join(words("language.listing")); }
  function ordinal(level) { return words("levels.ordinal", { n: words("levels.numerals." + level) }); }
  function name(id) { return text(facts[id].name); }
  function marks(margin) {
    const list = [];
    for (let level = 2; level <= scale.top; level++) list.push(fraction(level).minus(fraction(margin)));
    return list;
  }
  function shown(value, id) {
    let above = marks(scale.step), own = card.practiceById[id], reach = [fraction(scale.top)];
    if (own && own.keystone) above = above.concat(marks(scale.margin));
    if (id) reach.push(card.target);
    return kamScore.decimal(value, above, reach);
  }
  function percent(share) { return kamScore.percent(share, 0, [fraction(scale.floor)]); }
  function lowest(practices) {
    return practices.filter(p => p.value).sort((a, b) => compare(a.value, b.value));
  }
  function within(id) { return card.practices.filter(p => p.dimension === id); }
  function telling(binding) {
    return binding.slice().sort((a, b) => {
      return compare(b.shortfall, a.shortfall) || (a.kind !== "keystone") - (b.kind !== "keystone");
    })[0];
  }
  function behind(constraint) { return constraint.kind === "keystone" ? card.practiceById[constraint.id] : lowest(within(constraint.id))[0]; }
  function lack(practice) {
    if (practice.level < scale.aim_from) return text(facts[practice.id].missing);
    if (fraction(practice.level).above(practice.value))
      return words("headline.not_whole", { name: lower(name(practice.id)), level: ordinal(practice.level) });
    return words("headline.stuck", { name: lower(name(practice.id)), stuck: text(model.levels[practice.level - 1].stuck) });
  }
  function strength(low, practices) {
    const held = lowest(practices).filter(p => p.level >= scale.aim_from && p.id !== low.id && p.level > low.level);
    const needed = held.filter(p => facts[low.id].requires.indexOf(p.id) >= 0);
    const near = needed.length ? needed : held;
    return near.length ? text(facts[near[near.length - 1].id].held) : null;
  }
  function next() { return ordinal(Math.min((card.level.level || 0) + 1, scale.top)); }

  function headline() {
    if (card.level.level === null) return words("headline.not_rated");
    if (!card.level.binding.length) return words("headline.top");
    const worst = telling(card.level.binding), low = behind(worst), held = strength(low, card.practices), missing = lack(low);
    return upper(words("headline.blocked_by_" + (worst.kind === "keystone" ? "practice" : "dimension"), {
      clause: held === null ? missing : words("headline.split", { held, missing }),
      name: name(worst.id), value: shown(worst.value, worst.id), level: next()
    }));
  }
  function lead() {
    const index = card.index ? shown(card.index.value) : "", binding = card.level.binding;
    if (card.level.level === null) {
      const missing = join(card.level.missing.map(m => name(m.id)));
      return words(index ? "lead.not_rated" : "lead.not_rated_bare", { items: missing, index });
    }
    const level = text(model.levels[card.level.level - 1].name);
    const line = words("lead.level", {
      index, percent: kamScore.percent(card.index.percent.over(fraction(100)), 1),
      level: ordinal(card.level.level), level_name: lower(level)
    }) + words("language.space");
    if (!binding.length) return line + words("lead.top");
    const key = binding.length === 1 ? "lead.blocked_one" : binding.length <= Math.floor(card.dimensions.length / 2) + 2 ? "lead.blocked" : "lead.blocked_many";
    return line + words(key, { next: next(), items: join(binding.map(c => name(c.id))), count: binding.length });
  }
  function cardLine(dimension) {
    if (!dimension.value) {
      return upper(words("overview.card_not_rated", {
        coverage: dimension.coverage ? percent(dimension.coverage) : words("chart.none"), floor: percent(fraction(scale.floor))
      }));
    }
    const own = within(dimension.id), ids = own.map(p => p.id).concat(dimension.id);
    const binding = card.level.binding.filter(c => ids.indexOf(c.id) >= 0);
    const low = binding.length ? behind(telling(binding)) : lowest(own)[0], held = strength(low, own);
    return upper(held === null ? words("overview.card_weak", { missing: lack(low) }) : words("overview.card_both", { held, missing: lack(low) }));
  }
  /* What to look at first: what binds, then what lies in a dimension that binds, then the widest gaps. */
  function first() {
    const order = {}, last = card.level.binding.length;
    card.level.binding.forEach((c, place) => { order[c.id] = place; });
    function place(id) { return id in order ? order[id] : last; }
    return card.practices.filter(p => p.value && card.target.above(p.value)).sort((a, b) => {
      return place(a.id) - place(b.id) || place(a.dimension) - place(b.dimension) || compare(a.value, b.value);
    }).slice(0, 5);
  }
  function bind(constraint) {
    return words("overview.binding_" + constraint.kind, {
      name: name(constraint.id), value: shown(constraint.value, constraint.id), needs: kamScore.decimal(constraint.needs_above)
    });
  }
  function missing(m) {
    if (m.kind === "keystone") return words("overview.missing_keystone", { name: name(m.id) });
    const coverage = card.dimensionById[m.id].coverage;
    return words("overview.missing_dimension", {
      name: name(m.id), coverage: coverage ? percent(coverage) : words("chart.none"), floor: percent(fraction(scale.floor))
    });
  }

  /* From here on: onto the page. */
  function put(id, line) { byId(id).textContent = line; }
  function make(tag, name, content) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (typeof content === "string") element.textContent = content;
    else (content || []).forEach(child => { if (child) element.appendChild(child); });
    return element;
  }
  function fill(id, children) {
    const place = byId(id);
    place.textContent = "";
    children.forEach(child => { place.appendChild(child); });
  }
  function link(id) {
    const anchor = make("a", "", name(id)), place = facts[id].dimension ? "practices/" : "problems/";
    anchor.href = "../../" + languageOf() + "/" + place + id + ".html";
    return anchor;
  }
  function ladder(value, level, label) {
    const cells = [];
    for (let n = 1; n <= scale.top; n++) cells.push(make("i", level && n <= level ? "l" + n : ""));
    const bar = make("span", "ladder", cells);
    function mark(kind, at) {
      const tick = make("u", kind);
      tick.style.left = 100 * (at - 0.5) / scale.top + "%";
      bar.appendChild(tick);
    }
    mark("goal", card.target.number());
    if (value) mark("here", value.number());
    bar.setAttribute("role", "img");
    bar.setAttribute("aria-label", label);
    return bar;
  }
  function drawRadar(svg) {
    const claimed = svg.querySelector(".claimed"), goal = svg.querySelector(".target"), line = svg.querySelector("line.grid");
    if (!svg.kam) { /* as drawn, every point lies at the end of its axis */
      svg.kam = claimed.getAttribute("points").split(" ").map(point => point.split(",").map(Number));
    }
    const x = Number(line.getAttribute("x1")), y = Number(line.getAttribute("y1"));
    function at(value, end) { return [x + (end[0] - x) * value / scale.top, y + (end[1] - y) * value / scale.top]; }
    const points = card.dimensions.map((d, n) => d.value && at(d.value.number(), svg.kam[n]));
    const outline = points.filter(Boolean);
    claimed.setAttribute("points", outline.length > 2 ? outline.join(" ") : "");
    goal.setAttribute("points", svg.kam.map(end => at(card.target.number(), end)).join(" "));
    svg.querySelectorAll(".dot").forEach((dot, n) => {
      dot.style.display = points[n] ? "" : "none";
      if (points[n]) { dot.setAttribute("cx", points[n][0]); dot.setAttribute("cy", points[n][1]); }
    });
    svg.querySelectorAll("tspan.num").forEach((label, n) => {
      const d = card.dimensions[n];
      label.textContent = d.value ? shown(d.value, d.id) : words("chart.not_rated");
    });
  }
  function caption() {
    const rated = card.dimensions.filter(d => d.value);
    if (!rated.length) return words("chart.radar_none");
    const sorted = lowest(rated), low = sorted[0], high = sorted[sorted.length - 1];
    if (low.value.is(high.value)) return words("chart.radar_even", { value: shown(low.value, low.id) });
    function names(like) {
      const tied = rated.filter(d => d.value.is(like.value));
      return tied.length > 3 ? words("lead.tied", { n: tied.length }) : join(tied.map(d => name(d.id)));
    }
    return words("chart.radar_caption", { high: names(high), high_value: shown(high.value, high.id), low: names(low), low_value: shown(low.value, low.id) });
  }
  function weakest(practice) {
    const level = Math.max(practice.level + 1, scale.aim_from), own = facts[practice.id], bound = card.level.binding.some(c => c.id === practice.id);
    const now = model.levels[practice.level - 1], label = words("questionnaire.result_now", { level: text(now.name) });
    return make("li", bound ? "bind" : "", [
      make("h4", "", [link(practice.id), make("small", "", name(own.dimension) + (own.keystone ? words("language.clause") + words("practice.keystone") : ""))]),
      make("div", "", [make("small", "", label), ladder(practice.value, practice.level, label)]),
      make("div", "", [make("small", "", words("practice.asks", { level: ordinal(level) })), make("p", "", own.anchors.map(a => text(a[level - 1])).join(words("language.space")))])
    ]);
  }
  function row(d) {
    const head = make("th", "", name(d.id));
    head.scope = "row";
    return make("tr", "", [head].concat([
      d.coverage ? percent(d.coverage) : words("chart.none"), d.worst ? shown(d.worst) : "–", d.value ? shown(d.value, d.id) : "–", d.best ? shown(d.best) : "–"
    ].map(cell => make("td", "", cell))));
  }

  scale.dimensions.forEach(d => {
    facts[d.id] = { name: model.names[d.id] };
    d.practices.forEach(p => {
      const own = model.practices[p.id];
      facts[p.id] = { name: model.names[p.id], held: own.held, missing: own.missing, anchors: own.anchors, requires: p.requires, keystone: p.keystone, dimension: d.id };
    });
  });

  return {
    score: answers => { card = kamScore.score(scale, answers); return card; },
    headline, lead, cardLine, first, shown, bind, missing, percent,
    show: answers => {
      card = kamScore.score(scale, answers);
      const level = card.level.level, binding = card.level.binding;
      const rated = card.practices.filter(p => p.value).length;
      const applicable = card.practices.filter(p => p.status !== "not-applicable").length;
      put("r-headline", headline());
      put("r-lead", lead());
      put("r-level", level === null ? "–" : String(level));
      put("r-name", level === null ? words("levels.none") : text(model.levels[level - 1].name));
      put("r-meaning", level === null ? words("levels.none_meaning")
        : text(model.levels[level - 1].meaning).replace(/[。.]$/, "") + " · " + words("levels.of", { n: words("levels.numerals." + scale.top) }));
      fill("r-facts", [
        card.index && [kamScore.percent(card.index.percent.over(fraction(100)), 1), words("overview.index", { index: shown(card.index.value) })],
        [rated + "/" + applicable, words("overview.rated")]
      ].filter(Boolean).map(fact => make("div", "", [make("b", "", fact[0]), make("span", "", fact[1])])));
      put("r-bind-heading", level === null ? words("overview.missing") : binding.length ? words("overview.binding", { level: next() }) : words("overview.not_blocked"));
      fill("r-binds", level === null ? card.level.missing.map(m => make("li", "", missing(m)))
        : binding.length ? binding.map(c => {
          const told = [make("span", "", bind(c))];
          if (c.kind === "keystone") told.push(make("small", "", upper(lack(card.practiceById[c.id]))));
          return make("li", "", told);
        }) : [make("li", "", words("overview.not_blocked_text"))]);
      document.querySelectorAll("svg.radar").forEach(drawRadar);
      put("r-radar", caption());
      fill("r-cards", card.dimensions.map(d => {
        const title = d.value ? text(model.levels[d.level - 1].name) : words("chart.not_rated");
        return make("section", "", [
          make("h4", "", [link(d.id)]), make("p", "score", [make("b", "", d.value ? shown(d.value, d.id) : "–"), make("small", "", title)]),
          ladder(d.value, d.level, name(d.id) + words("language.colon") + title), make("p", "note", cardLine(d))
        ]);
      }));
      const weak = first();
      fill("r-weak", weak.length ? weak.map(weakest) : [make("li", "", words(rated ? "overview.first_none" : "overview.first_unrated"))]);
      fill("r-coverage", card.dimensions.map(row));
    }
  };
}
