// The samples, the real images beside them, and the timeline under both. Gets what is new by itself and tells
// headline.js and curves.js; Streamlit is told only when the state changes, so that it draws other buttons.
// What is shown is one moment: now, or that of the chosen checkpoint. All on the page is taken from it.

const AGAIN = 2000; // milliseconds until a lost connection is tried again
const TRIES = 3; // in vain before the page says so
const instances = new WeakMap();

function build(parent) {
  const root = document.createElement("div"); // beside Streamlit's own style element, which must stay
  root.className = "stage";
  root.innerHTML = `
      <figure class="made">
        <figcaption><span class="name"></span><span class="when" aria-live="off"></span></figcaption>
        <div class="frame"><div class="classes" aria-hidden="true"></div><div class="picture"><img class="samples" decoding="sync"></div></div>
        <div class="tools"></div>
      </figure>
      <figure class="true">
        <figcaption><span class="name"></span></figcaption>
        <div class="frame"><div class="classes" aria-hidden="true"></div><div class="picture"><img class="reals" decoding="sync"></div></div>
        <div class="rebuilt" hidden><span></span><div class="frame"><div class="picture"><img decoding="sync"></div></div></div>
      </figure>
      <div class="told" hidden></div>
      <div class="timeline">
        <div class="scrub">
          <label><span class="rewind-name"></span> <input type="range" min="0" step="1"></label>
          <output></output>
          <button type="button" class="now"></button>
        </div>
        <ol class="cards"></ol>
        <p class="ahead" hidden></p>
      </div>
      <p class="unreachable" role="alert" hidden></p>`;
  parent.append(root);
  const find = (selector) => root.querySelector(selector);
  return {
    root,
    chosen: null, // the step of a frame, or null for "now"
    frames: [],
    places: [null], // what the slider's positions stand for: frames, and null for "now" among them
    made: find(".made"), samples: find(".samples"), when: find(".when"), reals: find(".reals"), truth: find(".true"),
    slider: find("input"), output: find("output"), now: find(".now"), cards: find(".cards"), timeline: find(".timeline"), ahead: find(".ahead"),
    rewindName: find(".rewind-name"), unreachable: find(".unreachable"), failures: 0,
    rebuilt: find(".rebuilt"), rebuiltName: find(".rebuilt span"), rebuiltPicture: find(".rebuilt img"),
    pictures: root.querySelectorAll(".picture"), classes: root.querySelectorAll(".classes"),
    names: root.querySelectorAll("figcaption .name"), told: find(".told"), tools: find(".made .tools"), cloud: null,
  };
}

// Pictures of checkpoints are fetched once and kept, so that dragging "Rewind" needs no answer from the server:
// address -> object URL, null while it is on its way, false where there is none.
const pictures = new Map();
function pictureOf(address) {
  if (!pictures.has(address)) {
    pictures.set(address, null);
    const arrived = (url) => {
      pictures.set(address, url);
      window.dispatchEvent(new CustomEvent("ganboard-picture"));
    };
    fetch(address)
      .then((answer) => (answer.ok ? answer.blob() : Promise.reject(answer.status)))
      .then((blob) => pictures.has(address) && arrived(URL.createObjectURL(blob)))
      .catch(() => pictures.has(address) && arrived(false));
  }
  return pictures.get(address);
}
function forgetPictures(except = new Set()) {
  for (const [address, url] of pictures) {
    if (except.has(address)) continue;
    if (url) URL.revokeObjectURL(url);
    pictures.delete(address);
  }
}

