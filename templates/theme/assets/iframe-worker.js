"use strict";
(() => {
  // Search runs in a worker, which browsers refuse on pages opened from disk: a hidden frame stands in for it.
  // Nothing is written into the frame but the script's address, so that the page's policy need allow no inline script.
  class FrameWorker extends EventTarget {
    constructor(url) {
      super();
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      document.body.appendChild(this.frame);
      const inside = this.frame.contentWindow;
      inside.document.open();
      inside.document.write("<html><body></body></html>");
      inside.document.close();
      inside.postMessage = data => {
        const event = new MessageEvent("message", { data });
        this.dispatchEvent(event);
        if (this.onmessage) this.onmessage(event);
      };
      inside.importScripts = (...urls) => urls.reduce((before, next) => before.then(() => load(inside, next)), Promise.resolve());
      this.ready = load(inside, url);
    }
    postMessage(data) {
      this.ready.then(() => this.frame.contentWindow.dispatchEvent(new MessageEvent("message", structuredClone({ data }))));
    }
    terminate() { this.frame.remove(); }
  }
  const load = (inside, url) => new Promise((done, failed) => {
    const script = inside.document.createElement("script");
    script.src = url;
    script.onload = done;
    script.onerror = failed;
    inside.document.body.appendChild(script);
  });
  window.IFrameWorker = FrameWorker; // by this name the search looks for what is beside it
  if (location.protocol === "file:") window.Worker = FrameWorker;
})();
