// What a served page says while it does not come, and when its kernel is gone: a blank page, or one that answers nothing, says why.
(() => {
  const LOOK = 5_000, LONG = 30_000, begun = Date.now();  // milliseconds
  const UNFINISHED = "#loading, script[type='application/vnd.voila.cell-output+json']";
  const BARE = /^(Loading widget|Error displaying widget)/;
  let unanswered = 0;
  const line = document.createElement("p");
  line.id = "zz-opening";
  line.setAttribute("role", "status");
  line.style = "position: fixed; z-index: 99; top: 0; left: 0; right: 0; margin: 0; padding: 8px 16px; background: #fff3cd; color: #333; font: 16px/1.5 sans-serif";

  const shown = () => document.readyState === "complete" && !document.querySelector(UNFINISHED)
    && ![...document.querySelectorAll(".jp-OutputArea-output")].some(output => BARE.test(output.textContent));

  async function gone() {
    const config = document.getElementById("jupyter-config-data");
    if (!config) return false;
    const { baseUrl, kernelId } = JSON.parse(config.textContent);
    try {
      const answer = await fetch(`${baseUrl}api/kernels/${kernelId}`, { cache: "no-store" });
      unanswered = 0;
      return answer.status === 404;
    } catch {
      return ++unanswered > 1;  // a computer that wakes up fails once
    }
  }

  function say(words) {
    if (!words) return line.remove();
    if (line.isConnected && line.firstChild?.data === words) return;
    const again = document.createElement("a");
    again.href = location.href;
    again.textContent = "重新打开";
    again.style = "color: #0b5394; text-decoration: underline";
    line.replaceChildren(words, again);
    document.body.append(line);
  }

  setInterval(async () => {
    if (document.hidden) return;
    if (await gone()) say("这一页的计算已经停了（闲置太久、电脑内存不够，或者 zz serve 停了）：");
    else say(shown() || Date.now() - begun < LONG ? "" : "电脑忙，这一页还没有打开，请再等等；一直不出来就");
  }, LOOK);
})();
