// The program's own pages show themselves: JupyterLab runs them when they are opened, unless their kernel holds them already.
const PAGES = [];  // written by `zz lab`: their paths

const pause = time => new Promise(done => setTimeout(done, time));

// Give the page's kernel once it is there and JupyterLab has asked it for its widgets: of those made meanwhile it would keep two.
async function connected(panel) {
  await Promise.all([panel.context.ready, panel.sessionContext.ready]);
  for (let tries = 0; tries < 600 && !panel.isDisposed; tries++) {
    const kernel = panel.sessionContext.session?.kernel;
    if (kernel?.connectionStatus === "connected" && (kernel._targetRegistry?.["jupyter.widget"] || tries > 300)) return kernel;
    await pause(100);
  }
  return null;
}

function activate(app) {
  const seen = new WeakSet();

  async function opened() {
    const panel = app.shell.currentWidget;
    if (!PAGES.includes(panel?.context?.path) || seen.has(panel)) return;
    seen.add(panel);
    const kernel = await connected(panel);
    if (!kernel) return;
    await pause(500);
    const held = (await kernel.requestCommInfo({ target_name: "jupyter.widget" })).content.comms;
    const shown = panel.content.model.sharedModel.cells.some(cell => cell.outputs?.length);
    if (shown && Object.keys(held).length) return;  // the page was loaded again: what was begun on it stays
    app.shell.activateById(panel.id);
    await app.commands.execute("notebook:run-all-cells");
    await panel.context.save();
  }

  app.restored.then(() => { app.shell.currentChanged.connect(opened); opened(); });
}

const plugin = { id: "zz-opening:plugin", autoStart: true, activate };
(window._JUPYTERLAB ??= {})["zz-opening"] = { init: async () => {}, get: async () => () => ({ __esModule: true, default: plugin }) };
