/* Runs before the theme's script. */
(function () {
  "use strict";
  /* The theme would fetch a sitemap for every other language, which a page on disk may not, and would take the
     language switch away from the same page. */
  var links = document.querySelectorAll("link[rel=alternate]");
  for (var i = 0; i < links.length; i++) links[i].parentNode.removeChild(links[i]);
})();
