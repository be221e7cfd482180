// Pictures that were chosen for something, each { point, canvas, name } or null for an empty place. They are drawn anew when the
// generator is another one, and let go of where it takes no such points.
//
//   const chosen = new Chosen(places, onchange);
//   .list      what is chosen; change it by .put(place, picture), .add(picture) or .remove(place), or whole by .set(list)
//   .wake()    draw anew what is not up to date; call it when the part is visible
//   .take(list, name)  points as a link has them, .state() gives them; .switchOn() has all their units on
//   onchange   called when other points are chosen, and when the generator is another one

import { decode, desk } from "./core.js";

// A point as it came in a link. Throws where it is none of this generator.
export function pointFrom({ z, classes, psi, off }) {
  const { latent, classes: { length: count } } = desk.source, point = { z: decode(z), classes: classes ?? null, psi, off: off ?? {} };
  if (point.z.length !== latent || (point.classes?.length ?? 0) !== count || !(psi >= 0 && psi <= 1)) throw new Error("no point of this generator");
  return point;
}

export class Chosen {
  constructor(places, onchange) {
    this.places = places;
    this.list = Array(places).fill(null);
    this.onchange = onchange;
    this.stale = false;
    this.listeners = ["opened", "restep"].map((type) => desk.on(type, () => this.renew()));
  }

  dispose() {
    this.listeners.forEach((off) => off());
  }

  // The pictures that are there, without the empty places.
  get pictures() {
    return this.list.filter(Boolean);
  }

  sent() {
    return this.pictures.map(({ point }) => desk.sent(point));
  }

  put(place, picture) {
    this.list[place] = picture;
    this.onchange();
  }

  // Into the first empty place; false if there is none.
  add(picture) {
    const place = this.list.indexOf(null);
    if (place >= 0) this.put(place, picture);
    return place >= 0;
  }

  // Those behind it move up.
  remove(place) {
    this.set(this.list.filter((_, index) => index !== place));
  }

  set(list) {
    this.list = [...list, ...Array(this.places).fill(null)].slice(0, this.places);
    this.onchange();
  }

  renew() {
    const { latent, classes } = desk.source;
    const fits = ({ point }) => point.z.length === latent && (point.classes?.length ?? 0) === classes.length;
    if (!this.pictures.every(fits)) this.list = Array(this.places).fill(null);
    this.stale = this.pictures.length > 0;
    this.onchange();
  }

  // Without canvases of their own, as a link has them; they are drawn at the next wake.
  take(list, name) {
    this.set(list.map((each) => each && { point: pointFrom(each), canvas: document.createElement("canvas"), name }));
    this.stale = this.pictures.length > 0;
    this.wake();
  }

  // For a link.
  state() {
    return this.list.map((picture) => picture && desk.sent(picture.point));
  }

  // All units of all of them on again.
  switchOn() {
    if (!this.pictures.some(({ point }) => Object.keys(point.off).length)) return;
    this.list = this.list.map((picture) => picture && { ...picture, point: { ...picture.point, off: {} } });
    this.stale = true;
    this.onchange();
    this.wake();
  }

  async wake() {
    if (!this.stale) return;
    this.stale = false;
    const pictures = this.pictures;
    try {
      // One by one, for each may have other units switched off.
      const answers = await Promise.all(pictures.map(({ point }) => desk.ask("frames", { points: [desk.sent(point)] })));
      answers.forEach(({ sheet }, index) => {
        const { canvas } = pictures[index];
        Object.assign(canvas, { width: sheet.width, height: sheet.height });
        sheet.draw(canvas.getContext("2d"), 0);
      });
    } catch (error) {
      if (!error.lost) desk.problem(error);
      this.stale = Boolean(error.lost);
    }
  }
}
