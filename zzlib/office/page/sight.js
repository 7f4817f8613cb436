// The step that was opened stays in sight when the one above it, which was long, folds.
function render({ model, el }) {
  const show = () => requestAnimationFrame(() => requestAnimationFrame(() => {
    const step = model.get("step");
    if (step) el.closest(".zz-office")?.querySelector(`.zz-step-${step}`)?.scrollIntoView({ block: "nearest" });
  }));
  model.on("change:step", show);
  return () => model.off("change:step", show);
}

export default { render };
