// News of one run over a socket of its own, as long as somebody wants them and the page is seen. `place` is where they are told: "live"
// gives what moments.describe gives, "begun" what start/news.py gives.

const AGAIN = 2000; // milliseconds until a lost connection is tried again

export class Feed {
  #socket = null;
  #timer = 0;
  #over = false;
  #since;
  #address;
  #told;
  #awake = () => (document.hidden ? this.#socket?.close() : this.#open()); // a hidden page is not sent anything

  // `news` gets what is new, or {gone}, a sentence; `reached` whether the server could be.
  constructor({ base, place = "live", language, run, since }, { news, reached }) {
    this.#since = since;
    this.#address = (from) => new URL(`${base}/${place}/${encodeURIComponent(run)}?since=${from}&lang=${language}`, location.href);
    this.#told = { news, reached };
    document.addEventListener("visibilitychange", this.#awake);
    this.#open();
  }

  close() {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
    document.removeEventListener("visibilitychange", this.#awake);
  }

  #open() {
    clearTimeout(this.#timer);
    if (this.#over || document.hidden || this.#socket) return;
    const address = this.#address(this.#since);
    address.protocol = address.protocol.replace("http", "ws");
    this.#socket = new WebSocket(address);
    this.#socket.onopen = () => this.#over || this.#told.reached(true);
    this.#socket.onmessage = ({ data }) => {
      if (this.#over) return;
      const live = JSON.parse(data);
      if (live.gone) this.close();
      else this.#since = live.version;
      this.#told.news(live);
    };
    this.#socket.onclose = () => {
      this.#socket = null;
      if (this.#over) return;
      if (!document.hidden) this.#told.reached(false);
      this.#timer = setTimeout(() => this.#open(), AGAIN);
    };
  }
}
