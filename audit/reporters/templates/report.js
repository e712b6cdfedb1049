"use strict";

// Index: sorting by the buttons in the headers, filtering by verdict and by words.

function readKey(row, column) {
  const key = row.cells[column].dataset.key;
  return column === 0 ? key : Number(key);
}

function compare(a, b) {
  return typeof a === "number" ? a - b : a.localeCompare(b, "en", { numeric: true });
}

function sortRows(table, rows, header) {
  const direction = header.ariaSort
    ? { ascending: "descending", descending: "ascending" }[header.ariaSort]
    : header.dataset.first;
  const sign = direction === "ascending" ? 1 : -1;
  const column = header.cellIndex;
  const sorted = rows
    .map((row) => [readKey(row, column), row])
    .sort((one, other) => sign * compare(one[0], other[0]));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", direction);
  table.tBodies[0].append(...sorted.map((pair) => pair[1]));
}

function showMatching(rows, verdict, words, choices) {
  let shown = 0;
  for (const [row, content] of rows) {
    const wanted =
      (!verdict || row.dataset.verdict === verdict) &&
      choices.every(([by, value]) => row.dataset[by].split(" ").includes(value));
    row.hidden = !(wanted && words.every((word) => content.includes(word)));
    shown += row.hidden ? 0 : 1;
  }
  return shown;
}

function readContent(row) {
  return `${row.cells[0].textContent} ${row.cells[5].textContent}`.toLowerCase();
}

function startIndex(table) {
  const rows = [...table.tBodies[0].rows];
  const searched = rows.map((row) => [row, readContent(row)]);
  const search = document.getElementById("search");
  const status = document.getElementById("shown");
  const buttons = [...document.querySelectorAll("#tally button")];
  const selects = [...document.querySelectorAll("select[data-by]")];

  function filter() {
    const verdict = buttons.find((button) => button.ariaPressed === "true")?.dataset.verdict;
    const choices = selects.filter((select) => select.value).map((select) => [select.dataset.by, select.value]);
    const shown = showMatching(searched, verdict, search.value.toLowerCase().split(/\s+/), choices);
    const all = shown === rows.length;
    status.textContent = all ? "All files are shown." : `${shown} of ${rows.length} files are shown.`;
  }

  for (const header of table.tHead.querySelectorAll("th[data-first]")) {
    header.firstElementChild.addEventListener("click", () => sortRows(table, rows, header));
  }
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const pressed = button.ariaPressed !== "true";
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button && pressed));
      filter();
    });
  }
  search.addEventListener("input", filter);
  for (const select of selects) select.addEventListener("change", filter);
  filter(); // a browser that goes back may have kept what was searched for
}

// A file's page: from the text to a finding and back.

function findMarks(number) {
  return document.querySelectorAll(`mark[data-findings~="${number}"]`);
}

function followHash() {
  for (const mark of document.querySelectorAll("mark.chosen")) mark.classList.remove("chosen");
  const [, side, number] = /^#([ft])(\d+)$/.exec(location.hash) ?? [];
  if (!number) return;
  for (const mark of findMarks(number)) mark.classList.add("chosen");
  if (side === "f") return document.getElementById(`f${number}`)?.focus();
  const mended = document.getElementById("view-mended");
  if (mended?.checked) document.getElementById("view-read").checked = true; // the text was hidden
  document.getElementById(`t${number}`)?.scrollIntoView({ block: "center" });
}

function startPage(text) {
  text.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-findings]");
    if (!mark || String(getSelection())) return;
    location.hash = `f${mark.dataset.findings.split(" ").at(-1)}`;
  });
  document.querySelector(".strip")?.addEventListener("click", (event) => {
    const { number } = event.target.dataset;
    if (number) location.hash = `t${number}`;
  });
  const both = document.getElementById("view-both");
  if (both?.checked && matchMedia("(max-width: 56rem)").matches) {
    document.getElementById("view-read").checked = true; // two texts do not fit beside each other
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) followHash(); // it leads there again
  });
  window.addEventListener("hashchange", followHash);
  followHash();
}

