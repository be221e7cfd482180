// Look inside: what D believes of the shown picture and which pixels that hangs on; and G's units, each with a switch.

import { desk, element, fill } from "./core.js";
import { tabOf } from "./tab.js";
import { enlargeable } from "../shared/enlarge.js";

const PAGE = 64; // units at once
const COLOURS = { strength: [0xcc, 0x79, 0xa7], real: [0x00, 0x72, 0xb2], fake: [0xd5, 0x5e, 0x00] };
const DIM = 0.2; // what is left of the picture under a map in full
const SURE = 0.6; // from this belief on D takes a picture for real, and below 1 - SURE for a fake

// Colours of picture number `index`, four bytes a pixel.
function pixelsOf(sheet, index) {
  const context = sheet.canvas(index).getContext("2d", { willReadFrequently: true });
  return context.getImageData(0, 0, sheet.width, sheet.height).data;
}

class Inside {
  constructor(parent) {
    this.kind = "strength";
    this.block = null;
    this.page = 0;
    this.order = "activity";
    this.noJudge = element("p", { className: "note", hidden: true });
    this.judging = this.judge();
    this.root = element("div", { className: "inside" }, element("div", {}, this.noJudge, this.judging), this.board());
    parent.append(this.root);
    this.listeners = [
      desk.on("settled", () => this.renew()),
      desk.on("restep", () => this.renew()),
      desk.on("point", () => this.mark()),
      desk.on("opened", () => this.open()),
    ];
    // A tab that is not shown asks for nothing.
    this.watcher = new IntersectionObserver((entries) => {
      this.visible = entries.at(-1).isIntersecting;
      if (this.visible && this.stale) this.renew();
    });
    this.watcher.observe(this.root);
    this.stale = true;
  }

  state() {
    const { kind, block, order, page } = this;
    return { kind, block, order, page, opacity: Number(this.opacity.value), smooth: this.smooth.checked };
  }

  restore({ kind, block, order, page, opacity, smooth }) {
    if (!(kind in { strength: 1, signed: 1 }) || !(order in { activity: 1, number: 1 }) || !Number.isInteger(page)) throw new Error("no view");
    const blocks = desk.source.blocks;
    if (block in blocks) [this.block, this.page] = [block, Math.min(Math.max(page, 0), Math.ceil(blocks[block] / PAGE) - 1)];
    Object.assign(this, { kind, order });
    this.opacity.value = opacity;
    this.smooth.checked = Boolean(smooth);
    this.name(this.data);
    this.renew();
  }

  dispose() {
    this.listeners.forEach((off) => off());
    this.watcher.disconnect();
    this.visible = false;
  }

  judge() {
    const strip = (kind) => element("div", { className: `strip ${kind}`, attributes: { "aria-hidden": true } });
    [this.realStrip, this.fakeStrip] = [strip("real"), strip("fake")];
    this.needle = element("div", { className: "needle", hidden: true });
    this.meter = element("div", { className: "track", attributes: { role: "meter", "aria-valuemin": 0, "aria-valuemax": 100 } }, this.needle);
    [this.fakeName, this.realName] = [element("span", { className: "end fake" }), element("span", { className: "end real" })];
    [this.heading, this.verdict] = [element("h3", {}), element("p", { className: "verdict", attributes: { role: "status" } })];
    this.standing = element("p", { className: "note standing" });
    this.canvas = element("canvas", { className: "picture", width: 1, height: 1, attributes: { role: "img" } });
    this.opacity = element("input", { type: "range", min: 0, max: 1, step: 0.01, value: 0.7, oninput: () => this.paint() });
    this.opacityName = element("span", {});
    this.kinds = element("select", { onchange: () => { this.kind = this.kinds.value; this.name(this.data); this.paint(); } });
    this.kindsName = element("span", {});
    this.smooth = element("input", { type: "checkbox", onchange: () => this.renew() });
    this.smoothName = element("span", {});
    this.smoothRow = element("label", { className: "tool" }, this.smooth, this.smoothName);
    [this.about, this.paper] = [element("p", { className: "about" }), element("p", { className: "about detail" })];
    const frame = element("div", { className: "judged" }, this.canvas);
    enlargeable(frame, () => ({ pictures: this.maps ? [{ source: this.canvas, title: this.words[this.kind], facts: this.verdict.textContent }] : [] }));
    return element("section", { className: "judge" }, this.heading,
      element("div", { className: "belief" }, this.realStrip, element("div", { className: "scale" }, this.fakeName, this.meter, this.realName), this.fakeStrip),
      this.verdict, this.standing, frame,
      element("label", { className: "tool" }, this.kindsName, this.kinds),
      element("label", { className: "tool wide" }, this.opacityName, this.opacity),
      this.smoothRow, this.about, this.paper);
  }

