// A handle on something that can be moved about: with a mouse, a finger, or the arrow keys.
//
//   new Handle({ ongrab(), onmove(right, down) })   told in pixels since it was grabbed
//   .put(x, y, name, role)                where it stands, what it is called, its colour

import { element } from "./element.js";

const STEP = 6, LEAP = 24; // pixels of an arrow key, and with Shift
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Handle {
  constructor({ ongrab, onmove }) {
    this.root = element("button", { type: "button", className: "handle" });
    let from = null;
    this.root.onpointerdown = (event) => {
      from = [event.clientX, event.clientY];
      ongrab();
      this.root.setPointerCapture(event.pointerId);
    };
    this.root.onpointermove = ({ clientX, clientY }) => {
      if (from) onmove(clientX - from[0], clientY - from[1]);
    };
    this.root.onpointerup = this.root.onpointercancel = () => (from = null);
    this.root.onkeydown = (event) => {
      const way = KEYS[event.key], far = event.shiftKey ? LEAP : STEP;
      if (!way) return;
      event.preventDefault();
      ongrab();
      onmove(way[0] * far, way[1] * far);
    };
  }

  put(x, y, name, role) {
    this.root.className = `handle ${role}`;
    this.root.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
    this.root.setAttribute("aria-label", name);
    this.root.title = name;
  }
}
