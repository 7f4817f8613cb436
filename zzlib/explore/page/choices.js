// A list of which several may be chosen, folded to one line.
function render({ model, el }) {
  el.classList.add("zz-choices");
  const details = document.createElement("details"), summary = document.createElement("summary"), list = document.createElement("div");
  list.className = "zz-list";
  details.append(summary, list);
  el.append(details);

  function told() {
    const chosen = model.get("chosen"), words = Object.fromEntries(model.get("offered").map(([text, value]) => [value, text]));
    const some = chosen.length > 2 ? `${chosen.length}项` : chosen.map(value => words[value] ?? value).join("、");
    summary.textContent = `${model.get("description")}：${some || model.get("nothing")}`;
    summary.title = model.get("tooltip");
    el.classList.toggle("zz-set", chosen.length > 0);
    for (const box of list.querySelectorAll("input")) box.checked = chosen.includes(box.value);
  }

  function offer() {
    list.replaceChildren(...model.get("offered").map(([text, value]) => {
      const label = document.createElement("label"), box = document.createElement("input");
      box.type = "checkbox";
      box.value = value;
      box.addEventListener("change", () => {
        const order = model.get("offered").map(([, known]) => known), chosen = new Set(model.get("chosen"));
        box.checked ? chosen.add(value) : chosen.delete(value);
        model.set("chosen", order.filter(known => chosen.has(known)));
        model.save_changes();
      });
      label.append(box, text);
      return label;
    }));
    told();
  }

  function closed(event) { if (!details.contains(event.target)) details.open = false; }

  details.addEventListener("keydown", event => {
    if (event.key === "Escape") { details.open = false; summary.focus(); }
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", closed);
  model.on("change:offered", offer);
  model.on("change:chosen", told);
  offer();
  return () => { document.removeEventListener("pointerdown", closed); model.off(null, null, null); };
}

export default { render };
