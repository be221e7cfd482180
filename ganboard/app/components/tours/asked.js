// The question of a stop: answers to press, as often as one likes until it is the right one.
//
//   const asked = new Asked(onright)
//   .root
//   .lay(question, solved, words, key)   question: { text, answers: [{ text, right }], reason } or null; `key` tells one from another

import { element, put } from "../shared/element.js";

export class Asked {
  constructor(onright) {
    this.onright = onright;
    this.text = element("legend");
    this.answers = element("div");
    this.said = element("p", { className: "said", attributes: { role: "status" } });
    this.reason = element("div", { className: "reason" });
    this.root = element("fieldset", {}, this.text, this.answers, this.said, this.reason);
  }

  lay(question, solved, words, key) {
    this.root.hidden = !question;
    if (!question) return;
    const shown = JSON.stringify([key, question]);
    if (shown !== this.shown) {
      this.shown = shown;
      put(this.text, question.text);
      put(this.said, "");
      this.answers.replaceChildren(...question.answers.map(({ text, right }) => {
        const answer = element("button", { type: "button", className: "answer", textContent: text });
        answer.onclick = () => {
          answer.classList.add(right ? "right" : "wrong");
          put(this.said, right ? words.right : words.wrong);
          if (!right) return;
          this.onright();
          this.reason.scrollIntoView({ block: "nearest" });
        };
        answer.dataset.right = right;
        return answer;
      }));
    }
    if (solved) {
      put(this.said, words.right);
      for (const answer of this.answers.children) answer.classList.toggle("right", answer.dataset.right === "true");
    }
    this.reason.hidden = !solved;
    if (this.why !== question.reason) this.reason.innerHTML = this.why = question.reason; // made from Markdown on the server
  }
}
