// Links within the dashboard stay within it: the page's script goes there, and what a visitor's session holds is kept.
// Without this module they still work, as links do.

import { element, partOf } from "../shared/element.js";

class Links {
  constructor(parent) {
    parent.append(element("span"));
    this.follow = (event) => {
      if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const link = event.composedPath().find((each) => each.tagName === "A" && each.href);
      const address = link && new URL(link.href, location.href);
      const page = address && this.pageAt(address);
      if (!page) return;
      event.preventDefault();
      this.send("followed", { page, chapter: address.searchParams.get("chapter") });
    };
    document.addEventListener("click", this.follow);
  }

  dispose() {
    document.removeEventListener("click", this.follow);
  }

  // The name of the page at an address, if it is one of ours.
  pageAt(address) {
    const there = Object.keys(this.data.pages).find((path) => {
      const page = new URL(path, location.href);
      return page.origin === address.origin && page.pathname === address.pathname;
    });
    return this.data.pages[there];
  }

  tell(data) {
    const before = this.data;
    this.data = data;
    // The strip of chapters on a phone shows the one that is read.
    requestAnimationFrame(() => {
      const here = document.querySelector(".gb-chapters [aria-current]"), strip = here?.closest("ol");
      if (strip) strip.scrollLeft = here.offsetLeft - (strip.clientWidth - here.offsetWidth) / 2;
    });
    if (!before || before.chapter === data.chapter) return;
    const main = document.querySelector(".stMain");
    main.scrollTo({ top: 0 });
    main.focus({ preventScroll: true });
  }
}

export const { draw, dispose } = partOf(Links, (view, { data, setTriggerValue }) => {
  view.send = setTriggerValue;
  view.tell(data);
});
