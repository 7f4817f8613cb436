// The lines of the writer's desk, laid out as ipywidgets lays out its own. What is told of a line later changes what is shown of it
// in its place: words that are being written, evidence that is open, and where the reader is stay.
const BOX = "lm-Widget lm-Panel jupyter-widgets widget-container widget-box", LINE = "lm-Widget jupyter-widgets widget-inline-hbox";

function made(tag, name, own = {}, ...inside) {
  const node = Object.assign(document.createElement(tag), own);
  node.className = name;
  node.append(...inside);
  return node;
}

function render({ model, el }) {
  const lines = new Map();
  el.classList.add("widget-container", "widget-box", "widget-vbox");
  const done = (act, key, value) => model.send({ act, key, value });

  function words(content) {
    return made("div", `${LINE} widget-html`, {}, made("div", "widget-html-content", {}, content));
  }

  function moves(key, called) {
    return [["▲", "上移", -1], ["▼", "下移", 1]].map(([sign, word, step]) => {
      const button = made("button", "lm-Widget jupyter-widgets jupyter-button widget-button", { title: called + word }, sign);
      button.style.width = "36px";
      button.addEventListener("click", () => done("move", key, step));
      return button;
    });
  }

  function heading({ words: said }) {
    return { node: words(made("h3", "", {}, said)), show() {} };
  }

  function part({ key, words: said, title }) {
    const head = made("h4", "", {}, said);
    head.style.margin = "0";
    return { node: made("div", `${BOX} widget-hbox`, {}, ...(title ? moves(key, `${title} `) : []), words(head)), show() {} };
  }

  function row({ key, called, names, fixed }) {
    const use = made("input", "", { type: "checkbox", title: `印这一句（${called}）` });
    const text = made("textarea", "widget-input", { title: `句子（${called}）`, disabled: fixed });
    const used = made("div", [`${LINE} widget-checkbox`, ...names.map(name => `row-use-${name}`)].join(" "), {}, made("label", "widget-label-basic", {}, use, made("span", "")));
    const written = made("div", [`${LINE} widget-textarea`, ...names.map(name => `row-text-${name}`)].join(" "), {}, text);
    const both = made("div", `${BOX} widget-hbox`, {}, used, ...moves(key, ""), written);
    const printed = made("div", ""), evidence = made("div", "");
    const node = made("div", `${BOX} widget-vbox`, {}, words(printed), both, words(evidence));
    used.style.width = "24px";
    written.style.width = both.style.width = node.style.width = "100%";
    let told = {}, sent = "";  // what Python told last, and the words that were told to it or by it last

    use.addEventListener("change", () => done("use", key, use.checked));
    text.addEventListener("change", () => done("write", key, sent = text.value));
    text.addEventListener("keydown", event => event.stopPropagation());  // a letter is no command of JupyterLab's here
    function show(line) {
      if (line.used !== told.used) use.checked = line.used;
      if (line.text !== told.text && text.value === sent) text.value = sent = line.text;
      if (line.rows !== told.rows) text.rows = line.rows;
      if (line.printed !== told.printed) printed.innerHTML = line.printed;
      if (line.evidence !== told.evidence) evidence.innerHTML = line.evidence;
      told = line;
    }
    return { node, show };
  }

  const kinds = { heading, part, row };
  function show() {
    const focused = document.activeElement, shown = model.get("shown");
    const nodes = shown.map(line => {
      if (!lines.has(line.key)) lines.set(line.key, kinds[line.kind](line));
      lines.get(line.key).show(line);
      return lines.get(line.key).node;
    });
    for (const gone of [...el.children]) if (!nodes.includes(gone)) gone.remove();
    nodes.forEach((node, place) => { if (el.children[place] !== node) el.insertBefore(node, el.children[place] ?? null); });
    if (el.contains(focused) && document.activeElement !== focused) focused.focus({ preventScroll: true });
  }

  model.on("change:shown", show);
  show();
  return () => model.off("change:shown", show);
}

export default { render };
