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
  // What is to be sent, and what only the writer can settle: a clash, or what cannot be stored
  const waiting = new Set(), unsettled = new Set();
  let busy = false, timer = 0;
  const made = (name, text, kind) => { const node = document.createElement(name); node.textContent = text; if (kind) node.className = kind; return node; };
  const later = (wait) => { clearTimeout(timer); timer = setTimeout(() => { timer = 0; save(); }, wait); };
  const chosen = (box) => box.querySelector("[name$='.choice']:checked")?.value;
  const reasonMissing = (box) => chosen(box) === "same" && !box.querySelector("[name$='.same']").value.trim();
  const fields = (box) => [...box.querySelectorAll("input, textarea")].filter((field) => field.type !== "radio" || field.checked);
  const calm = (box) => { box.classList.remove("bad"); box.querySelectorAll(".clash, .refused-now").forEach((note) => note.remove()); unsettled.delete(box); };
  function put(box, text) {
    const radios = [...box.querySelectorAll("[type=radio]")], word = { 対象外: "not_applicable", 未確定: "too_early" }[text] ?? "text";
    const radio = radios.find((own) => own.value === text) ?? radios.find((own) => own.name.endsWith(".choice") && own.value === word);
    if (radio) radio.checked = true;
    const field = box.querySelector("textarea, .percent");
    if (field) { field.value = word === "text" ? text : ""; field.dispatchEvent(new Event("counted")); }
  }
  function clash(box, theirs) {
    calm(box); box.classList.add("bad"); unsettled.add(box);
    const note = made("div", "", "clash"), mine = made("button", "自分の文で保存する", "button"), take = made("button", "この文にする", "button plain");
    note.setAttribute("role", "alert"); mine.type = take.type = "button";
    note.append(made("p", "ほかの人が先に保存しました。どちらも残っています。下の欄は自分の文です。どちらにするか選んでください。"), made("p", theirs.text, "txt"), made("small", `${theirs.by}　${theirs.at}`), document.createElement("br"), take, mine);
    take.addEventListener("click", () => { put(box, theirs.text); settled(box, theirs.version); });
    mine.addEventListener("click", () => settled(box, theirs.version));
    box.querySelector(".pair").before(note);
  }
  function settled(box, version) { box.querySelector("[name$='.base']").value = version; calm(box); waiting.add(box); later(0); }
  function settle(box, told) {
    if (told.theirs) { clash(box, told.theirs); return false; }
    calm(box);
    if (told.refused) {
      const why = made("p", told.refused, "error refused-now");
      why.setAttribute("role", "alert"); box.querySelector(".pair").before(why); unsettled.add(box);
      return false;
    }
    box.querySelector("[name$='.base']").value = told.version;
    const stage = document.querySelector(".head .stage.not_started");
    if (stage && told.version > 0) { stage.textContent = "記入中"; stage.className = "stage draft"; }
    return true;
  }
  async function sent(boxes) {
    const body = new URLSearchParams();
    for (const box of boxes) for (const field of fields(box)) if (field.name) body.append(field.name, field.value);
    const answer = await fetch(form.dataset.save, { method: "POST", body, headers: { accept: "application/json" } });
    if (answer.status === 401 || answer.redirected) throw new Error("サインインの時間が切れました。別の画面でサインインすると、続けて保存できます。");
    return [answer.ok, await answer.json()];
  }
  // What the form points out follows the save, which is answered without it.
  async function find(boxes) {
    const answer = await fetch(form.dataset.save.replace(/entries$/, "findings"), { headers: { accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const told = await answer.json();
    for (const box of boxes) box.querySelector(".finds")?.replaceChildren(...(told[box.dataset.key] ?? []).map((text) => made("li", text)));
  }
  async function save() {
    const boxes = [...waiting].filter((box) => !reasonMissing(box));
    if (busy || !boxes.length) return;
    busy = true;
    for (const box of boxes) waiting.delete(box);
    say("保存しています…");
    try {
      const [ok, told] = await sent(boxes);
      if (ok) {
        const good = boxes.map((box) => !told[box.dataset.key] || settle(box, told[box.dataset.key])).every(Boolean);
        find(boxes);
        say(good ? `保存しました ${new Date().toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" })}` : "保存できていない項目があります", !good);
      } else {
        for (const box of boxes) unsettled.add(box);
        say(told.refused, true);
      }
    } catch (error) {
      for (const box of boxes) waiting.add(box);
      const lost = error instanceof TypeError || error instanceof SyntaxError;
      say(lost ? "つながらないため、まだ保存できていません。文はこの画面に残っています。" : error.message, true);
      later(5000);
    }
    busy = false;
    if (waiting.size && !timer) later(0);
  }
  form.addEventListener("input", (event) => {
    const box = event.target.closest(".question");
    if (!box || box.querySelector(".clash button")) return;
    waiting.add(box);
    say(reasonMissing(box) ? "理由を書くと保存します" : "まだ保存していません");
    later(event.target.type === "radio" ? 0 : 1500);
  });
  form.addEventListener("focusout", () => { if (waiting.size) later(0); });
  addEventListener("online", () => later(0));
  let leaving = false;
  form.addEventListener("submit", () => { leaving = true; });
  addEventListener("beforeunload", (event) => { if (!leaving && (waiting.size || unsettled.size || busy)) event.preventDefault(); });
  for (const area of form.querySelectorAll("textarea")) {
    const line = area.parentElement.querySelector(".count-line"), limit = Number(area.dataset.limit || 0);
    const count = () => {
      const length = [...area.value].length;
      line.textContent = limit ? `${length}文字（目安 ${limit}文字まで）` : `${length}文字`;
      line.classList.toggle("over", limit > 0 && length > limit);
    };
    area.addEventListener("input", count);
    area.addEventListener("counted", count);
    count();
  }
  // A number that is typed answers in numbers
  for (const field of form.querySelectorAll(".percent")) {
    field.addEventListener("input", () => { field.closest(".choices").querySelector("[value=text]").checked = true; });
  }
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