  board() {
    const button = (press) => element("button", { type: "button", onclick: press });
    [this.boardHeading, this.boardAbout, this.boardPaper] = [element("h3", {}), element("p", { className: "about" }), element("p", { className: "about detail" })];
    [this.blockName, this.orderName] = [element("span", {}), element("span", {})];
    this.blocks = element("select", { onchange: () => { [this.block, this.page] = [this.blocks.value, 0]; this.renew(); } });
    this.orders = element("select", { onchange: () => { [this.order, this.page] = [this.orders.value, 0]; this.renew(); } });
    this.all = button(() => desk.move({ off: {} }));
    this.strongest = button(() => this.turn(this.shown.strongest, true));
    [this.before, this.after] = [button(() => this.leaf(-1)), button(() => this.leaf(1))];
    [this.before.textContent, this.after.textContent] = ["‹", "›"];
    this.place = element("span", {});
    this.pager = element("div", { className: "row-of-tools pager", hidden: true }, this.before, this.place, this.after);
    this.count = element("p", { className: "note", attributes: { role: "status" } });
    this.grid = element("div", { className: "units", attributes: { role: "group" } });
    const tools = element("div", { className: "row-of-tools beside" }, this.all, this.strongest, this.pager);
    const about = (button) => ({ source: button.firstChild, title: button.getAttribute("aria-label"), facts: button.title });
    enlargeable(tools, () => ({ pictures: [...this.grid.children].map(about) }), { clicks: false });
    return element("section", { className: "board" }, this.boardHeading, this.boardAbout, this.boardPaper,
      element("div", { className: "row-of-tools detail" }, element("label", { className: "tool" }, this.blockName, this.blocks),
        element("label", { className: "tool" }, this.orderName, this.orders)),
      tools,
      this.count, this.grid);
  }

  name(data) {
    this.data = data;
    const words = (this.words = data.words);
    const texts = { heading: "judge", fakeName: "fake", realName: "real", opacityName: "opacity", kindsName: "kinds", smoothName: "smooth", noJudge: "noJudge",
      boardHeading: "board", boardAbout: "boardAbout", boardPaper: "boardPaper", blockName: "block", orderName: "order", all: "all", strongest: "strongest" };
    for (const [part, word] of Object.entries(texts)) this[part].textContent = words[word];
    [this.all.title, this.strongest.title, this.smoothRow.title] = [words.allAbout, words.strongestAbout, words.smoothAbout];
    const labels = { meter: "meter", grid: "units", before: "before", after: "after", kinds: "kinds", opacity: "opacity", blocks: "block", orders: "order" };
    for (const [part, word] of Object.entries(labels)) this[part].setAttribute("aria-label", words[word]);
    this.about.textContent = words[`${this.kind}About`];
    this.paper.textContent = words[`${this.kind}Paper`];
    this.choices(this.kinds, ["strength", "signed"].map((kind) => [kind, words[kind]]), this.kind);
    this.choices(this.orders, ["activity", "number"].map((order) => [order, words[order]]), this.order);
    this.root.classList.toggle("blurred", Boolean(data.smooth));
    this.layBlocks();
    this.tell();
    this.mark();
    this.paint();
  }

  choices(select, pairs, chosen) {
    select.replaceChildren(...pairs.map(([value, textContent]) => element("option", { value, textContent, selected: value === chosen })));
  }

