// A plot that nobody moves.

import { partOf } from "../shared/element.js";
import { Plot } from "../shared/plot.js";

class Figure {
  constructor(parent) {
    this.plot = new Plot({ still: true });
    parent.append(this.plot.root);
  }

  dispose() {
    this.plot.dispose();
  }
}

export const { draw, dispose } = partOf(Figure, ({ plot }, { data }) => plot.show(data.plot, data.words));
