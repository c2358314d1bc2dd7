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

// A reply saves each field as it is left, says so, and keeps the text when it cannot.
for (const form of document.querySelectorAll("form[data-save]")) {
  const state = form.querySelector(".save-state");
  const say = (text, bad) => { state.textContent = text; state.classList.toggle("bad", Boolean(bad)); };
  const waiting = new Set();
  let busy = false, timer = 0;
  const fields = (box) => [...box.querySelectorAll("input, textarea")].filter((field) => field.type !== "radio" || field.checked);
  function clash(box, theirs) {
    box.classList.add("bad");
    box.querySelector(".clash")?.remove();
    const note = document.createElement("div");
    note.className = "clash"; note.setAttribute("role", "alert");
    const lead = document.createElement("p"), text = document.createElement("p"), who = document.createElement("small");
    lead.textContent = "ほかの人が先に保存しました。どちらも残っています。下の欄を整えると、その文になります。";
    text.className = "txt"; text.textContent = theirs.text; who.textContent = `${theirs.by}　${theirs.at}`;
    note.append(lead, text, who);
    box.querySelector(".pair").before(note);
    box.querySelector("[name$='.base']").value = theirs.version;
  }
  function settle(box, told) {
    box.querySelector(".refused-now")?.remove();
    if (told.version !== undefined) {
      box.classList.remove("bad"); box.querySelector(".clash")?.remove();
      box.querySelector("[name$='.base']").value = told.version;
      return true;
    }
    if (told.theirs) clash(box, told.theirs);
    if (told.refused) {
      const why = document.createElement("p");
      why.className = "error refused-now"; why.setAttribute("role", "alert"); why.textContent = told.refused;
      box.querySelector(".pair").before(why);
    }
    return false;
  }
  async function save() {
    if (busy || !waiting.size) return;
    busy = true;
    const boxes = [...waiting];
    waiting.clear();
    const sent = new URLSearchParams();
    for (const box of boxes) for (const field of fields(box)) if (field.name) sent.append(field.name, field.value);
    say("保存しています…");
    try {
      const answer = await fetch(form.dataset.save, { method: "POST", body: sent, headers: { accept: "application/json" } });
      if (answer.status === 401 || answer.redirected) throw new Error("サインインの時間が切れました。別の画面でサインインすると、続けて保存できます。");
      const told = await answer.json();
      if (!answer.ok) throw new Error(told.refused);
      const good = boxes.map((box) => !told[box.dataset.key] || settle(box, told[box.dataset.key]));
      say(good.every(Boolean) ? `保存しました ${new Date().toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" })}` : "保存できない項目があります", !good.every(Boolean));
    } catch (error) {
      for (const box of boxes) waiting.add(box);
      const lost = error instanceof TypeError || error instanceof SyntaxError || !error.message;
      say(`${lost ? "つながらないため、まだ保存できていません。文はこの画面に残っています。" : error.message}`, true);
      timer = setTimeout(save, 5000);
    }
    busy = false;
    if (waiting.size && !timer) save();
    timer = 0;
  }
  form.addEventListener("input", (event) => {
    const box = event.target.closest(".question");
    if (!box) return;
    waiting.add(box);
    say("保存していない変更があります");
    clearTimeout(timer);
    timer = setTimeout(() => { timer = 0; save(); }, event.target.type === "radio" ? 0 : 1500);
  });
  form.addEventListener("focusout", () => { if (waiting.size) { clearTimeout(timer); timer = 0; save(); } });
  addEventListener("online", save);
  let leaving = false;
  form.addEventListener("submit", () => { leaving = true; });
  addEventListener("beforeunload", (event) => { if (!leaving && (waiting.size || busy)) event.preventDefault(); });
  for (const area of form.querySelectorAll("textarea")) {
    const line = area.parentElement.querySelector(".count-line"), limit = Number(area.dataset.limit || 0);
    const count = () => {
      const length = [...area.value].length;
      line.textContent = limit ? `${length}文字（目安 ${limit}文字まで）` : `${length}文字`;
      line.classList.toggle("over", limit > 0 && length > limit);
    };
    area.addEventListener("input", count);
    count();
  }
}
