// A box into which files are dropped, or out of which they are chosen; they go to Python piece by piece, for one message can't hold a large one.
const PIECE = 1 << 20;

function render({ model, el }) {
  const box = document.createElement("label"), input = document.createElement("input"), words = document.createElement("span");
  box.className = "zz-drop";
  words.setAttribute("role", "status");
  words.textContent = model.get("words");
  input.type = "file";
  input.multiple = true;
  input.setAttribute("aria-label", model.get("words"));
  box.append(words, input);
  el.append(box);

  async function send(files) {
    const unreadable = [];
    for (const [number, file] of files.entries()) {
      words.textContent = `正在传 ${number + 1}/${files.length}：${file.name}`;
      try {
        const data = await file.arrayBuffer();
        for (let at = 0; at === 0 || at < data.byteLength; at += PIECE)
          model.send({ kind: "piece", number, name: file.name }, undefined, [data.slice(at, at + PIECE)]);
      } catch { unreadable.push(file.name); }  // a folder, or a file that is gone
    }
    words.textContent = model.get("words");
    input.value = "";
    if (files.length) model.send({ kind: "end", unreadable });
  }

  input.addEventListener("change", () => send([...input.files]));
  for (const name of ["dragover", "dragleave", "drop"])
    box.addEventListener(name, event => {
      event.preventDefault();
      event.stopPropagation();
      box.classList.toggle("zz-over", name === "dragover");
      if (name === "drop") send([...event.dataTransfer.files]);
    });
}

export default { render };
