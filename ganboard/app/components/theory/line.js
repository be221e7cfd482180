// The line to the server: one socket for the page, over which demonstrations ask for their scenes.

class Line {
  #socket = null;
  #waiting = new Map();
  #number = 0;

  // Open it, so that the first question need not wait for that.
  open(base, language) {
    if (this.#socket && this.#socket.language === language && this.#socket.readyState <= WebSocket.OPEN) return this.#socket;
    const address = new URL(`${base}/theory?lang=${language}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = Object.assign(new WebSocket(address), { language });
    socket.opened = new Promise((settle) => (socket.onopen = socket.onerror = settle));
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(data));
    socket.onclose = () => this.#lose(socket);
    this.#socket = socket;
    return socket;
  }

  // Gives the scene. Throws an Error: of the server, with its sentence; or `lost`, if the server cannot be reached.
  async ask(base, language, demo, values) {
    const socket = this.open(base, language), id = ++this.#number;
    await socket.opened;
    return new Promise((settle, refuse) => {
      if (socket.readyState !== WebSocket.OPEN) return refuse(Object.assign(new Error("lost"), { lost: true }));
      this.#waiting.set(id, { settle, refuse, socket });
      socket.send(JSON.stringify({ id, demo, values }));
    });
  }

  #hear({ id, scene, error }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (!waiting) return;
    if (error) waiting.refuse(new Error(error));
    else waiting.settle(scene);
  }

  #lose(socket) {
    for (const [id, waiting] of this.#waiting) {
      if (waiting.socket !== socket) continue;
      this.#waiting.delete(id);
      waiting.refuse(Object.assign(new Error("lost"), { lost: true }));
    }
  }
}

export const line = new Line();
