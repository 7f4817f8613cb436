// A picture whose marks answer: what the pointer or the keys stand on says its name and values here, without the kernel;
// Enter or a click tells the kernel which mark's projects to list, a rectangle drawn with the mouse those of all in it.
const SVG = "http://www.w3.org/2000/svg";
const DRAWN = 6;  // pixels: less is a click
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

function made(tag, name, attributes = {}) {
  const element = document.createElement(tag);
  element.className = name;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function render({ model, el }) {
  const drawn = made("div", "zz-drawn"), tip = made("div", "zz-tip", { "aria-hidden": "true" });
  const live = made("div", "zz-unseen", { "aria-live": "polite" }), brush = made("div", "zz-brush", { "aria-hidden": "true" });
  el.classList.add("zz-picture");
  el.append(drawn, tip, live, brush);
  let places = [], from = null, brushed = false;

  function show(place, x, y) {
    tip.replaceChildren(made("b", ""), document.createElement("br"), place.spot.values);
    tip.firstChild.textContent = place.spot.name;
    tip.style.display = "block";
    const frame = el.getBoundingClientRect(), box = place.getBoundingClientRect();
    const left = (x ?? box.left + Math.min(box.width, 320) / 2) - frame.left + 14, top = (y ?? box.bottom) - frame.top + 12;
    tip.style.left = `${Math.max(0, Math.min(left, frame.width - tip.offsetWidth - 4))}px`;
    tip.style.top = `${top}px`;
  }
  const hide = () => { tip.style.display = "none"; };

  const chosen = () => model.get("chosen").split("|").filter(Boolean);

  // With Ctrl or Shift one more is chosen, or one less.
  function choose(place, event) {
    const key = place.spot.key, more = event.ctrlKey || event.metaKey || event.shiftKey, before = chosen();
    if (!key) return;
    const rest = before.filter(other => other !== key), off = before.includes(key) && (more || before.length === 1);
    model.set("chosen", [...(more ? rest : []), ...(off ? [] : [key])].join("|"));
    model.save_changes();
  }

  // A rectangle chooses every mark that it meets, as a click with Ctrl on each; begun with Ctrl or Shift it adds them.
  function drawing(event) {
    if (!from || !event.buttons) return;
    const box = { left: Math.min(from.x, event.clientX), right: Math.max(from.x, event.clientX), top: Math.min(from.y, event.clientY), bottom: Math.max(from.y, event.clientY) };
    if (!from.box && Math.max(box.right - box.left, box.bottom - box.top) < DRAWN) return;
    from.box = box;
    if (!drawn.hasPointerCapture(event.pointerId)) drawn.setPointerCapture(event.pointerId);
    const frame = el.getBoundingClientRect();
    Object.assign(brush.style, { display: "block", left: `${box.left - frame.left}px`, top: `${box.top - frame.top}px`,
      width: `${box.right - box.left}px`, height: `${box.bottom - box.top}px` });
    hide();
  }

  function ended(event) {
    const box = from?.box, more = from?.more;
    from = null, brushed = Boolean(box);
    brush.style.display = "none";
    if (!box || event.type !== "pointerup") return;
    const met = places.filter(place => {
      const own = place.getBoundingClientRect();
      return place.spot.key && own.left < box.right && own.right > box.left && own.top < box.bottom && own.bottom > box.top;
    });
    model.set("chosen", [...new Set([...(more ? chosen() : []), ...met.map(place => place.spot.key)])].join("|"));
    model.save_changes();
  }

  drawn.addEventListener("pointerdown", event => {
    brushed = false;
    if (event.button === 0 && event.pointerType !== "touch") from = { x: event.clientX, y: event.clientY, more: event.ctrlKey || event.metaKey || event.shiftKey };
  });
  drawn.addEventListener("pointermove", drawing);
  drawn.addEventListener("pointerup", ended);
  drawn.addEventListener("pointercancel", ended);

  function stand(place) {
    for (const other of places) other.setAttribute("tabindex", other === place ? "0" : "-1");
    place.focus();
  }

  function pressed(event) {
    const at = places.indexOf(event.currentTarget);
    let to = -1;
    if (event.key in STEPS) to = at + STEPS[event.key];
    else if (event.key === "Home") to = 0;
    else if (event.key === "End") to = places.length - 1;
    else if (event.key === "Enter" || event.key === " ") choose(places[at], event);
    else if (event.key === "Escape") hide();
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (places[to]) stand(places[to]);
  }

  function mark() {
    const now = chosen();
    for (const place of places) {
      const on = now.includes(place.spot.key);
      place.classList.toggle("zz-chosen", on);
      if (place.spot.key) place.setAttribute("aria-pressed", String(on));
    }
  }

  function draw() {
    const before = places.indexOf(document.activeElement);
    drawn.innerHTML = model.get("svg");  // drawn by the program itself, words escaped
    const svg = drawn.querySelector("svg");
    places = [];
    hide();
    if (!svg) return;
    for (const part of svg.children) part.setAttribute("aria-hidden", "true");
    svg.setAttribute("role", "group");
    for (const spot of model.get("spots")) {
      const place = document.createElementNS(SVG, "rect"), [x, y, width, height] = spot.box;
      for (const [name, value] of Object.entries({ x, y, width, height, class: "zz-spot", tabindex: places.length ? -1 : 0,
        role: spot.key ? "button" : "img", "aria-label": `${spot.name}：${spot.values}` })) place.setAttribute(name, value);
      place.spot = spot;
      place.addEventListener("pointermove", event => show(place, event.clientX, event.clientY));
      place.addEventListener("pointerleave", hide);
      place.addEventListener("focus", () => place.matches(":focus-visible") && show(place));
      place.addEventListener("blur", hide);
      place.addEventListener("click", event => {
        if (brushed) return;
        stand(place), choose(place, event);
        if (event.pointerType === "touch") show(place);  // a finger does not hover
      });
      place.addEventListener("keydown", pressed);
      places.push(place);
      svg.append(place);
    }
    said();
    mark();
    if (before >= 0 && places.length) stand(places[Math.min(before, places.length - 1)]);
  }

  function said() {
    drawn.querySelector("svg")?.setAttribute("aria-label", model.get("alt"));
    live.textContent = model.get("alt");
  }

  // Sliders of the view have no name of their own for those who don't see it.
  function name_sliders() {
    for (const slider of (el.closest(".zz-view") ?? document).querySelectorAll(".widget-slider")) {
      const handle = slider.querySelector(".noUi-handle");
      const name = slider.querySelector(".widget-label")?.textContent ?? "", text = slider.querySelector(".widget-readout")?.textContent ?? "";
      if (handle && handle.getAttribute("aria-label") !== name) handle.setAttribute("aria-label", name);
      if (handle && handle.getAttribute("aria-valuetext") !== text) handle.setAttribute("aria-valuetext", text);
    }
  }

  // A served page keeps the state in its address: a reload or a copied link shows it again.
  function keep_address() {
    if (location.pathname.includes("/voila/render/")) history.replaceState(null, "", `?${model.get("query")}`);
  }

  model.on("change:svg", draw);
  model.on("change:alt", said);
  model.on("change:chosen", mark);
  model.on("change:query", keep_address);
  draw();
  keep_address();
  model.set("drawn", true);
  model.save_changes();
  const naming = setInterval(name_sliders, 1000);
  return () => { clearInterval(naming); model.off(null, null, null); };
}

export default { render };
