// A slider moves the window over its strip of frames.
for (const slider of document.querySelectorAll(".slider")) {
  const range = slider.querySelector("input"), picture = slider.querySelector(".large"), frames = picture.querySelector("use");
  range.addEventListener("input", () => {
    const frame = Number(range.value);
    frames.setAttribute("x", -frame * Number(slider.dataset.width));
    picture.setAttribute("aria-label", slider.dataset.shows.replace("{frame}", frame + 1));
  });
}
