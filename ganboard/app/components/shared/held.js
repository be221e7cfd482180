// What the visitor chose, held by the window as well: a server that knows nothing of it, because it was started again or the line
// was cut for minutes, gets it back. It is asked to draw the page as soon as the line stands again, not only at the next click.

const app = document.querySelector('[data-testid="stApp"]');
let cut = false, tell = () => {};

new MutationObserver(() => {
  const stands = app.dataset.testConnectionState === "CONNECTED";
  if (stands && cut) tell("back", Date.now());
  cut = !stands;
}).observe(app, { attributeFilter: ["data-test-connection-state"] });

export function draw({ data, setTriggerValue }) {
  tell = setTriggerValue;
  const held = window.ganboardChoices, lost = held && held.session !== data.session;
  window.ganboardChoices = { session: data.session, choices: lost ? held.choices : data.choices };
  if (lost) setTriggerValue("restored", held.choices);
}

export function dispose() {}
