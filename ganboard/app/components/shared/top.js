// Somebody pressed a button far below, and what it began stands at the top of the page: there the page goes.

export const toTheTop = () => document.querySelector(".stMain")?.scrollTo({ top: 0 });
