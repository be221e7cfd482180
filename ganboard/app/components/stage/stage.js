// The samples, the real images beside them, and the timeline under both. Gets what is new by itself and tells
// headline.js and curves.js; Streamlit is told only when the state changes, so that it draws other buttons.

const AGAIN = 2000; // milliseconds until a lost connection is tried again
const instances = new WeakMap();

function build(parent) {
  const root = document.createElement("div"); // beside Streamlit's own style element, which must stay
  root.className = "stage";
  root.innerHTML = `
      <figure class="made">
        <figcaption><span class="name"></span><span class="when" aria-live="off"></span></figcaption>
        <div class="frame"><div class="classes" aria-hidden="true"></div><div class="picture"><img class="samples" decoding="sync"></div></div>
      </figure>
      <figure class="true">
        <figcaption><span class="name"></span></figcaption>
        <div class="frame"><div class="classes" aria-hidden="true"></div><div class="picture"><img class="reals" decoding="sync"></div></div>
      </figure>
      <div class="timeline">
        <div class="scrub">
          <label><span class="rewind-name"></span> <input type="range" min="0" step="1"></label>
          <output></output>
          <button type="button" class="now"></button>
        </div>
        <ol class="cards"></ol>
      </div>`;
  parent.append(root);
  const find = (selector) => root.querySelector(selector);
  return {
    root,
    chosen: null, // index into the frames, or null for "now"
    frames: [],
    made: find(".made"), samples: find(".samples"), when: find(".when"), reals: find(".reals"), truth: find(".true"),
    slider: find("input"), output: find("output"), now: find(".now"), cards: find(".cards"), timeline: find(".timeline"),
    rewindName: find(".rewind-name"), pictures: root.querySelectorAll(".picture"), classes: root.querySelectorAll(".classes"),
    names: root.querySelectorAll("figcaption .name"),
  };
}

// Pictures of checkpoints are fetched once and kept, so that dragging "Rewind" needs no answer from the server.
const pictures = new Map();
function pictureOf(address) {
  if (!pictures.has(address)) {
    pictures.set(address, null);
    fetch(address)
      .then((answer) => (answer.ok ? answer.blob() : Promise.reject(answer.status)))
      .then((blob) => {
        pictures.set(address, URL.createObjectURL(blob));
        window.dispatchEvent(new CustomEvent("ganboard-picture"));
      })
      .catch(() => pictures.delete(address));
  }
  return pictures.get(address);
}

