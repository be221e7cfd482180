// The field for files and folders. They go to the server a hundred at a time: a browser refuses thousands of requests at once.

import { element, fill, partOf } from "../shared/element.js";

const KINDS = "image/png,image/jpeg,image/webp,image/bmp,image/gif,.zip,application/zip"; // a phone then offers its photos, and hands over what we can read
const FILES = 100, BYTES = 8e6; // of one request, at most; a larger file has one of its own

// All files below what was dropped, with their names below it.
async function dropped(entries) {
  const found = [];
  const visit = async (entry) => {
    if (entry.isFile) {
      const file = await new Promise((settle, refuse) => entry.file(settle, refuse)).catch(() => null);
      found.push({ name: entry.fullPath.slice(1), file });
      return;
    }
    const reader = entry.createReader();
    for (;;) { // a reader gives a hundred at a time
      const some = await new Promise((settle, refuse) => reader.readEntries(settle, refuse));
      if (!some.length) return;
      for (const inner of some) await visit(inner);
    }
  };
  for (const entry of entries) await visit(entry);
  return found;
}

const chosen = (input) => [...input.files].map((file) => ({ name: file.webkitRelativePath || file.name, file }));

class Upload {
  constructor(parent) {
    const chooser = (attributes) => {
      const input = element("input", { type: "file", multiple: true, hidden: true, attributes });
      input.onchange = () => {
        const files = chosen(input);
        input.value = ""; // so that the same can be chosen again
        this.send(files);
      };
      return input;
    };
    this.inputs = [chooser({ accept: KINDS }), chooser({ webkitdirectory: "" })];
    this.buttons = this.inputs.map((input) => element("button", { type: "button", onclick: () => input.click() }));
    this.clear = element("button", { type: "button", onclick: () => this.empty() });
    this.drop = element("span", { className: "hint" });
    this.bar = element("progress", { max: 1, value: 0 });
    this.status = element("span", { className: "status", attributes: { role: "status" } });
    this.problem = element("p", { className: "problem", hidden: true, attributes: { role: "alert" } });
    this.root = element("div", { className: "upload" },
      element("div", { className: "row-of-tools" }, ...this.buttons, ...this.inputs, this.drop),
      element("div", { className: "row-of-tools" }, this.bar, this.status, this.clear), this.problem);
    parent.append(this.root);
    this.root.ondragover = (event) => event.preventDefault();
    this.root.ondrop = async (event) => {
      event.preventDefault();
      if (!this.going) this.send(await dropped([...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean)));
    };
  }

  dispose() {
    this.going?.abort();
  }

  tell({ data, setTriggerValue }) {
    this.data = data;
    this.trigger = setTriggerValue;
    const { words } = data;
    [words.files, words.folder].forEach((word, index) => {
      this.buttons[index].textContent = word;
      this.inputs[index].setAttribute("aria-label", word);
    });
    this.clear.textContent = words.clear;
    this.drop.textContent = words.drop;
    this.bar.setAttribute("aria-label", words.progress);
    this.lay();
  }

  lay() {
    const { count, language, words } = this.data;
    for (const button of [...this.buttons, this.clear]) button.disabled = Boolean(this.going);
    this.bar.hidden = !this.going;
    this.clear.hidden = this.going || !count;
    const here = count === 1 ? words.one : fill(words.here, { files: count.toLocaleString(language) });
    if (!this.going) this.status.textContent = count ? here : "";
  }

  show(sent, files) {
    const { language, words } = this.data;
    this.bar.value = sent / files;
    this.status.textContent = fill(words.sending, { sent: sent.toLocaleString(language), files: files.toLocaleString(language) });
  }

  complain(text) {
    this.problem.textContent = text;
    this.problem.hidden = !text;
  }

  empty() {
    this.complain("");
    this.trigger("cleared", true);
  }

  async send(files) {
    if (!files.length || this.going) return;
    const going = (this.going = new AbortController());
    this.complain("");
    this.lay();
    try {
      for (let sent = 0; sent < files.length;) {
        this.show(sent, files.length);
        const some = this.some(files, sent);
        await this.post(some, sent, files.length, going.signal);
        sent += some.length;
      }
    } catch (error) {
      if (going.signal.aborted) return; // the page was left
      this.complain(error instanceof TypeError ? this.data.words.lost : error.message);
    }
    this.going = null;
    this.lay();
    this.trigger("sent", true);
  }

  tooLarge({ name, file }) {
    const { limits } = this.data;
    return !file || file.size > (name.toLowerCase().endsWith(".zip") ? limits.zip : limits.file);
  }

  // The files of the next request.
  some(files, from) {
    let to = from, bytes = 0;
    while (to < files.length && to - from < FILES) {
      const size = this.tooLarge(files[to]) ? 0 : files[to].file.size;
      if (bytes && bytes + size > BYTES) break;
      bytes += size;
      to += 1;
    }
    return files.slice(from, to);
  }

  async post(some, sent, files, signal) {
    const { base, language, tray } = this.data, form = new FormData();
    const coming = some.filter((each) => !this.tooLarge(each)), refused = some.filter((each) => this.tooLarge(each));
    form.append("about", JSON.stringify({
      names: coming.map(({ name }) => name),
      large: refused.filter(({ file }) => file).map(({ name }) => name),
      closed: refused.filter(({ file }) => !file).map(({ name }) => name),
      missing: files - sent - some.length,
    }));
    for (const { file } of coming) form.append("file", file, "file");
    const answer = await fetch(`${base}/tray/${tray}?lang=${language}`, { method: "POST", body: form, signal });
    if (!answer.ok) throw new Error(await answer.text());
  }
}

export const { draw, dispose } = partOf(Upload, (view, component) => view.tell(component));
