// What the modules of every page use to build what they show.

// <button> and other elements in one line.
export function element(tag, { attributes = {}, ...properties } = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// A text with its {places} filled in.
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

// A text as it is written inside SVG or HTML.
export const safe = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

// Words are changed only where they differ: a browser lays the page out after each change.
export const put = (node, text) => node.textContent === text || (node.textContent = text);

// A number with three digits that count.
export const threeDigits = (value) => value.toLocaleString("en", { maximumSignificantDigits: 3 });

// What the module of a part exports: `draw`, called at every rerun of the page's script, and `dispose`, called when the part
// leaves the page. `update` tells a view what is new.
export function partOf(View, update) {
  const views = new WeakMap();
  return {
    draw(component) {
      const parent = component.parentElement;
      if (!views.has(parent)) views.set(parent, new View(parent));
      update(views.get(parent), component);
    },
    dispose(parent) {
      const view = views.get(parent);
      view?.dispose();
      view?.root?.remove(); // Streamlit may draw it anew in the same place
      views.delete(parent);
    },
  };
}
