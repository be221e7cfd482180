// What the visitor chose, held by the window as well: a server that knows nothing of it, because it was started again or the line
// was cut for minutes, gets it back.

export function draw({ data, setTriggerValue }) {
  const held = window.ganboardChoices, lost = held && held.session !== data.session;
  window.ganboardChoices = { session: data.session, choices: lost ? held.choices : data.choices };
  if (lost) setTriggerValue("restored", held.choices);
}

export function dispose() {}