// The list of findings: walked by keys, filtered, and saved as JSON.

function save(name, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function readAudit() {
  return JSON.parse(document.getElementById("audit").textContent);
}

function baseName(path) {
  return path.split(/[\\/]/).at(-1) || "text";
}

function startFindings(tools, cards) {
  const severity = document.getElementById("by-severity");
  const rule = document.getElementById("by-rule");
  const confidence = document.getElementById("by-confidence");

  function filter() {
    let shown = 0;
    for (const card of cards) {
      const of = card.dataset;
      const wanted =
        (!severity.value || of.severity === severity.value) &&
        (!rule.value || of.rule === rule.value) &&
        Number(of.confidence) >= Number(confidence.value);
      card.hidden = !wanted;
      shown += wanted ? 1 : 0;
    }
    const all = shown === cards.length;
    document.getElementById("shown-findings").textContent = all
      ? `All ${cards.length} findings are shown.`
      : `${shown} of ${cards.length} findings are shown.`;
  }

  function walk(step) {
    const shown = cards.filter((card) => !card.hidden);
    if (!shown.length) return;
    const at = shown.findIndex((card) => `#${card.id}` === location.hash);
    const next = at < 0 ? (step > 0 ? 0 : -1) : (at + step + shown.length) % shown.length;
    location.hash = shown.at(next).id;
  }

  tools.hidden = false;
  for (const choice of [severity, rule, confidence]) choice.addEventListener("change", filter);
  document.getElementById("previous").addEventListener("click", () => walk(-1));
  document.getElementById("next").addEventListener("click", () => walk(1));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("textarea, select")) return;
    if (event.key === "n") walk(1);
    if (event.key === "p") walk(-1);
  });
  document.getElementById("save-json").addEventListener("click", () => {
    const audit = readAudit();
    save(`${baseName(audit.path)}.audit.json`, JSON.stringify(audit, null, 1));
  });
  document.getElementById("copy")?.addEventListener("click", (event) => {
    copyText(readMended());
    event.target.textContent = "Copied";
  });
  filter();
}

function readMended() {
  return [...document.querySelectorAll(".now > p")]
    .map((paragraph) => {
      const copy = paragraph.cloneNode(true);
      for (const gone of copy.querySelectorAll("del")) gone.remove();
      return copy.textContent;
    })
    .join("");
}

function copyText(text) {
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy"); // the clipboard of a page from disk is open to no other way
  area.remove();
}

// Decisions on the suggestions, kept by the browser until they are saved for `audit fix`.

