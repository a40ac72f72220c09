/* Runs before the theme's script. */
(function () {
  "use strict";
  /* The theme would fetch a sitemap for every other language, which a page on disk may not, and would take the
     language switch away from the same page. */
  var links = document.querySelectorAll("link[rel=alternate]");
  for (var i = 0; i < links.length; i++) links[i].parentNode.removeChild(links[i]);

  /* iframe-worker waits for its frame to load, and now and then takes the load of the blank page for it: the
     first message is lost then, and the search stays dead. Wait for the worker's script itself. */
  var Base = window.IFrameWorker;
  if (!Base || location.protocol !== "file:") return;
  window.Worker = class extends Base {
    constructor(url) {
      super(url);
      var script = this.iframe.contentDocument.querySelector("script[src]");
      this.r = new Promise(function (resolve) {
        script.addEventListener("load", resolve);
      });
    }
  };
})();
