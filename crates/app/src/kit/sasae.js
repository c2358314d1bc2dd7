// Pages work without this script. It only saves a press of a button here and there.
"use strict";

// A choice in the sheet's filter takes effect at once.
for (const select of document.querySelectorAll(".filter-form:not([method=post]) select")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

// An open menu closes with Escape or a press elsewhere.
for (const menu of document.querySelectorAll("details.drop-menu")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
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
for (const form of document.querySelectorAll("form.upload-form")) {
  form.addEventListener("submit", () => {
    form.querySelector("button").textContent = "読み込んでいます…";
  });
}

// A press anywhere in a column leads to its choice.
for (const table of document.querySelectorAll(".column-table")) {
  const mark = (at) => {
    for (const row of table.rows) {
      for (const cell of row.cells) cell.classList.toggle("column-on", at > 0 && cell.cellIndex === at);
    }
  };
  table.addEventListener("click", (event) => {
    const cell = event.target.closest("td, th");
    if (!cell || cell.cellIndex < 1) return;
    mark(cell.cellIndex);
    if (cell.closest(".column-choices")) return;
    table.querySelector(".column-choices").cells[cell.cellIndex].querySelector("select").focus();
  });
  table.addEventListener("focusin", (event) => mark(event.target.closest("td")?.cellIndex ?? 0));
}

// A reply saves each field as it is left, says so, and keeps the text when it cannot.
for (const form of document.querySelectorAll("form[data-save]")) {
  const state = form.querySelector(".save-state");
  const say = (text, bad) => {
    state.textContent = text;
    state.classList.toggle("save-state-bad", Boolean(bad));
  };
  // What is to be sent, and what only the writer can settle: a clash, or what cannot be stored
  const waiting = new Set();
  const unsettled = new Set();
  let busy = false;
  let timer = 0;
  let leaving = false;
  // What is typed is kept in this tab until it is saved: the session may end before that.
  const typed = new Set();
  const draft = `sasae-draft ${form.getAttribute("action")}`;
  function keep(sent = false) {
    const boxes = [...typed].map((box) => [box.dataset.key, fields(box).map((field) => [field.name, field.value])]);
    try {
      if (boxes.length) sessionStorage.setItem(draft, JSON.stringify({ boxes, sent }));
      else sessionStorage.removeItem(draft);
    } catch {
      // A tab without such a store, or a full one: the text is in its field
    }
  }
  const made = (name, text, kind) => {
    const node = document.createElement(name);
    node.textContent = text;
    if (kind) node.className = kind;
    return node;
  };
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = 0;
      save();
    }, wait);
  };
  const reasonMissing = (box) => {
    const asks = box.querySelector("[data-needs-reason]:checked");
    return asks && !box.querySelector("[name$='.same']").value.trim();
  };
  const fields = (box) => {
    const all = [...box.querySelectorAll("input, textarea")];
    return all.filter((field) => field.type !== "radio" || field.checked);
  };
  const calm = (box) => {
    box.classList.remove("question-bad");
    box.querySelectorAll(".question-clash, .question-refused").forEach((note) => note.remove());
    unsettled.delete(box);
  };
  // Each choice says which stored text it stands for; it is empty where the text is written.
  function put(box, text) {
    const radios = [...box.querySelectorAll("[type=radio]")];
    const chosen = radios.find((own) => own.dataset.word && own.dataset.word === text);
    const radio = chosen ?? radios.find((own) => own.value === "text");
    if (radio) radio.checked = true;
    const field = box.querySelector("textarea, .input-percent");
    if (!field) return;
    field.value = chosen ? "" : text;
    field.dispatchEvent(new Event("counted"));
  }
  function clash(box, theirs) {
    calm(box);
    box.classList.add("question-bad");
    unsettled.add(box);
    const note = made("div", "", "question-clash");
    const mine = made("button", "自分の文で保存する", "button");
    const take = made("button", "この文にする", "button button-plain");
    const told =
      "ほかの人が先に保存しました。どちらも残っています。下の欄は自分の文です。どちらにするか選んでください。";
    note.setAttribute("role", "alert");
    mine.type = take.type = "button";
    note.append(
      made("p", told),
      made("p", theirs.text, "as-written"),
      made("small", `${theirs.by}　${theirs.at}`),
      document.createElement("br"),
      take,
      mine,
    );
    take.addEventListener("click", () => {
      put(box, theirs.text);
      settled(box, theirs.version);
    });
    mine.addEventListener("click", () => settled(box, theirs.version));
    box.querySelector(".question-pair").before(note);
  }
  // Brings back what was typed and not saved. What was sent with the form is saved, unless its field
  // still stands on the version that it was typed on.
  function bringBack() {
    const { boxes = [], sent } = JSON.parse(sessionStorage.getItem(draft) ?? "{}");
    for (const [key, values] of boxes) {
      const box = form.querySelector(`[data-key="${CSS.escape(key)}"]`);
      const was = new Map(values);
      const base = box?.querySelector("[name$='.base']");
      if (!box || (sent && base.value !== was.get(base.name))) continue;
      const now = new Map(fields(box).map((field) => [field.name, field.value]));
      if ([...was].every(([name, value]) => now.get(name) === value)) continue;
      for (const field of box.querySelectorAll("input, textarea")) {
        if (!was.has(field.name)) continue;
        if (field.type === "radio") field.checked = was.get(field.name) === field.value;
        else field.value = was.get(field.name);
        field.dispatchEvent(new Event("counted"));
      }
      typed.add(box);
      waiting.add(box);
    }
    if ("restored" in form.dataset) for (const box of form.querySelectorAll(".question")) waiting.add(box);
    keep();
    if (waiting.size) say("前に書いた文を戻しました。まだ保存していません。", true);
  }
  function settled(box, version) {
    box.querySelector("[name$='.base']").value = version;
    calm(box);
    waiting.add(box);
    later(0);
  }
  function settle(box, told) {
    if (told.theirs) {
      clash(box, told.theirs);
      return false;
    }
    calm(box);
    if (told.refused) {
      const why = made("p", told.refused, "error-note question-refused");
      why.setAttribute("role", "alert");
      box.querySelector(".question-pair").before(why);
      unsettled.add(box);
      return false;
    }
    box.querySelector("[name$='.base']").value = told.version;
    const stage = document.querySelector(".page-head .stage-not_started");
    if (stage && told.version > 0) {
      stage.textContent = form.dataset.begun;
      stage.className = "stage stage-draft";
    }
    return true;
  }
  async function sent(boxes) {
    const body = new URLSearchParams();
    for (const field of boxes.flatMap(fields)) {
      if (field.name) body.append(field.name, field.value);
    }
    const headers = { accept: "application/json" };
    const answer = await fetch(form.dataset.save, { method: "POST", body, headers });
    if (answer.status === 401 || answer.redirected) {
      const error = new Error("サインインの有効時間が切れました。書いた文はこの画面に残っています。");
      error.signedOut = true;
      throw error;
    }
    return [answer.ok, await answer.json()];
  }
  // What the form points out follows the save, which is answered without it.
  async function find(boxes) {
    const headers = { accept: "application/json" };
    const answer = await fetch(form.dataset.findings, { headers }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const told = await answer.json();
    for (const box of boxes) {
      const lines = (told[box.dataset.key] ?? []).map((text) => made("li", text));
      box.querySelector(".question-finds")?.replaceChildren(...lines);
    }
  }
  const time = () => new Date().toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" });
  async function save() {
    const boxes = [...waiting].filter((box) => !reasonMissing(box));
    if (busy || !boxes.length) return;
    busy = true;
    for (const box of boxes) waiting.delete(box);
    // The link to sign in stays until it is needed no more: it may be being pressed
    if (!state.querySelector("a")) say("保存しています…");
    try {
      const [ok, told] = await sent(boxes);
      if (ok) {
        const good = boxes.map((box) => {
          const fine = !told[box.dataset.key] || settle(box, told[box.dataset.key]);
          if (fine && !waiting.has(box)) typed.delete(box);
          return fine;
        }).every(Boolean);
        keep();
        find(boxes);
        say(good ? `保存しました ${time()}` : "保存できていない項目があります", !good);
      } else {
        for (const box of boxes) unsettled.add(box);
        say(told.refused, true);
      }
    } catch (error) {
      for (const box of boxes) waiting.add(box);
      const lost = error instanceof TypeError || error instanceof SyntaxError;
      const kept = "つながらないため、まだ保存できていません。文はこの画面に残っています。";
      if (!error.signedOut || !state.querySelector("a")) say(lost ? kept : error.message, true);
      if (error.signedOut && !state.querySelector("a")) {
        const link = made("a", "サインインして続ける");
        link.href = form.dataset.signIn;
        link.addEventListener("click", () => {
          leaving = true;
        });
        state.append(link);
      }
      later(5000);
    }
    busy = false;
    if (waiting.size && !timer) later(0);
  }
  form.addEventListener("input", (event) => {
    const box = event.target.closest(".question");
    if (!box || box.querySelector(".question-clash button")) return;
    waiting.add(box);
    typed.add(box);
    keep();
    say(reasonMissing(box) ? "理由を書くと保存します" : "まだ保存していません");
    later(event.target.type === "radio" ? 0 : 1500);
  });
  form.addEventListener("focusout", () => {
    if (waiting.size) later(0);
  });
  addEventListener("online", () => later(0));
  form.addEventListener("submit", () => {
    leaving = true;
    keep(true);
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && (waiting.size || unsettled.size || busy)) event.preventDefault();
  });
  for (const area of form.querySelectorAll("textarea")) {
    const line = area.parentElement.querySelector(".question-count");
    const limit = Number(area.dataset.limit || 0);
    const count = () => {
      const length = [...area.value].length;
      line.textContent = limit ? `${length}文字（目安 ${limit}文字まで）` : `${length}文字`;
      line.classList.toggle("question-count-over", limit > 0 && length > limit);
    };
    area.addEventListener("input", count);
    area.addEventListener("counted", count);
    count();
  }
  // A number that is typed answers in numbers
  for (const field of form.querySelectorAll(".input-percent")) {
    field.addEventListener("input", () => {
      field.closest(".question-choices").querySelector("[value=text]").checked = true;
    });
  }
  bringBack();
}

// Where a session has ended, nothing that was sent was saved.
if (document.querySelector("[data-signed-out]")) {
  for (const key of Object.keys(sessionStorage).filter((key) => key.startsWith("sasae-draft "))) {
    const draft = JSON.parse(sessionStorage.getItem(key));
    sessionStorage.setItem(key, JSON.stringify({ ...draft, sent: false }));
  }
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
