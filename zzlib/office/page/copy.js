// A text to read and to take along: one click puts all of it on the clipboard.
function render({ model, el }) {
  const text = document.createElement("textarea"), take = document.createElement("button");
  el.classList.add("zz-copy");
  text.readOnly = true;
  text.rows = 12;
  text.setAttribute("aria-label", model.get("words"));
  take.type = "button";
  take.className = "jupyter-button widget-button";

  function show() { text.value = model.get("text"); take.textContent = "复制"; el.hidden = !text.value; }

  take.addEventListener("click", async () => {
    text.select();
    try { await navigator.clipboard.writeText(text.value); } catch { document.execCommand("copy"); }
    take.textContent = "已复制";
  });
  for (const name of ["keydown", "keyup"]) text.addEventListener(name, event => event.stopPropagation());
  model.on("change:text", show);
  el.append(take, text);
  show();
  return () => model.off("change:text", show);
}

export default { render };
