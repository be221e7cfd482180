// Finds the places that a tour shows, see `ganboard/tours/places.py`.
//
//   find({ css, label })   the first element that is to be seen, or null. `A >> B` is B within a shadow tree that lies in A;
//                          with a label, the one that is called so

const seen = (node) => {
  const { width, height } = node.getBoundingClientRect();
  return width > 0 && height > 0 && node.checkVisibility({ visibilityProperty: true });
};

// The shadow trees of our parts that lie in an element.
function* trees(node) {
  if (node.shadowRoot) yield node.shadowRoot;
  for (const each of node.querySelectorAll("*")) if (each.shadowRoot) yield each.shadowRoot;
}

function* matches(root, [first, ...rest]) {
  for (const node of root.querySelectorAll(first)) {
    if (!rest.length) yield node;
    else for (const tree of trees(node)) yield* matches(tree, rest);
  }
}

const called = (node) => (node.getAttribute("aria-label") ?? node.textContent).trim();

export function find({ css, label }) {
  for (const node of matches(document, css.split(" >> "))) if (seen(node) && (!label || called(node) === label)) return node;
  return null;
}