export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  let view = instances.get(parentElement);
  if (!view) {
    view = build(parentElement);
    instances.set(parentElement, view);
  }
  if (data.cloud && !view.cloud && !view.clouding) {
    view.clouding = import(new URL(`${data.base}/code/points/cloud.js`, location.href))
      .then(({ Cloud }) => {
        view.cloud = new Cloud(view.pictures[0], view.tools, data.cloud);
        view.root.classList.add("points");
        view.again?.();
      })
      .catch((error) => {
        console.error(error);
        view.clouding = null; // the next run of the page's script tries again
      });
  }
  view.dispose?.(); // Streamlit calls this function at every rerun, and what it returned only at the end
  const { words, base } = data;
  const number = (step) => step.toLocaleString(data.language);
  const at = (step) => words.at.replace("{step}", number(step));
  const addressOf = (frame) => `${base}/picture/${encodeURIComponent(view.live.run)}/${frame.step}.png?v=${frame.stamp}`;
  const rebuiltOf = (frame) => addressOf(frame).replace("/picture/", "/rebuilt/");
  const sourceOf = (frame) => pictureOf(addressOf(frame));
  const take = (live) => {
    const same = view.live?.run === live.run && view.live.created === live.created;
    if (!same) Object.assign(view, { chosen: null, laid: null, shown: null });
    for (const name of ["quality", "checkpoints"]) live[name] ??= view.live[name]; // sent only when they are new
    view.live = live;
  };

  const chosenFrame = () => view.frames.find((frame) => frame.step === view.chosen) ?? null;
  const show = () => {
    const frame = chosenFrame();
    view.slider.value = view.places.indexOf(frame);
    view.slider.setAttribute("aria-valuetext", at(frame?.step ?? view.live.step));
    view.now.hidden = frame === null;
    for (const card of view.cards.children) card.classList.toggle("chosen", frame !== null && Number(card.dataset.step) === frame.step);
    const source = frame ? sourceOf(frame) : view.live.picture;
    const rebuilt = !data.rebuilds ? "" : frame ? pictureOf(rebuiltOf(frame)) : view.live.rebuilt;
    if ((source === null || rebuilt === null) && view.shown) return; // it is on its way: until then all stays as it is
    const shown = (view.shown = { ...(frame ?? view.live), past: frame !== null });
    if (!source) view.samples.removeAttribute("src");
    else if (view.samples.src !== source) view.samples.src = source;
    view.samples.hidden = !source;
    view.cloud?.tell(frame ? null : view.live.scene);
    const told = frame ? [] : view.live.told;
    view.told.hidden = !told.length;
    if (view.telling !== told.join("\n")) view.told.replaceChildren(...told.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
    view.telling = told.join("\n");
    view.rebuilt.hidden = !rebuilt;
    if (rebuilt && view.rebuiltPicture.src !== rebuilt) view.rebuiltPicture.src = rebuilt;
    view.rebuiltPicture.alt = words.rebuiltAlt.replace("{step}", number(shown.step));
    view.samples.dataset.step = shown.step;
    view.samples.alt = words.alt.replace("{step}", number(shown.step));
    view.when.textContent = at(shown.step);
    view.when.classList.toggle("past", shown.past);
    view.output.textContent = number(shown.step);
    window.ganboardLive = { ...view.live, shown };
    window.dispatchEvent(new CustomEvent("ganboard-live"));
  };
  const choose = (frame, tell) => {
    view.chosen = frame?.step ?? null;
    show();
    if (tell) setStateValue("chosen", frame && { step: frame.step, epoch: data.epoch });
  };

  // Cards: every first, second, fourth, ... checkpoint, so that those shown stay; the newest and those saved by hand always.
  const deal = () => {
    const room = Math.max(4, Math.floor((view.timeline.clientWidth || 700) / 66));
    let every = 1;
    while (view.frames.length / every > room) every *= 2;
    const ends = [view.places.indexOf(null) - 1, view.frames.length - 1]; // the newest, and the newest of all
    const picks = [...view.frames.keys()].filter((index) => index % every === 0 || ends.includes(index) || view.frames[index].kept);
    const old = new Map([...view.cards.children].map((card) => [card.dataset.key, card]));
    const cards = picks.map((index) => {
      const frame = view.frames[index];
      const key = `${view.live.run} ${frame.step} ${frame.stamp} ${frame.kept}`;
      const card = old.get(key) ?? makeCard(frame, key);
      card.classList.toggle("later", frame.step > view.live.step);
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
    card.dataset.step = frame.step;
    const button = document.createElement("button");
    button.type = "button";
    button.title = at(frame.step);
    button.setAttribute("aria-label", words.card.replace("{step}", number(frame.step)));
    const detail = document.createElement("div"); // four of the samples, large enough to be seen
    detail.className = "window";
    const picture = document.createElement("img");
    picture.alt = "";
    picture.style.width = `${Math.max(1, (data.columns * cell - 2) / (2 * cell - 2)) * 100}%`; // a single picture is shown whole
    detail.append(picture);
    const label = document.createElement("span");
    label.textContent = (frame.kept ? "★ " : "") + number(frame.step);
    button.append(detail, label);
    button.onclick = () => choose(view.frames.find(({ step }) => step === frame.step) ?? null, true);
    card.append(button);
    return card;
  };
  // All pictures of the timeline: when somebody reaches for the slider, and when there is time.
  const gather = () => {
    view.frames.forEach(sourceOf);
    if (data.rebuilds) view.frames.forEach((frame) => pictureOf(rebuiltOf(frame)));
  };
  const lay = () => {
    const frames = view.live.checkpoints;
    const later = frames.findIndex((frame) => frame.step > view.live.step);
    const split = later < 0 ? frames.length : later;
    if (view.laid === frames && view.split === split) return show();
    Object.assign(view, { laid: frames, split, frames, places: [...frames.slice(0, split), null, ...frames.slice(split)] });
    forgetPictures(new Set([...frames.map(addressOf), ...frames.map(rebuiltOf)]));
    if (view.chosen !== null && !chosenFrame()) choose(null, true); // let go of meanwhile
    view.slider.max = frames.length;
    view.timeline.hidden = frames.length === 0;
    view.ahead.hidden = split === frames.length;
    const real = frames.length ? `${base}/real/${encodeURIComponent(view.live.run)}.png?of=${view.live.created}` : "";
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
    view.samples.style.aspectRatio = view.reals.style.aspectRatio = view.rebuiltPicture.style.aspectRatio = ratio;
    for (const picture of view.pictures) {
      picture.style.aspectRatio = ratio;
      picture.style.setProperty("--cell-x", `${(cell / (data.columns * cell - 2)) * 100}%`);
      picture.style.setProperty("--cell-y", `${(cell / (data.rows * cell - 2)) * 100}%`);
      picture.style.setProperty("--gap", `${(2.4 / cell) * 100}%`); // a little more on both sides hides what rounding leaves
      picture.style.setProperty("--edge", `${(0.4 / cell) * 100}%`);
    }
    view.names[0].textContent = words.made;
    view.names[1].textContent = words.real;
    view.rebuiltName.textContent = words.rebuilt;
    view.rewindName.textContent = words.rewind;
    view.slider.setAttribute("aria-label", words.rewind);
    view.now.textContent = words.now;
    view.ahead.textContent = words.later;
    view.reals.alt = words.realAlt;
    for (const row of view.classes) {
      row.hidden = data.classes.length === 0;
      row.style.gridTemplateColumns = `repeat(${data.columns}, 1fr)`;
      row.classList.toggle("long", data.classes.some((name) => name.length > 2));
      row.replaceChildren(...data.classes.map((name) => Object.assign(document.createElement("span"), { textContent: name, title: name })));
    }
  };

  if (view.epoch !== data.epoch) Object.assign(view, { epoch: data.epoch, chosen: null });
  const key = JSON.stringify([data.columns, data.rows, data.side, data.classes, words]);
  if (view.shape !== key) {
    view.shape = key;
    view.laid = null;
    view.cards.replaceChildren();
    shape();
  }
  const older = view.live && view.live.run === data.live.run && BigInt(view.live.version) > BigInt(data.live.version);
  take(older && view.language === data.language ? view.live : data.live);
  view.language = data.language;
  view.known = data.live.state;
  view.again = () => show();
  view.slider.onpointerenter = view.slider.onfocus = gather;
  view.slider.oninput = () => choose(view.places[Number(view.slider.value)], false);
  view.slider.onchange = () => choose(view.places[Number(view.slider.value)], true);
  view.now.onclick = () => choose(null, true);
  lay();

  // The buttons were drawn for a state that may be over by now: then Streamlit has to draw others.
  const tell = () => {
    if (view.live.state === view.known) return;
    view.known = view.live.state;
    setTriggerValue("changed", view.live.state);
  };
  tell();
  let socket = null, timer = 0, over = false;
  const reached = (yes) => {
    view.failures = yes ? 0 : view.failures + 1;
    view.unreachable.hidden = view.failures < TRIES;
    view.unreachable.textContent = view.unreachable.hidden ? "" : words.unreachable.replace("{address}", new URL(`${base}/`, location.href));
  };
  const open = () => {
    clearTimeout(timer);
    if (over || document.hidden || socket) return;
    const address = new URL(`${base}/live/${encodeURIComponent(view.live.run)}?since=${view.live.version}&lang=${data.language}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    socket = new WebSocket(address);
    socket.onopen = () => reached(true);
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
      take(live);
      lay();
      tell();
    };
    socket.onclose = () => {
      if (!over && !document.hidden) reached(false);
      socket = null;
      if (!over) timer = setTimeout(open, AGAIN); // the server is away; Streamlit says so, and we go on trying
    };
  };
  // Nobody sees a hidden page: it is not sent anything. Its run trains on, for the session lives (presence.py).
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
  return () => {
    view.dispose();
    view.cloud?.dispose();
    forgetPictures();
  };
}
