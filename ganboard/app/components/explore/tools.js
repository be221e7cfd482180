// What a picture to be found is made with: the brush, or a file and what is done to it.

import { element } from "./core.js";

export class Tools {
  // `on`: clear(), upload(file) and prepare(), called when the visitor wants it.
  constructor(brush, on) {
    this.brush = brush;
    const tool = (...parts) => element("label", { className: "tool" }, ...parts), name = () => element("span", {});
    [this.widthName, this.colourName, this.swapName, this.centreName] = [name(), name(), name(), name()];
    this.clear = element("button", { type: "button", onclick: on.clear });
    this.width = element("input", { type: "range", min: 6, max: 60, step: 2, value: 22 });
    this.width.oninput = () => (brush.width = Number(this.width.value));
    this.colour = element("input", { type: "color", value: "#d04010" });
    this.colour.oninput = () => (brush.colour = this.colour.value);
    this.colourRow = tool(this.colourName, this.colour);
    this.chooser = element("input", { type: "file", hidden: true });
    this.chooser.onchange = () => on.upload(this.chooser.files[0]);
    this.choose = element("button", { type: "button", onclick: () => this.chooser.click() });
    this.swap = element("input", { type: "checkbox", onchange: on.prepare });
    this.centre = element("input", { type: "checkbox", checked: true, onchange: on.prepare });
    this.centreRow = tool(this.centre, this.centreName);
    this.ofUpload = element("div", { className: "row-of-tools of-upload" }, tool(this.swap, this.swapName), this.centreRow);
    this.parts = [
      element("div", { className: "row-of-tools" }, this.clear, this.choose, this.chooser, tool(this.widthName, this.width), this.colourRow),
      this.ofUpload,
    ];
  }

  name(words) {
    this.clear.textContent = words.clear;
    this.choose.textContent = words.upload;
    this.chooser.setAttribute("aria-label", words.upload);
    this.widthName.textContent = words.width;
    this.colourName.textContent = words.colour;
    this.swapName.textContent = words.swap;
    this.centreName.textContent = words.centre;
  }

  // Only where pictures have colours can one be chosen.
  paint(colours) {
    this.colourRow.hidden = !colours;
    this.brush.colour = colours ? this.colour.value : "#ffffff";
  }

  // What is done to a file can be chosen while there is one; to be centred makes sense for digits.
  dress(file, digits) {
    this.ofUpload.classList.toggle("idle", !file);
    this.swap.disabled = this.centre.disabled = !file;
    this.centreRow.hidden = !digits;
  }

  // So that the same file can be chosen again.
  forgetFile() {
    this.chooser.value = "";
  }

  // What the server is asked to do to a picture.
  query(uploaded, digits) {
    return { swap: Number(uploaded && this.swap.checked), digit: Number(digits && (!uploaded || this.centre.checked)) };
  }
}
