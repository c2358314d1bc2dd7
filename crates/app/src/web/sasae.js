// Pages work without this script. It only saves a press of a button here and there.
"use strict";
// A choice in the sheet's filter takes effect at once.
for (const select of document.querySelectorAll(".filter select")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
// An open menu closes with Escape or a press elsewhere.
for (const menu of document.querySelectorAll("details.menu")) {
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { menu.open = false; menu.querySelector("summary").focus(); }
  });
}
// A row that an address points to opens.
function openTarget() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
}
addEventListener("hashchange", openTarget);
openTarget();
// A long import says that it is at work.
for (const form of document.querySelectorAll("form.upload")) {
  form.addEventListener("submit", () => { form.querySelector("button").textContent = "読み込んでいます…"; });
}
// A press anywhere in a column leads to its choice.
for (const table of document.querySelectorAll("table.columns")) {
  const mark = (at) => {
    for (const row of table.rows) for (const cell of row.cells) cell.classList.toggle("on", at > 0 && cell.cellIndex === at);
  };
  table.addEventListener("click", (event) => {
    const cell = event.target.closest("td, th");
    if (!cell || cell.cellIndex < 1) return;
    mark(cell.cellIndex);
    if (!cell.closest(".choices")) table.querySelector(".choices").cells[cell.cellIndex].querySelector("select").focus();
  });
  table.addEventListener("focusin", (event) => mark(event.target.closest("td")?.cellIndex ?? 0));
}
