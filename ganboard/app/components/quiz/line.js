// The line to the server of the page "You against the judge". It is taken up again by itself, as long as the page is there.
//
//   const line = new Line({ hear(said), lost() })
//   .open(base, language, enter)  begin, or begin anew; enter() gives what the server is told first
//   .say(said)                    whether it could be said
//   .close()

const AGAIN = 1000; // milliseconds until a lost line is tried again

export class Line {
  constructor({ hear, lost = () => {} }) {
    Object.assign(this, { hear, lost });
  }

  open(base, language, enter) {
    this.close();
    Object.assign(this, { base, language, enter });
    const address = new URL(`${base}/quiz?lang=${language}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = (this.socket = new WebSocket(address));
    socket.onopen = () => socket.send(JSON.stringify({ enter: enter() }));
    socket.onmessage = ({ data }) => {
      const said = JSON.parse(data);
      if (said.over) this.close();
      this.hear(said);
    };
    socket.onclose = () => {
      if (this.socket !== socket) return; // another one, or none, was wanted since
      this.lost();
      this.clock = setTimeout(() => this.open(base, language, enter), AGAIN);
    };
  }

  say(said) {
    const ready = this.socket?.readyState === WebSocket.OPEN;
    if (ready) this.socket.send(JSON.stringify(said));
    return ready;
  }

  close() {
    clearTimeout(this.clock);
    const { socket } = this;
    this.socket = null;
    socket?.close();
  }
}
