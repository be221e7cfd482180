// What is to be seen around the points of checkpoints, fetched when somebody looks at one: one after the other, the newest wish first.
//
//   const scenes = new Scenes(arrived);
//   .of(address)  what cloud.js shows; null while it is on its way, false where it cannot be had. `arrived` is called when it came

const MOST = 60; // that are kept

export class Scenes {
  constructor(arrived) {
    this.arrived = arrived;
    this.known = new Map();
  }

  dispose() {
    this.arrived = () => {};
  }

  of(address) {
    if (this.known.has(address)) return this.known.get(address);
    this.wanted = address;
    this.ask();
    return null;
  }

  async ask() {
    if (this.asking) return;
    this.asking = true;
    while (this.wanted) {
      const address = this.wanted;
      this.wanted = null;
      const scene = await fetch(address).then((answer) => answer.ok && answer.json()).catch(() => false);
      this.known.set(address, scene);
      if (this.known.size > MOST) this.known.delete(this.known.keys().next().value);
      this.arrived();
    }
    this.asking = false;
  }
}