function startDeciding(panel, cards) {
  const { path, sha256, schema } = panel.dataset;
  const key = `audit ${sha256}`;
  const status = document.getElementById("decided");
  const saving = document.getElementById("save-decisions");
  const copying = document.getElementById("copy-decided");

  // A choice by what it changes, not by its number: another audit of the file may count otherwise.
  function name(choice) {
    const of = choice.dataset;
    return JSON.stringify([choice.closest(".card").dataset.rule, choice.value === "own" ? "own" : choice.value === "leave" ? "leave" : of.replacement, of.start, of.end]);
  }

  function chosen(card) {
    return card.querySelector("input.decide:checked");
  }

  function decide(card) {
    const choice = chosen(card);
    if (!choice) return null;
    const own = choice.value === "own";
    return {
      number: Number(card.id.slice(1)),
      rule: card.dataset.rule,
      start: Number(choice.dataset.start),
      end: Number(choice.dataset.end),
      text: choice.dataset.text,
      decision: own ? "edit" : choice.value === "leave" ? "reject" : "accept",
      replacement: own ? card.querySelector(".own").value : choice.dataset.replacement,
    };
  }

  function findClash(decisions) {
    const made = decisions.filter((one) => one.decision !== "reject").sort((a, b) => a.start - b.start || a.end - b.end);
    const at = made.findIndex((one, i) => i > 0 && (one.start < made[i - 1].end || one.start === made[i - 1].start));
    return at < 0 ? null : [made[at - 1], made[at]].map((one) => one.number).sort((a, b) => a - b);
  }

  // The text with what was accepted and put; offsets count characters, not units of UTF-16.
  function readDecided() {
    const signs = [...[...document.querySelectorAll(".was > p")].map((p) => p.textContent).join("")];
    const made = cards.map(decide).filter((one) => one && one.decision !== "reject");
    for (const one of made.sort((a, b) => b.start - a.start)) {
      signs.splice(one.start, one.end - one.start, ...one.replacement);
    }
    return signs.join("");
  }

  function tell() {
    const decisions = cards.map(decide).filter(Boolean);
    for (const card of cards) {
      card.classList.toggle("left", chosen(card)?.value === "leave");
      card.classList.toggle("settled", !["leave", undefined].includes(chosen(card)?.value));
    }
    const clash = findClash(decisions);
    status.classList.toggle("clash", Boolean(clash));
    status.textContent = clash
      ? `Findings ${clash[0]} and ${clash[1]} change the same words: leave one of them as it is.`
      : `${decisions.length} of ${cards.length} decided.`;
    saving.disabled = copying.disabled = !decisions.length || Boolean(clash);
    return decisions;
  }

  function remember() {
    const kept = {};
    for (const card of cards) {
      const choice = chosen(card);
      if (choice) kept[name(choice)] = card.querySelector(".own").value;
    }
    try {
      localStorage.setItem(key, JSON.stringify(kept));
    } catch {
      // a browser that keeps nothing for pages from disk
    }
  }

  function recall() {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? {};
    } catch {
      return {};
    }
  }

  const kept = recall();
  for (const card of cards) {
    for (const part of card.querySelectorAll(".decide")) part.hidden = false;
    const own = card.querySelector(".own");
    for (const choice of card.querySelectorAll("input.decide")) {
      const words = kept[name(choice)];
      if (words === undefined) continue;
      choice.checked = true;
      if (choice.value === "own") own.value = words;
    }
    own.addEventListener("input", () => {
      card.querySelector("input.decide[value=own]").checked = true;
      remember();
      tell();
    });
    card.addEventListener("change", () => {
      remember();
      tell();
    });
    card.addEventListener("pointerdown", (event) => {
      const choice = event.target.closest("label")?.querySelector("input.decide");
      if (choice) choice.dataset.chosen = choice.checked ? "yes" : "";
    });
    card.addEventListener("click", (event) => {
      const choice = event.target.closest("input.decide");
      if (choice?.dataset.chosen !== "yes") return;
      choice.checked = false; // chosen again, it is taken back
      choice.dataset.chosen = "";
      remember();
      tell();
    });
  }
  document.getElementById("accept-all").addEventListener("click", () => {
    for (const card of cards) {
      const used = card.querySelector("input.decide[data-applied]");
      if (used && !chosen(card)) used.checked = true;
    }
    remember();
    tell();
  });
  document.getElementById("forget").addEventListener("click", () => {
    for (const choice of document.querySelectorAll("input.decide:checked")) choice.checked = false;
    remember();
    tell();
  });
  saving.addEventListener("click", () => {
    const decisions = tell().map(({ number, ...decision }) => decision);
    const saved = { schema, path, sha256, decisions };
    save(`${baseName(path)}.decisions.json`, `${JSON.stringify(saved, null, 1)}\n`);
  });
  copying.addEventListener("click", () => {
    copyText(readDecided());
    copying.textContent = "Copied";
  });
  panel.hidden = false;
  tell();
}

const table = document.getElementById("table");
const text = document.querySelector(".sheet");
if (table) startIndex(table);
if (text) startPage(text);
const cards = [...document.querySelectorAll(".card")];
const tools = document.querySelector(".tools");
if (tools) startFindings(tools, cards);
const panel = document.querySelector(".deciding");
if (panel) startDeciding(panel, cards.filter((card) => card.querySelector("input.decide")));