  // Another generator: its blocks, and no switches of units that it does not have.
  open() {
    const { blocks } = desk.source;
    this.judging.hidden = !this.judges;
    this.noJudge.hidden = this.judges;
    if (!(this.block in blocks)) [this.block, this.page] = [Object.keys(blocks)[0], 0];
    this.layBlocks();
    const off = {};
    for (const [block, units] of Object.entries(desk.point?.off ?? {})) {
      const fitting = units.filter((unit) => unit < (blocks[block] ?? 0));
      if (fitting.length) off[block] = fitting;
    }
    if (desk.point && JSON.stringify(off) !== JSON.stringify(desk.point.off)) desk.move({ off }, { by: this });
    else this.renew();
  }

  layBlocks() {
    const names = Object.entries(desk.source?.blocks ?? {});
    const title = ([block, units], number) => {
      const end = names.length < 2 ? "blockOnly" : number === 0 ? "blockFirst" : number === names.length - 1 ? "blockLast" : "blockInner";
      return [block, fill(this.words[end], { number: number + 1, units })];
    };
    if (names.length) this.block ??= names[0][0];
    this.choices(this.blocks, names.map(title), this.block);
  }

  // Ask anew, for the newest point only; one question at a time, the comparison with others last.
  async renew() {
    this.stale = true;
    this.again = true;
    if (this.busy || !this.visible || !desk.point || !desk.source || !this.block) return;
    this.busy = true;
    try {
      while (this.again && this.visible) {
        this.again = this.stale = false;
        const judged = this.judges ? await desk.ask("judged", { point: desk.sent(), smooth: this.smooth.checked }) : null;
        if (judged) this.take(judged);
        const { block, order, page } = this;
        const units = await desk.ask("units", { point: desk.sent(), block, order, start: page * PAGE, count: PAGE });
        if (block === this.block) this.lay(units);
        while (judged && !this.again && this.visible && (await this.compare(judged.head.logit)) < 1);
        if (!this.visible) this.stale = true;
      }
    } catch (error) {
      this.stale = true;
      if (!error.lost) desk.problem(error);
    } finally {
      this.busy = false;
    }
  }

  // Whether one of the networks judges pictures.
  get judges() {
    return desk.source.abilities.includes("judge");
  }

  async compare(logit) {
    const { head } = await desk.ask("compared", { logit });
    this.compared = head;
    this.tell();
    return head.ready;
  }

  take({ head, sheet }) {
    this.judged = head;
    this.maps = [0, 1, 2, 3].map((index) => pixelsOf(sheet, index));
    if (this.canvas.width !== sheet.width || this.canvas.height !== sheet.height) {
      Object.assign(this.canvas, { width: sheet.width, height: sheet.height });
    }
    this.tell();
    this.paint();
  }

  // D's belief in words, on the scale, and among others.
  tell() {
    const { judged, compared, words } = this;
    this.verdict.textContent = judged ? this.sentence() : words.loading;
    this.needle.hidden = !judged;
    this.canvas.setAttribute("aria-label", words[this.kind]);
    if (!judged) return;
    this.needle.style.left = `${100 * judged.score}%`;
    this.meter.setAttribute("aria-valuenow", Math.round(100 * judged.score));
    this.meter.setAttribute("aria-valuetext", this.verdict.textContent);
    const of = (kind) => Math.round(100 * compared[kind].below);
    if (!compared || compared.ready < 1) this.standing.textContent = words.comparing;
    else if (compared.real) this.standing.textContent = fill(words.standing, { real: of("real"), fake: of("fake") });
    else this.standing.textContent = `${fill(words.standingFake, { fake: of("fake") })} ${compared.missing}`;
    if (compared?.ready === 1) for (const kind of ["real", "fake"]) this.crowd(this[`${kind}Strip`], compared[kind]?.histogram ?? []);
  }

  sentence() {
    const { score, label } = this.judged, percent = Math.round(100 * score);
    const verdict = score >= SURE ? "verdictReal" : score <= 1 - SURE ? "verdictFake" : "verdictUnsure";
    const told = label === null ? "" : " " + fill(this.words.told, { name: desk.source.classes[label] ?? label });
    return fill(this.words[verdict], { percent }) + told;
  }

