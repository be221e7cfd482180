// Two line charts as SVG, drawn twice a second: a chart library took 45 ms a time for each of them, these take less than one.

const built = new WeakMap();
const [REAL, FAKE, JUDGE] = ["#0072B2", "#D55E00", "#CC79A7"];
const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [480, 150, 30, 18, 8];

// 1, 2 or 5 times a power of ten, so that `span` has about `parts` of them.
function nice(span, parts) {
  const rough = span / parts, power = 10 ** Math.floor(Math.log10(rough));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= rough);
}

// Axes end at round numbers, so that they are drawn anew only now and then; a tick moves the paths and the legend's numbers.
function draw(chart, steps, lines, top, even) {
  const width = chart.svg.clientWidth || WIDTH;
  const newest = Math.max(1, steps.at(-1) ?? 1);
  const stride = Math.max(1, nice(newest, Math.max(2, width / 90)));
  const last = Math.ceil(newest / stride) * stride;
  const values = lines.flatMap((line) => line.values);
  const lowest = Math.min(0, ...values), highest = Math.max(0.5, ...values);
  const rise = top === null ? nice(highest - lowest, 3) : top / 2;
  const low = top === null ? Math.floor(lowest / rise) * rise : 0, high = top ?? Math.ceil(highest / rise) * rise;
  const x = (step) => LEFT + ((width - LEFT - 12) * step) / last;
  const y = (value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - low) / (high - low));
  const axes = [width, last, low, high, chart.language].join();
  if (chart.axes !== axes) {
    chart.axes = axes;
    chart.svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    const parts = [];
    for (let value = low; value <= high + 1e-9; value += rise) {
      parts.push(`<line x1="${LEFT}" x2="${width - 12}" y1="${y(value)}" y2="${y(value)}"/>`);
      parts.push(`<text x="${LEFT - 5}" y="${y(value) + 4}" text-anchor="end">${Number(value.toFixed(4))}</text>`);
    }
    for (let step = 0; step <= last; step += stride)
      parts.push(`<text x="${x(step)}" y="${HEIGHT - 3}" text-anchor="middle">${step.toLocaleString(chart.language)}</text>`);
    if (even) parts.push(`<line class="even" x1="${LEFT}" x2="${width - 12}" y1="${y(0.5)}" y2="${y(0.5)}"/>`);
    for (const line of lines) parts.push(`<path stroke="${line.colour}"/>`);
    chart.svg.innerHTML = parts.join("") + `<line class="at" y1="${TOP}" y2="${HEIGHT - BOTTOM}" visibility="hidden"/>`;
    chart.paths = [...chart.svg.querySelectorAll("path")];
    chart.at = chart.svg.querySelector(".at");
  }
  lines.forEach((line, number) => {
    const points = line.values.map((value, index) => `${x(steps[index]).toFixed(1)},${y(value).toFixed(1)}`);
    chart.paths[number].setAttribute("d", points.length ? `M${points.join("L")}` : "");
  });
  let shown = steps.length - 1;
  const pointed = chart.pointer !== null && steps.length > 0;
  if (pointed) {
    const wanted = ((chart.pointer - LEFT) / (width - LEFT - 12)) * last;
    shown = steps.reduce((best, step, index) => (Math.abs(step - wanted) < Math.abs(steps[best] - wanted) ? index : best), 0);
    chart.at.setAttribute("x1", x(steps[shown]));
    chart.at.setAttribute("x2", x(steps[shown]));
  }
  chart.at.setAttribute("visibility", pointed ? "visible" : "hidden");
  while (chart.legend.children.length < lines.length) chart.legend.append(document.createElement("span"));
  lines.forEach((line, number) => {
    const entry = chart.legend.children[number];
    entry.style.setProperty("--line", line.colour);
    entry.textContent = line.name + (shown >= 0 ? ` ${line.values[shown].toFixed(2)}` : "");
  });
}

export default function ({ data, parentElement }) {
  let view = built.get(parentElement);
  if (!view) {
    const root = document.createElement("div");
    root.className = "curves";
    const figure = `<figure><figcaption><span></span><span class="legend"></span></figcaption><svg role="img"></svg></figure>`;
    root.innerHTML = `<p class="sentence" aria-live="off"></p>${figure}${figure}`;
    parentElement.append(root);
    const charts = [...root.querySelectorAll("figure")].map((box) => ({
      title: box.querySelector("figcaption span"), legend: box.querySelector(".legend"), svg: box.querySelector("svg"), pointer: null,
    }));
    view = { sentence: root.querySelector(".sentence"), charts };
    built.set(parentElement, view);
  }
  view.dispose?.(); // Streamlit calls this function at every rerun, and what it returned only at the end
  const show = () => {
    const live = window.ganboardLive;
    if (!live) return;
    const { step, real_score, fake_score, discriminator_loss, generator_loss } = live.history;
    const [beliefs, losses] = view.charts;
    beliefs.title.textContent = data.beliefs;
    losses.title.textContent = data.losses;
    view.sentence.textContent = live.sentence;
    beliefs.svg.setAttribute("aria-label", `${data.beliefsAlt} ${live.sentence}`);
    losses.svg.setAttribute("aria-label", data.lossesAlt);
    draw(beliefs, step, [{ name: data.real, colour: REAL, values: real_score }, { name: data.fake, colour: FAKE, values: fake_score }], 1, true);
    draw(losses, step, [{ name: "D", colour: JUDGE, values: discriminator_loss }, { name: "G", colour: FAKE, values: generator_loss }], null, false);
  };
  for (const chart of view.charts) {
    chart.svg.onpointermove = (event) => {
      chart.pointer = event.offsetX;
      show();
    };
    chart.svg.onpointerleave = () => {
      chart.pointer = null;
      show();
    };
  }
  // Curves change slowly: every second tick is enough, and drawing is what a tick costs most.
  let odd = false;
  const tick = () => {
    odd = !odd;
    if (odd || window.ganboardLive.state !== "running") show();
  };
  show();
  const resized = new ResizeObserver(show);
  resized.observe(view.charts[0].svg);
  window.addEventListener("ganboard-live", tick);
  view.dispose = () => {
    resized.disconnect();
    window.removeEventListener("ganboard-live", tick);
  };
  return view.dispose;
}
