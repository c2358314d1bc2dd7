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
