/* What the style sheet cannot do: name the search dialog, open what a link or the printer asks for, give away links
   and pictures. */
(function () {
  "use strict";
  var search = document.querySelector(".md-search");
  var input = search && search.querySelector("input");
  if (input) search.setAttribute("aria-label", input.getAttribute("aria-label"));
  var opened = [];
  addEventListener("beforeprint", function () {
    opened = Array.prototype.slice.call(document.querySelectorAll(".kam details:not([open])"));
    opened.forEach(function (details) { details.open = true; });
  });
  addEventListener("afterprint", function () {
    opened.forEach(function (details) { details.open = false; });
  });
  function openTarget() {
    var id = decodeURIComponent(location.hash.slice(1));
    var target = id && document.getElementById(id);
    var row = target && target.closest(".row");
    var around = target && target.closest("details");
    var details = around || (row && row.querySelector("details:not(.how)"));
    if (details) details.open = true;
    if (around) target.scrollIntoView();
  }
  addEventListener("hashchange", openTarget);
  openTarget();

  /* A link to this very place, at every heading and every practice. */
  function note(element, text, after) {
    var before = element.textContent;
    element.textContent = text;
    setTimeout(function () { element.textContent = before; if (after) after(); }, 1600);
  }
  Array.prototype.forEach.call(document.querySelectorAll(".kam[data-link]"), function (page) {
    var places = page.querySelectorAll("h2[id]:not(.vh), h3[id], article[id] > div:first-child > h3");
    Array.prototype.forEach.call(places, function (heading) {
      var link = document.createElement("a");
      link.className = "here";
      link.href = "#" + (heading.id || heading.closest("[id]").id);
      link.textContent = "#";
      link.setAttribute("aria-label", page.getAttribute("data-link") + " " + heading.textContent.trim());
      link.addEventListener("click", function () {
        if (!navigator.clipboard) return;
        navigator.clipboard.writeText(link.href).then(function () { note(link, page.getAttribute("data-link-done")); }, function () {});
      });
      heading.appendChild(link);
    });
  });

  /* A chart as PNG: drawn from the picture that the page carries, on white, at twice its size. */
  function draw(take, then) {
    var image = new Image();
    image.onload = function () {
      var canvas = document.createElement("canvas");
      canvas.width = image.width * 2; canvas.height = image.height * 2;
      var on = canvas.getContext("2d");
      on.fillStyle = "#fff"; on.fillRect(0, 0, canvas.width, canvas.height);
      on.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(then, "image/png");
    };
    image.src = take.querySelector("a.svg").href;
  }
  Array.prototype.forEach.call(document.querySelectorAll(".take"), function (take) {
    var save = take.querySelector("[data-png]"), copy = take.querySelector("[data-copy-png]");
    if (!save) return;
    save.hidden = false;
    save.addEventListener("click", function () {
      draw(take, function (blob) {
        var link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        link.download = take.getAttribute("data-chart") + ".png";
        link.click();
        setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
      });
    });
    copy.hidden = !(window.ClipboardItem && navigator.clipboard && navigator.clipboard.write);
    copy.addEventListener("click", function () {
      draw(take, function (blob) {
        navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]).then(function () { note(copy, copy.getAttribute("data-done")); }, function () { save.click(); });
      });
    });
  });
})();
