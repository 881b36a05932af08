"use strict";
// Filters the table of requests. Without it the page says the same, unfiltered.
const text = document.getElementById("filter");
const verdict = document.getElementById("verdict");
const shown = document.getElementById("shown");
const rows = Array.from(document.querySelectorAll("#requests tbody tr"));
const haystack = rows.map((row) => row.textContent.toLowerCase());
function filter() {
  const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  rows.forEach((row, number) => {
    const fits = words.every((word) => haystack[number].includes(word));
    row.hidden = !fits || (verdict.value !== "" && row.dataset.verdict !== verdict.value);
    count += row.hidden ? 0 : 1;
  });
  shown.textContent = count + " of " + rows.length + " requests shown";
}
if (text) {
  text.addEventListener("input", filter);
  verdict.addEventListener("change", filter);
  document.getElementById("controls").hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== text) {
      event.preventDefault();
      text.focus();
    } else if (event.key === "Escape" && document.activeElement === text) {
      text.value = "";
      filter();
    }
  });
  filter();
}
// What is folded away is printed too.
addEventListener("beforeprint", () => {
  document.querySelectorAll("details").forEach((part) => { part.open = true; });
});
