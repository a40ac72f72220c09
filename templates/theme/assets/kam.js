/* What the style sheet cannot do: name the search dialog, open what a link or the printer asks for. */
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
})();
