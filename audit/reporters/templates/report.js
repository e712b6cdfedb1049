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

function showMatching(rows, verdict, words) {
  let shown = 0;
  for (const [row, content] of rows) {
    const wanted = !verdict || row.dataset.verdict === verdict;
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

  function filter() {
    const verdict = buttons.find((button) => button.ariaPressed === "true")?.dataset.verdict;
    const shown = showMatching(searched, verdict, search.value.toLowerCase().split(/\s+/));
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
  const view = document.getElementById("view-read");
  if (view) view.checked = true; // on a phone, the text may be hidden behind its mend
  document.getElementById(`t${number}`)?.scrollIntoView({ block: "center" });
}

function startPage(text) {
  text.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-findings]");
    if (!mark || String(getSelection())) return;
    location.hash = `f${mark.dataset.findings.split(" ").at(-1)}`;
  });
  window.addEventListener("hashchange", followHash);
  followHash();
}

const table = document.getElementById("table");
const text = document.querySelector(".sheet");
if (table) startIndex(table);
if (text) startPage(text);
