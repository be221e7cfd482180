// The run's name and state, the step that is shown, and what is happening there in one sentence; told by stage.js.

const built = new WeakMap();

export default function ({ parentElement }) {
  let view = built.get(parentElement);
  if (!view) {
    const root = document.createElement("div");
    root.className = "headline";
    root.innerHTML = `<b></b><span class="gb-state" role="status"></span><span data-testid="gb-step" class="facts"></span>
      <span class="end" hidden> · <progress max="1"></progress> <span class="left"></span></span>
      <p class="sentence" aria-live="off"></p>
      <div class="message notice" role="note" hidden></div><div class="message error" role="alert" hidden></div>`;
    parentElement.append(root);
    const find = (selector) => root.querySelector(selector);
    view = { name: find("b"), state: find(".gb-state"), facts: find(".facts"), end: find(".end"), sentence: find(".sentence"), bar: find("progress"),
      left: find(".left"), notice: find(".notice"), error: find(".error") };
    built.set(parentElement, view);
  }
  view.dispose?.(); // Streamlit calls this function at every rerun, and what it returned only at the end
  const show = () => {
    const live = window.ganboardLive;
    if (!live) return;
    const { shown } = live;
    view.name.textContent = live.name;
    view.state.textContent = live.stateName;
    view.state.className = `gb-state ${live.state}`;
    view.facts.textContent = shown.facts[0]; // the others stand behind "Details"
    view.facts.dataset.step = shown.step;
    if (view.sentence.textContent !== shown.sentence) view.sentence.textContent = shown.sentence;
    view.end.hidden = !shown.progress;
    if (shown.progress) {
      view.bar.value = shown.progress.part;
      view.bar.setAttribute("aria-label", shown.progress.text);
      view.left.textContent = shown.progress.text;
    }
    for (const kind of ["notice", "error"]) {
      view[kind].hidden = !live[kind];
      view[kind].textContent = live[kind];
    }
  };
  show();
  window.addEventListener("ganboard-live", show);
  view.dispose = () => window.removeEventListener("ganboard-live", show);
  return view.dispose;
}
