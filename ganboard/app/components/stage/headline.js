// The run's name and state, the step that is shown, and what is happening there in one sentence; told by stage.js.

const built = new WeakMap();

export default function ({ parentElement }) {
  let view = built.get(parentElement);
  if (!view) {
    const root = document.createElement("div");
    root.className = "headline";
    root.innerHTML = `<b></b><span class="gb-state" role="status"></span><span data-testid="gb-step" class="facts"></span>
      <span class="end" hidden> · <progress max="1"></progress> <span class="left"></span></span>
      <div class="said"><p class="sentence" aria-live="off"></p>
      <p class="message error" role="alert" hidden></p><p class="message notice" role="note" hidden></p></div>`;
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
    // What went wrong stands in the sentence's place, of which nothing is true any more; what is told beside it is small.
    const told = { error: shown.past ? "" : live.error, notice: live.error && !shown.past ? "" : live.notice };
    view.sentence.hidden = Boolean(told.error);
    for (const kind of ["notice", "error"]) {
      view[kind].hidden = !told[kind];
      if (view[kind].textContent !== told[kind]) view[kind].textContent = told[kind];
    }
  };
  show();
  window.addEventListener("ganboard-live", show);
  view.dispose = () => window.removeEventListener("ganboard-live", show);
  return view.dispose;
}