  crowd(strip, shares) {
    const most = Math.max(...shares, 0.01);
    strip.replaceChildren(...shares.map((share) => {
      const bar = element("span", {});
      bar.style.height = `${(100 * share) / most}%`;
      return bar;
    }));
  }

  // The picture with the map over it.
  paint() {
    if (!this.maps) return;
    const [picture, strength, real, fake] = this.maps, much = Number(this.opacity.value);
    const image = new ImageData(this.canvas.width, this.canvas.height);
    for (let at = 0; at < picture.length; at += 4) {
      const first = this.kind === "strength" || real[at] >= fake[at];
      const share = (this.kind === "strength" ? strength[at] : Math.max(real[at], fake[at])) / 255;
      const colour = COLOURS[this.kind === "strength" ? "strength" : first ? "real" : "fake"];
      for (let part = 0; part < 3; part++) {
        const under = picture[at + part];
        image.data[at + part] = (1 - much) * under + much * ((1 - share) * DIM * under + share * colour[part]);
      }
      image.data[at + 3] = 255;
    }
    this.canvas.getContext("2d").putImageData(image, 0, 0);
  }

  // The units of the page, in buttons that stay, so that the one in focus keeps it.
  lay({ head, sheet }) {
    this.shown = head;
    while (this.grid.children.length > head.units.length) this.grid.lastChild.remove();
    head.units.forEach((unit, index) => {
      const button = this.grid.children[index] ?? this.grid.appendChild(this.unit());
      button.unit = unit;
      button.lastChild.textContent = unit;
      button.setAttribute("aria-label", fill(this.words.unit, { unit }));
      button.title = fill(this.words.unitAbout, { unit, activity: head.activity[index].toFixed(2) });
      const canvas = button.firstChild;
      if (canvas.width !== sheet.width || canvas.height !== sheet.height) Object.assign(canvas, { width: sheet.width, height: sheet.height });
      sheet.draw(canvas.getContext("2d"), index);
    });
    const pages = Math.ceil(head.total / PAGE);
    this.pager.hidden = pages < 2;
    const first = this.page * PAGE + 1, last = Math.min(head.total, first + PAGE - 1);
    this.place.textContent = fill(this.words.place, { first, last, total: head.total });
    this.mark();
  }

  unit() {
    const button = element("button", { type: "button" }, element("canvas", { width: 1, height: 1, attributes: { "aria-hidden": true } }),
      element("span", { className: "detail", attributes: { "aria-hidden": true } }));
    button.onclick = () => this.turn([button.unit], button.getAttribute("aria-pressed") === "true");
    return button;
  }

  leaf(by) {
    const pages = Math.ceil(this.shown.total / PAGE);
    this.page = (this.page + by + pages) % pages;
    this.renew();
  }

  // Switch units of the block off or on.
  turn(units, off) {
    const before = desk.point.off[this.block] ?? [];
    const kept = before.filter((unit) => !units.includes(unit));
    const now = off ? [...kept, ...units].sort((a, b) => a - b) : kept;
    const { [this.block]: _, ...others } = desk.point.off;
    desk.move({ off: now.length ? { ...others, [this.block]: now } : others });
  }

  // Which units are off, on the buttons and in words.
  mark() {
    if (!this.words) return;
    const off = desk.point?.off ?? {}, here = off[this.block] ?? [], total = desk.source?.blocks[this.block] ?? 0;
    for (const button of this.grid.children) button.setAttribute("aria-pressed", !here.includes(button.unit));
    const elsewhere = Object.entries(off).reduce((sum, [block, units]) => sum + (block === this.block ? 0 : units.length), 0);
    const { noneOff, oneOff, someOff, loading } = this.words;
    const text = this.shown ? fill([noneOff, oneOff][here.length] ?? someOff, { off: here.length, total }) : loading;
    const more = elsewhere ? " " + fill(this.words.elsewhere, { count: elsewhere }) : "";
    if (this.count.textContent !== text + more) this.count.textContent = text + more;
    this.all.disabled = !here.length && !elsewhere;
    this.strongest.disabled = !this.shown || here.length >= total;
  }
}

export const { draw, dispose } = tabOf("inside", Inside, (view, { data }) => {
  view.name(data);
  if (desk.source) view.open();
});