export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  let view = instances.get(parentElement);
  if (!view) {
    view = build(parentElement);
    instances.set(parentElement, view);
  }
  view.dispose?.(); // Streamlit calls this function at every rerun, and what it returned only at the end
  const { words, base } = data;
  const number = (step) => step.toLocaleString(data.language);
  const at = (step) => words.at.replace("{step}", number(step));
  const sourceOf = (frame) => pictureOf(`${base}/picture/${encodeURIComponent(view.live.run)}/${frame.step}.png`);
  const publish = (live) => {
    live.quality ??= view.live.quality; // it is sent only when it is new
    view.live = window.ganboardLive = live;
    window.dispatchEvent(new CustomEvent("ganboard-live"));
  };

  const show = () => {
    const frame = view.chosen === null ? null : view.frames[view.chosen];
    const step = frame ? frame.step : view.live.step;
    const source = frame ? sourceOf(frame) : view.live.picture;
    if (source && view.samples.src !== source) view.samples.src = source;
    view.samples.hidden = !view.samples.src;
    view.samples.dataset.step = step;
    view.samples.alt = words.alt.replace("{step}", number(step));
    view.when.textContent = at(step);
    view.when.classList.toggle("past", frame !== null);
    view.slider.value = view.chosen === null ? view.slider.max : view.chosen;
    view.output.textContent = number(step);
    view.slider.setAttribute("aria-valuetext", at(step));
    view.now.hidden = frame === null;
    for (const card of view.cards.children) card.classList.toggle("chosen", frame !== null && Number(card.dataset.index) === view.chosen);
  };
  const choose = (index, tell) => {
    view.chosen = index === null || index >= view.frames.length ? null : index;
    show();
    if (tell) setStateValue("chosen", view.chosen === null ? null : view.frames[view.chosen].step);
  };

  // Cards: every first, second, fourth, ... checkpoint, so that those shown stay; the newest and those saved by hand always.
  const deal = () => {
    const room = Math.max(4, Math.floor((view.timeline.clientWidth || 700) / 66));
    let every = 1;
    while (view.frames.length / every > room) every *= 2;
    const newest = view.frames.length - 1;
    const picks = [...view.frames.keys()].filter((index) => index % every === 0 || index === newest || view.frames[index].kept);
    const old = new Map([...view.cards.children].map((card) => [card.dataset.key, card]));
    const cards = picks.map((index) => {
      const frame = view.frames[index];
      const key = `${view.live.run} ${frame.step} ${frame.kept}`;
      const card = old.get(key) ?? makeCard(frame, key);
      card.dataset.index = index;
      const picture = card.querySelector("img"), source = sourceOf(frame);
      if (source && picture.src !== source) picture.src = source;
      return card;
    });
    if (cards.length !== view.cards.children.length || cards.some((card, index) => card !== view.cards.children[index]))
      view.cards.replaceChildren(...cards);
  };
  const makeCard = (frame, key) => {
    const cell = data.side + 2;
    const card = document.createElement("li");
    card.dataset.key = key;
    const button = document.createElement("button");
    button.type = "button";
    button.title = at(frame.step);
    button.setAttribute("aria-label", words.card.replace("{step}", number(frame.step)));
    const detail = document.createElement("div"); // four of the samples, large enough to be seen
    detail.className = "window";
    const picture = document.createElement("img");
    picture.alt = "";
    picture.style.width = `${((data.columns * cell - 2) / (2 * cell - 2)) * 100}%`;
    detail.append(picture);
    const label = document.createElement("span");
    label.textContent = (frame.kept ? "★ " : "") + number(frame.step);
    button.append(detail, label);
    button.onclick = () => choose(Number(card.dataset.index), true);
    card.append(button);
    return card;
  };
  // All pictures of the timeline: when somebody reaches for the slider, and when there is time.
  const gather = () => view.frames.forEach(sourceOf);
  const lay = () => {
    const frames = view.live.checkpoints;
    const key = JSON.stringify(frames);
    if (view.laid === key) return show();
    view.laid = key;
    const step = view.chosen === null ? null : view.frames[view.chosen]?.step;
    view.frames = frames;
    const again = frames.findIndex((frame) => frame.step === step);
    view.chosen = again < 0 ? null : again;
    view.slider.max = frames.length; // one place past the last checkpoint is "now"
    view.timeline.hidden = frames.length === 0;
    const real = frames.length ? `${base}/real/${encodeURIComponent(view.live.run)}.png` : "";
    if (real && !view.reals.src.endsWith(real)) view.reals.src = real;
    view.truth.hidden = !real;
    if (!data.moving.includes(view.live.state)) gather();
    deal();
    show();
  };

  const shape = () => {
    const cell = data.side + 2;
    view.root.style.setProperty("--ratio", (data.columns * cell - 2) / (data.rows * cell - 2));
    const ratio = `${data.columns * cell - 2} / ${data.rows * cell - 2}`;
    view.samples.style.aspectRatio = view.reals.style.aspectRatio = ratio;
    for (const picture of view.pictures) {
      picture.style.aspectRatio = ratio;
      picture.style.setProperty("--cell-x", `${(cell / (data.columns * cell - 2)) * 100}%`);
      picture.style.setProperty("--cell-y", `${(cell / (data.rows * cell - 2)) * 100}%`);
      picture.style.setProperty("--gap", `${(2.4 / cell) * 100}%`); // a little more on both sides hides what rounding leaves
      picture.style.setProperty("--edge", `${(0.4 / cell) * 100}%`);
    }
    view.names[0].textContent = words.made;
    view.names[1].textContent = words.real;
    view.rewindName.textContent = words.rewind;
    view.slider.setAttribute("aria-label", words.rewind);
    view.now.textContent = words.now;
    view.reals.alt = words.realAlt;
    for (const row of view.classes) {
      row.hidden = data.classes.length === 0;
      row.style.gridTemplateColumns = `repeat(${data.columns}, 1fr)`;
      row.classList.toggle("long", data.classes.some((name) => name.length > 2));
      row.replaceChildren(...data.classes.map((name) => Object.assign(document.createElement("span"), { textContent: name, title: name })));
    }
  };

  if (!view.live || view.live.run !== data.live.run || view.epoch !== data.epoch) {
    view.epoch = data.epoch;
    view.chosen = null;
    view.laid = "";
  }
  const key = JSON.stringify([data.columns, data.rows, data.side, data.classes, words]);
  if (view.shape !== key) {
    view.shape = key;
    view.laid = "";
    view.cards.replaceChildren();
    shape();
  }
  const older = view.live && view.live.run === data.live.run && BigInt(view.live.version) > BigInt(data.live.version);
  publish(older && view.language === data.language ? view.live : data.live);
  view.language = data.language;
  view.told = data.live.state;
  view.slider.onpointerenter = view.slider.onfocus = gather;
  view.slider.oninput = () => choose(Number(view.slider.value), false);
  view.slider.onchange = () => choose(Number(view.slider.value), true);
  view.now.onclick = () => choose(null, true);
  lay();

  // The buttons were drawn for a state that may be over by now: then Streamlit has to draw others.
  const tell = () => {
    if (view.live.state === view.told) return;
    view.told = view.live.state;
    setTriggerValue("changed", view.live.state);
  };
  tell();
  let socket = null, timer = 0, over = false;
  const open = () => {
    clearTimeout(timer);
    if (over || document.hidden || socket) return;
    const address = new URL(`${base}/live/${encodeURIComponent(view.live.run)}?since=${view.live.version}&lang=${data.language}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    socket = new WebSocket(address);
    socket.onmessage = async ({ data: text }) => {
      const live = JSON.parse(text);
      if (over) return;
      if (live.gone) {
        over = true;
        setTriggerValue("changed", "gone");
        return;
      }
      // Decode first, so that picture, numbers and curves change in one frame.
      const next = view.samples.cloneNode();
      if (live.picture && view.chosen === null) {
        next.src = live.picture;
        await next.decode().catch(() => {});
        if (over) return;
        if (view.chosen === null) {
          view.samples.replaceWith(next);
          view.samples = next;
        }
      }
      publish(live);
      lay();
      tell();
    };
    socket.onclose = () => {
      socket = null;
      if (!over) timer = setTimeout(open, AGAIN); // the server is away; Streamlit says so, and we go on trying
    };
  };
  // Nobody sees a hidden page: it is not sent anything, and its run counts as unwatched.
  const awake = () => (document.hidden ? socket?.close() : open());
  const arrived = () => {
    deal();
    show();
  };
  let pending = 0;
  const soon = () => {
    pending ||= setTimeout(() => {
      pending = 0;
      arrived();
    }, 60);
  };
  document.addEventListener("visibilitychange", awake);
  window.addEventListener("ganboard-picture", soon);
  open();
  view.dispose = () => {
    over = true;
    socket?.close();
    clearTimeout(timer);
    clearTimeout(pending);
    document.removeEventListener("visibilitychange", awake);
    window.removeEventListener("ganboard-picture", soon);
  };
  return view.dispose;
}
