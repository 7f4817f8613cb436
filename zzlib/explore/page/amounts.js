// Amounts set by hand, a line each: who, and how much. What is told to the kernel is the text that a state is written with.
const FORM = /^\s*(.+?)\s*[=＝:：]\s*([\d.]*)/;

function made(tag, attributes = {}, text = "") {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

function render({ model, el }) {
  el.classList.add("zz-amounts");
  const frame = made("fieldset"), head = made("legend"), table = made("table", { role: "presentation" }), more = made("button", { type: "button" }, "加一个");
  frame.append(head, table, more);
  el.append(frame);
  let told = null;

  function tell() {
    const rows = [...table.rows].map(row => [row.querySelector("select").value, row.querySelector("input").value]);
    told = rows.filter(([who, amount]) => who && amount !== "").map(([who, amount]) => `${who}=${amount}`).join("，");
    model.set("value", told);
    model.save_changes();
  }

  function line(who = "", amount = "") {
    const row = made("tr"), name = made("select", { "aria-label": "单位" }), number = made("input", { type: "number", min: "0", step: "any", "aria-label": "万元", placeholder: "万元" });
    const out = made("button", { type: "button", title: "去掉这一行", "aria-label": `去掉${who}` }, "×");
    const known = model.get("offered");
    for (const words of ["", ...known, ...(who && !known.includes(who) ? [who] : [])]) name.append(made("option", { value: words }, words || "选单位"));
    name.value = who;
    number.value = amount;
    name.addEventListener("change", tell);
    number.addEventListener("change", tell);
    for (const part of [name, number]) part.addEventListener("keydown", event => event.stopPropagation());
    out.addEventListener("click", () => { row.remove(); tell(); more.focus(); });
    for (const part of [name, number, out]) { const cell = made("td"); cell.append(part); row.append(cell); }
    table.append(row);
    return name;
  }

  function show() {
    head.textContent = model.get("description");
    frame.disabled = model.get("disabled");
    frame.title = model.get("tooltip");
    if (model.get("value") === told) return;
    told = model.get("value");
    table.replaceChildren();
    for (const part of told.split(/[，,；;、\n]/).filter(text => text.trim())) {
      const found = part.match(FORM);
      line(found ? found[1] : part, found ? found[2] : "");
    }
  }

  more.addEventListener("click", () => line().focus());
  for (const name of ["value", "disabled", "tooltip"]) model.on(`change:${name}`, show);
  model.on("change:offered", () => { told = null; show(); });
  show();
  return () => model.off(null, null, null);
}

export default { render };
