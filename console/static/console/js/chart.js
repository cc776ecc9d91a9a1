// Draws [data-chart="ID"] from the json_script element ID with plotly, which is loaded only when
// such a chart comes near the screen. The server's SVG stays where plotly cannot be loaded.

const CONFIG = {
  showSendToCloud: false,
  plotlyServerURL: "",
  displaylogo: false,
  responsive: true,
};

const loaded = new Map();

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
  target.setAttribute("role", "img");
  target.setAttribute("aria-label", slot.dataset.label);
  slot.append(target);
  const font = { family: getComputedStyle(document.body).fontFamily, size: 14, color: "#1a1a1a" };
  await window.Plotly.newPlot(target, figure.data, { font, ...figure.layout }, { ...CONFIG, locale: japanese ? "ja" : "en" });
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
