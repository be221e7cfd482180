// Two line charts as SVG, drawn twice a second: a chart library took 45 ms a time for each of them, these take less than one.
// The second shows the losses or the quality, as a visitor chose.

const built = new WeakMap();
const [REAL, FAKE, JUDGE] = ["#0072B2", "#D55E00", "#CC79A7"];
const CHOICE = "ganboard-second-chart"; // in this window's storage
const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [480, 150, 30, 18, 8];

// 1, 2 or 5 times a power of ten, so that `span` has about `parts` of them.
function nice(span, parts) {
  const rough = span / parts, power = 10 ** Math.floor(Math.log10(rough));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= rough);
}

const twoDecimals = (value) => value.toFixed(2);
const threeDigits = (value) => value.toLocaleString(undefined, { maximumSignificantDigits: 3 });
const path = (points) => (points.length ? `M${points.join("L")}L${points.at(-1)}` : ""); // one point alone is a line of no length

// Axes end at round numbers, so that they are drawn anew only now and then; a tick moves the paths and the legend's numbers.
// Lines are {name, colour, values}; `end` is the least step at which the axis ends, `top` the upper end of the other axis or null,
// `even` draws a dashed line at ½, `band` is {lows, highs} around the first line, `level` {name, colour, value} a dashed line,
// `note` stands in the upper right corner, `least` is the least height of the other axis, `write` makes text of a number.
// `shown` is the moment that the page shows: what comes after it is faint, a mark stands there where it is not the end, and the
// legend has its numbers: a line's `value`, or that of the last point up to there, or up to `until`.
function draw(chart, shown, steps, lines, { end = 1, top = null, even = false, band = null, level = null, note = "", least = 0.5, write = twoDecimals, at = null, until = shown.step }) {
  const width = chart.svg.clientWidth || WIDTH;
  const newest = Math.max(end, steps.at(-1) ?? 1);
  const stride = Math.max(1, nice(newest, Math.max(2, width / 90)));
  const last = Math.ceil(newest / stride) * stride;
  const values = [...lines.flatMap((line) => line.values), ...(band?.highs ?? []), ...(level ? [level.value] : [])];
  const lowest = Math.min(0, ...values), highest = Math.max(least, ...values);
  const rise = top === null ? nice(highest - lowest, 3) : top / 2;
  const low = top === null ? Math.floor(lowest / rise) * rise : 0, high = top ?? Math.ceil(highest / rise) * rise;
  const x = (step) => LEFT + ((width - LEFT - 12) * step) / last;
  const y = (value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - low) / (high - low));
  const axes = [width, last, low, high, note, level?.value, ...lines.map((line) => line.name)].join();
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
    if (level) parts.push(`<line class="level" x1="${LEFT}" x2="${width - 12}" y1="${y(level.value)}" y2="${y(level.value)}"/>`);
    parts.push(`<text class="note" x="${width - 12}" y="${TOP + 10}" text-anchor="end"></text>`);
    if (band) parts.push(`<path class="band" fill="${lines[0].colour}"/>`);
    for (const line of lines) parts.push(`<path class="line" stroke="${line.colour}"/><path class="line after" stroke="${line.colour}"/>`);
    const upright = (name) => `<line class="${name}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" visibility="hidden"/>`;
    chart.calm = false;
    chart.svg.innerHTML = parts.join("") + upright("mark") + upright("at");
    chart.paths = [...chart.svg.querySelectorAll("path.line:not(.after)")];
    chart.after = [...chart.svg.querySelectorAll("path.after")];
    chart.band = chart.svg.querySelector("path.band");
    chart.svg.querySelector(".note").textContent = note;
    chart.at = chart.svg.querySelector(".at");
    chart.mark = chart.svg.querySelector(".mark");
  }
  const ahead = steps.findIndex((step) => step > until);
  const count = ahead < 0 ? steps.length : ahead; // points up to the moment that is shown
  const places = (heights) => heights.map((value, index) => `${x(steps[index]).toFixed(1)},${y(value).toFixed(1)}`);
  if (!chart.calm) lines.forEach((line, number) => {
    const points = places(line.values);
    chart.paths[number].setAttribute("d", path(points.slice(0, count)));
    chart.paths[number].classList.toggle("alone", count === 1);
    chart.after[number].setAttribute("d", path(count < steps.length ? points.slice(Math.max(0, count - 1)) : []));
  });
  if (band && !chart.calm) chart.band.setAttribute("d", path([...places(band.highs), ...places(band.lows).reverse()]));
  const stand = (line, step, visible) => {
    line.setAttribute("x1", x(step));
    line.setAttribute("x2", x(step));
    line.setAttribute("visibility", visible ? "visible" : "hidden");
  };
  chart.mark.dataset.step = shown.step;
  stand(chart.mark, Math.min(shown.step, last), shown.past || count < steps.length);
  let index = count - 1;
  const pointed = chart.pointer !== null && steps.length > 0;
  if (pointed) {
    const wanted = ((chart.pointer - LEFT) / (width - LEFT - 12)) * last;
    index = steps.reduce((best, step, place) => (Math.abs(step - wanted) < Math.abs(steps[best] - wanted) ? place : best), 0);
  }
  stand(chart.at, steps[index] ?? 0, pointed);
  const valueOf = ({ values, value }) => (pointed ? undefined : value) ?? values[index];
  const entries = lines.map((line) => {
    const value = valueOf(line);
    return { colour: line.colour, text: line.name + (value === undefined ? "" : ` ${write(value)}`) };
  });
  if (band && index >= 0) entries[0].text += ` (${write(band.lows[index])}–${write(band.highs[index])})`;
  if (at && index >= 0 && (pointed || shown.past)) entries[0].text += ` · ${at(steps[index])}`;
  if (level) entries.push({ colour: level.colour, text: `${level.name} ${write(level.value)}`, dashed: true });
  while (chart.legend.children.length < entries.length) chart.legend.append(document.createElement("span"));
  while (chart.legend.children.length > entries.length) chart.legend.lastChild.remove();
  entries.forEach(({ colour, text, dashed = false }, number) => {
    const entry = chart.legend.children[number];
    entry.style.setProperty("--line", colour);
    entry.classList.toggle("dashed", dashed);
    entry.textContent = text;
  });
}

