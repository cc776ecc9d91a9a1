// Draws [data-chart="ID"] from the json_script element ID with plotly, which is loaded only when
// such a chart comes near the screen. The server's SVG stays where plotly cannot be loaded.

const CONFIG = {
  showSendToCloud: false,
  plotlyServerURL: "",
  displaylogo: false,
  responsive: true,
};

const loaded = new Map();

const GRID = { automargin: true, gridcolor: "#e6e6e6", linecolor: "#949494", zerolinecolor: "#949494" };

// What every chart shares; a figure may overrule it.
function layoutFor(slot, layout = {}) {
  const narrow = slot.clientWidth < 480;
  return {
    colorway: ["#0017c1", "#c74700", "#197a4b", "#6f23d0", "#008299", "#8b3200"],
    margin: { l: 8, r: 16, t: 16, b: 8 },
    dragmode: matchMedia("(pointer: coarse)").matches ? false : "zoom",
    legend: { orientation: "h", y: -0.2 },
    ...layout,
    font: { family: getComputedStyle(document.body).fontFamily, size: narrow ? 12 : 14, color: "#333333", ...layout.font },
    xaxis: { ...GRID, ...layout.xaxis },
    yaxis: { ...GRID, ...layout.yaxis },
  };
}

function load(source) {
  if (!loaded.has(source)) {
    loaded.set(
      source,
      new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = source;
        script.onload = resolve;
        script.onerror = reject;
        document.head.append(script);
      }),
    );
  }
  return loaded.get(source);
}

async function draw(slot) {
  await load(slot.dataset.plotly);
  const japanese = document.documentElement.lang.startsWith("ja");
  if (japanese) await load(slot.dataset.plotlyLocale);
  const figure = JSON.parse(document.getElementById(slot.dataset.chart).textContent);
  const target = document.createElement("div");
  target.className = "chart__plotly";
  // A group, not an image: its tool buttons take the focus.
  target.setAttribute("role", "group");
  target.setAttribute("aria-label", slot.dataset.label);
  slot.append(target);
  await window.Plotly.newPlot(target, figure.data, layoutFor(slot, figure.layout), { ...CONFIG, locale: japanese ? "ja" : "en" });
  slot.querySelector("[data-chart-fallback]")?.setAttribute("hidden", "");
  document.querySelector(`[data-chart-png="${slot.dataset.chart}"]`)?.removeAttribute("hidden");
  slot.dataset.drawn = "true";
}

const observer = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      observer.unobserve(entry.target);
      draw(entry.target).catch((error) => {
        entry.target.querySelector(".chart__plotly")?.remove();
        console.error(error);
      });
    }
  },
  { rootMargin: "200px" },
);

for (const slot of document.querySelectorAll("[data-chart]")) observer.observe(slot);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-chart-png]");
  if (!button) return;
  const plot = document.querySelector(`[data-chart="${button.dataset.chartPng}"] .chart__plotly`);
  if (!plot) return;
  event.preventDefault();
  window.Plotly.downloadImage(plot, { format: "png", scale: 2, filename: button.dataset.filename });
});
