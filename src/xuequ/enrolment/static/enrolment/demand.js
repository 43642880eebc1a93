// Demand with its interval against the seats; the table beside it says the same.
const places = document.querySelectorAll("[data-demand]");
for (const place of places) {
  const { years, low, middle, high, seats, says } = JSON.parse(place.dataset.demand);
  const chart = echarts.init(place, null, { renderer: "canvas" });
  const font = getComputedStyle(document.body).fontFamily;
  const width = high.map((each, n) => (each === null || low[n] === null ? null : each - low[n]));
  const draw = () => {
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: font },
      backgroundColor: "#fff",
      legend: { data: [says.middle, says.band, says.seats], bottom: 0 },
      grid: { left: 56, right: 24, top: 24, bottom: place.clientWidth < 420 ? 84 : 56 },
      xAxis: { type: "category", data: years, boundaryGap: false, axisLabel: { hideOverlap: true } },
      yAxis: { type: "value", scale: true },
      tooltip: { trigger: "axis", confine: true, renderMode: "richText" },
      series: [
        { name: "low", type: "line", data: low, stack: "band", symbol: "none", lineStyle: { opacity: 0 }, tooltip: { show: false }, silent: true },
        { name: says.band, type: "line", data: width, stack: "band", symbol: "none", color: "#9dbbd8", lineStyle: { opacity: 0 }, areaStyle: { color: "#9dbbd8", opacity: 0.6 }, tooltip: { show: false }, silent: true },
        { name: says.middle, type: "line", data: middle, color: "#1f5f99", symbol: "circle", symbolSize: 7, lineStyle: { width: 2 } },
        { name: says.seats, type: "line", step: "middle", data: seats, color: "#b3541e", symbol: "none", lineStyle: { width: 2, type: "dashed" } },
      ],
    });
  };
  document.fonts.ready.then(draw);
  draw();
  addEventListener("resize", () => chart.resize());
  const button = document.getElementById(place.dataset.png);
  button.hidden = false;
  button.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: "#fff" });
    link.download = `${place.dataset.name}.png`;
    link.click();
  });
}
