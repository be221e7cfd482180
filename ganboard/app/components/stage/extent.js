// The ends of a panel's axis up: its own, or so that all its numbers are in sight.

export function extent(panel, table, band = null, level = null) {
  if (panel.range) return panel.range;
  let low = panel.zero ? 0 : Infinity, high = panel.zero ? panel.least : -Infinity;
  const lists = [...panel.lines.map(({ name }) => table[name]), band?.low ?? [], band?.high ?? [], level ? [level.at] : [], panel.level === null ? [] : [panel.level]];
  for (const list of lists)
    for (const value of list) {
      if (value === null) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  if (low > high) return [0, panel.least];
  return [low, Math.max(high, low + panel.least)];
}
