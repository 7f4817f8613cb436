// Tables as tables: sorted by a click on a heading, searched, with a head that stays, all rows, columns to choose, copied for Excel.
// Of many rows those that are on the screen are in the page. Money comes in fen and is shown in 万元, shares come as fractions.
const ROW = 25, SEEN = 60, WHOLE = 120;
const collator = new Intl.Collator("zh", { numeric: true });

function made(tag, name = "", attributes = {}, text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

function number(value, kind) {
  if (kind === "money") return value / 1e6;
  return kind === "percent" ? value * 100 : value;
}

function shown(value, kind) {
  if (value === null || value === undefined) return "—";
  if (typeof value === "string") return value;
  const places = { money: 2, percent: 1 }[kind];
  const size = Math.abs(number(value, kind)), exact = places === undefined ? String(+size.toFixed(2)) : (Math.round(size * 10 ** places + 1e-7) / 10 ** places).toFixed(places);
  return (value < 0 && +exact ? "-" : "") + exact + (kind === "percent" ? "%" : "");
}

// What Excel reads as a number: nothing rounded, no signs of absence.
function copied(value, kind) {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value.replace(/[\t\r\n]+/g, " ");
  return kind === "percent" ? `${+(value * 100).toFixed(8)}%` : String(kind === "money" ? value / 1e6 : value);
}

const key = value => typeof value === "string" ? value.replace(/^[≥—]/, "") : value;

function compare(a, b) {
  if (a === null || b === null) return (a === null) - (b === null);
  return typeof a === "number" && typeof b === "number" ? a - b : collator.compare(key(a), key(b));
}

function render({ model, el }) {
  el.classList.add("zz-table");
  const tabs = made("div", "zz-tabs", { role: "tablist" }), tools = made("div", "zz-tools");
  const search = made("input", "", { type: "search", placeholder: "查找", "aria-label": "在表里查找" });
  const copy = made("button", "", { type: "button", title: "复制全部行，粘贴到 Excel 里是数字" }, "复制");
  const chooser = made("details", "zz-chooser"), status = made("span", "zz-status", { role: "status" });
  const frame = made("div", "zz-frame", { tabindex: "0", role: "region" }), table = made("table"), head = made("thead"), body = made("tbody");
  tools.append(search, copy, chooser, status);
  table.append(head, body);
  frame.append(table);
  el.append(tabs, tools, frame);
  const states = { numbers: {}, projects: {} };
  let rows = [], from = -1;

  const tab = () => model.get("tab"), current = () => model.get(tab()), state = () => states[tab()];
  const columns = () => current().columns.map((column, at) => ({ ...column, at })).filter(column => !state().hidden?.has(column.heading));

  function button(name) {
    const words = model.get(name).name, count = model.get(name).count;
    const made_ = made("button", "", { type: "button", role: "tab", "aria-selected": String(tab() === name) }, name === "projects" ? `${words}（${count}）` : words);
    made_.addEventListener("click", () => { model.set("tab", name); model.save_changes(); });
    return made_;
  }

  function filter() {
    const { sort, down } = state(), words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    rows = current().rows.filter(row => words.every(word => row.some((cell, at) => shown(cell, current().columns[at].kind).toLowerCase().includes(word))));
    const at = current().columns.findIndex(column => column.heading === sort);
    if (at >= 0) rows = [...rows].sort((a, b) => (a[at] === null || b[at] === null) ? compare(a[at], b[at]) : (down ? -1 : 1) * compare(a[at], b[at]));
    const { count, rows: all } = current();
    status.textContent = (rows.length < all.length ? `${rows.length} / ${count} 行` : `${count} 行`) + (all.length < count ? `，只列前 ${all.length} 行，导出的表是全的` : "");
    from = -1;
    fill();
  }

  function fill() {
    const some = rows.length > WHOLE, start = some ? Math.max(0, Math.min(Math.floor(frame.scrollTop / ROW) - 15, rows.length - SEEN)) : 0;
    if (some && start === from) return;
    from = start;
    const end = some ? start + SEEN : rows.length, seen = columns();
    const lines = rows.slice(start, end).map((row, number) => {
      const line = made("tr", "", { "aria-rowindex": String(start + number + 2) });
      seen.forEach((column, place) => {
        const cell = made(place ? "td" : "th", column.kind === "text" ? "" : "zz-number", place ? {} : { scope: "row" }, shown(row[column.at], column.kind));
        if (typeof row[column.at] === "string" && row[column.at].length > 12) cell.title = row[column.at];
        line.append(cell);
      });
      return line;
    });
    const gap = height => { const line = made("tr", "", { "aria-hidden": "true" }); line.style.height = `${height}px`; return line; };
    if (some) lines.unshift(gap(start * ROW)), lines.push(gap((rows.length - end) * ROW));
    if (!rows.length) { const cell = made("td", "", { colspan: String(seen.length) }, current().rows.length ? "没有找到" : current().empty); lines.push(made("tr")); lines[0].append(cell); }
    body.replaceChildren(...lines);
    table.setAttribute("aria-rowcount", String(rows.length + 1));
  }

  function heads() {
    const line = made("tr");
    for (const column of columns()) {
      const { sort, down } = state(), on = sort === column.heading;
      const cell = made("th", column.kind === "text" ? "" : "zz-number", { scope: "col", "aria-sort": on ? (down ? "descending" : "ascending") : "none" });
      const order = made("button", "", { type: "button", title: "按这一列排" }, column.heading + (on ? (down ? " ▼" : " ▲") : ""));
      order.addEventListener("click", () => {
        const first = column.kind !== "text";  // numbers from the largest, words from the first
        Object.assign(state(), on && state().down !== first ? { sort: "", down: false } : { sort: column.heading, down: on ? !state().down : first });
        heads(), filter();
        [...head.querySelectorAll("button")].find(b => b.textContent.startsWith(column.heading))?.focus();
      });
      cell.append(order);
      line.append(cell);
    }
    head.replaceChildren(line);
  }

  function choices() {
    chooser.replaceChildren(made("summary", "", {}, "列"));
    const list = made("div", "zz-list");
    for (const { heading } of current().columns) {
      const label = made("label"), box = made("input", "", { type: "checkbox" });
      box.checked = !state().hidden?.has(heading);
      box.addEventListener("change", () => {
        const hidden = (state().hidden ??= new Set());
        box.checked ? hidden.delete(heading) : hidden.add(heading);
        heads(), filter();
      });
      label.append(box, heading);
      list.append(label);
    }
    chooser.append(list);
  }

  function show() {
    tabs.replaceChildren(button("numbers"), button("projects"));
    frame.setAttribute("aria-label", current().name);
    frame.scrollTop = 0;
    choices(), heads(), filter();
  }

  async function copy_all() {
    const seen = columns(), kinds = seen.map(column => column.kind);
    const lines = [seen.map(column => column.heading), ...rows.map(row => seen.map((column, place) => copied(row[column.at], kinds[place])))];
    const text = lines.map(line => line.join("\t")).join("\r\n");
    try {
      await navigator.clipboard.writeText(text);
    } catch {  // a page that is not from this machine may not write there by itself
      const area = made("textarea", "zz-unseen");
      area.value = text;
      el.append(area), area.select(), document.execCommand("copy"), area.remove();
    }
    status.textContent = `已复制 ${rows.length} 行`;
  }

  search.addEventListener("input", () => { frame.scrollTop = 0; filter(); });
  search.addEventListener("keydown", event => event.stopPropagation());
  copy.addEventListener("click", copy_all);
  chooser.addEventListener("keydown", event => { if (event.key === "Escape") chooser.open = false; });
  frame.addEventListener("scroll", fill);
  for (const name of ["numbers", "projects"]) model.on(`change:${name}`, () => tab() === name ? show() : tabs.replaceChildren(button("numbers"), button("projects")));
  model.on("change:tab", () => { search.value = ""; show(); });
  show();
  return () => model.off(null, null, null);
}

export default { render };