export default function ({ data, parentElement }) {
  let view = built.get(parentElement);
  if (!view) {
    const root = document.createElement("div");
    root.className = "curves";
    const figure = (title) => `<figure><figcaption>${title}<span class="legend"></span></figcaption><svg role="img"></svg><p class="why"></p></figure>`;
    const choice = `<span class="choice" role="group"><button type="button"></button><button type="button"></button></span>`;
    root.innerHTML = `<p class="sentence" aria-live="off"></p>${figure("<span></span>")}${figure(choice)}`;
    parentElement.append(root);
    const charts = [...root.querySelectorAll("figure")].map((box) => ({
      title: box.querySelector("figcaption span"), legend: box.querySelector(".legend"), svg: box.querySelector("svg"), why: box.querySelector(".why"), pointer: null,
    }));
    const chosen = sessionStorage.getItem(CHOICE) === "quality" ? "quality" : "losses";
    view = { sentence: root.querySelector(".sentence"), charts, chosen, choice: root.querySelector(".choice") };
    built.set(parentElement, view);
  }
  view.dispose?.(); // Streamlit calls this function at every rerun, and what it returned only at the end
  const show = () => {
    const live = window.ganboardLive;
    if (!live) return;
    const { step, real_score, fake_score } = live.history, { shown } = live;
    const [beliefs, second] = view.charts;
    beliefs.title.textContent = data.beliefs;
    view.sentence.textContent = shown.sentence;
    beliefs.svg.setAttribute("aria-label", `${data.beliefsAlt} ${shown.sentence}`);
    const scores = [
      { name: data.real, colour: REAL, values: real_score, value: shown.measures.real_score },
      { name: data.fake, colour: FAKE, values: fake_score, value: shown.measures.fake_score },
    ];
    draw(beliefs, shown, step, scores, { top: 1, even: true });
    const quality = view.chosen === "quality";
    second.svg.classList.toggle("empty", quality && !live.quality.step);
    second.why.textContent = !quality ? "" : live.unwatched || (live.quality.step ? "" : shown.qualityText);
    (quality ? drawQuality : drawLosses)(second, live);
  };
  const drawLosses = (chart, { history, shown }) => {
    const { step, discriminator_loss, generator_loss } = history;
    chart.svg.setAttribute("aria-label", data.lossesAlt);
    const losses = [
      { name: "D", colour: JUDGE, values: discriminator_loss, value: shown.measures.discriminator_loss },
      { name: "G", colour: FAKE, values: generator_loss, value: shown.measures.generator_loss },
    ];
    draw(chart, shown, step, losses, {});
  };
  const drawQuality = (chart, { history, quality, shown }) => {
    const { step = [], value = [], low: lows = [], high: highs = [], unseen: [unseen] = [] } = quality;
    chart.svg.setAttribute("aria-label", shown.qualityText);
    const level = unseen === undefined ? null : { name: data.unseen, colour: REAL, value: unseen };
    const measured = step.length ? { note: data.lower, least: 0.001 } : {};
    const at = (step) => data.at.replace("{step}", step.toLocaleString(chart.language));
    const options = { end: history.step.at(-1) ?? 1, band: { lows, highs }, level, write: threeDigits, at, until: shown.measuredAt ?? -1, ...measured };
    draw(chart, shown, step, [{ name: data.fake, colour: FAKE, values: value }], options);
  };
  const choose = (chosen) => {
    view.chosen = chosen;
    sessionStorage.setItem(CHOICE, chosen);
    mark();
    show();
  };
  const mark = () => {
    view.choice.setAttribute("aria-label", data.second);
    ["losses", "quality"].forEach((name, number) => {
      const button = view.choice.children[number];
      button.textContent = data[name];
      button.setAttribute("aria-pressed", view.chosen === name);
      button.onclick = () => choose(name);
    });
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
  // Lines change slowly: every second tick is enough, and drawing them is what a tick costs most. Words and numbers change at once.
  let odd = false, drawn = null;
  const tick = () => {
    const { state, shown } = window.ganboardLive, moment = shown.past ? shown.step : "now";
    odd = !odd;
    const calm = !odd && state === "running" && moment === drawn;
    drawn = moment;
    for (const chart of view.charts) chart.calm = calm;
    show();
    for (const chart of view.charts) chart.calm = false;
  };
  mark();
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
