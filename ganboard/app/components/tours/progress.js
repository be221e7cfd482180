// How far this browser has come with each tour. It lies in the browser's storage: no account, nothing on the server.
//
//   progress.of(tour)            { stop, done: [indices], ended }
//   progress.note(tour, what)    keep some of these
//   progress.forget()            of all tours
//   progress.aside()             the same, and gives what there was, for progress.back(it); null where there was nothing

const PLACE = "ganboard-tours";
const NONE = { stop: 0, done: [], ended: false };

function all() {
  try {
    return JSON.parse(localStorage.getItem(PLACE)) ?? {};
  } catch {
    return {}; // no storage in this window, or something else in it
  }
}

export const progress = {
  of: (tour) => {
    const { stop, done, ended } = { ...NONE, ...all()[tour] };
    return { stop: Number.isInteger(stop) ? stop : 0, done: Array.isArray(done) ? done : [], ended: Boolean(ended) };
  },
  note(tour, what) {
    try {
      localStorage.setItem(PLACE, JSON.stringify({ ...all(), [tour]: { ...progress.of(tour), ...what } }));
    } catch {
      // it lasts as long as the page then
    }
  },
  aside() {
    try {
      return localStorage.getItem(PLACE);
    } catch {
      return null;
    } finally {
      progress.forget();
    }
  },
  back(text) {
    try {
      if (text !== null) localStorage.setItem(PLACE, text);
    } catch {
      // there is no storage in this window
    }
  },
  forget() {
    try {
      localStorage.removeItem(PLACE);
    } catch {
      // there is none
    }
  },
};
