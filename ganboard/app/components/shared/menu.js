// On a phone the navigation lies over the page: who chose a page wants to see it.

const PHONE = 768; // pixels up to which Streamlit lays the navigation over the page

function chosen({ target }) {
  if (innerWidth > PHONE || !target.closest?.('[data-testid="stSidebarNavLink"]')) return;
  document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
}

export function draw() {
  document.addEventListener("click", chosen); // the same function again changes nothing
}

export function dispose() {
  document.removeEventListener("click", chosen);
}
