(() => {
  "use strict";
  const report = JSON.parse(document.getElementById("data").textContent);
  const ways = [
    { key: "naive", title: "One request per read", color: "--naive", point: "triangle" },
    { key: "api", title: "Scaler4j, API", color: "--api", point: "circle" },
    { key: "cluster-agent", title: "Scaler4j, Cluster Agent", color: "--agent", point: "rect" },
  ];
  const sizes = [...new Set(report.outcomes.map((o) => o.scalers))];
  const labels = sizes.map((n) => n.toLocaleString("en"));
  const outcome = (way, n) => report.outcomes.find((o) => o.mode === way.key && o.scalers === n);
  const values = (way, pick) => sizes.map((n) => {
    const found = outcome(way, n);
    const value = found === undefined ? null : pick(found);
    return value > 0 ? value : null;
  });
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const short = (value) => {
    if (value >= 1e6) return value / 1e6 + " M";
    if (value >= 1e4) return value / 1e3 + " k";
    return value.toLocaleString("en");
  };
  const exact = (value) => value.toLocaleString("en", { maximumSignificantDigits: 3 });
  const charts = [];

  const isPowerOfTen = (value) => Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9;
  const axis = (title, log, more) => ({
    type: log ? "logarithmic" : "linear",
    title: { display: true, text: title, color: css("--soft") },
    grid: { color: (c) => !log || isPowerOfTen(c.tick.value) ? css("--line") : "transparent" },
    border: { display: false },
    ticks: {
      color: css("--soft"),
      callback: (value) => (!log || isPowerOfTen(value) ? short(value) : null),
      autoSkip: !log,
    },
    ...more,
  });
  const options = (y, unit, more) => ({
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
    interaction: { mode: "index", intersect: false },
    scales: {
      x: {
        title: { display: true, text: "scalers", color: css("--soft") },
        grid: { display: false },
        border: { color: css("--line") },
        ticks: { color: css("--ink") },
      },
      y,
    },
    plugins: {
      legend: {
        position: "top", align: "start",
        labels: { color: css("--ink"), usePointStyle: true, boxHeight: 7, filter: (item) => !item.text.startsWith("_") },
      },
      tooltip: {
        callbacks: { label: (c) => ` ${c.dataset.label}: ${exact(c.parsed.y)} ${unit}` + (c.dataset.note ? c.dataset.note(c.dataIndex) : "") },
      },
      ...more,
    },
  });

  const line = (way, pick) => ({
    label: way.title,
    data: values(way, pick),
    borderColor: css(way.color),
    backgroundColor: css(way.color),
    pointStyle: way.point,
    clip: false,
    pointRadius: 5,
    borderWidth: 2.5,
  });
  const level = (label, value, dash) => ({
    label,
    data: sizes.map(() => value),
    borderColor: css("--soft"),
    backgroundColor: "transparent",
    borderWidth: 1.5,
    borderDash: dash,
    pointStyle: "line",
    pointRadius: 0,
  });
  const make = (id, config) => charts.push(new Chart(document.getElementById(id), config));
  const lines = (id, pick, y, unit, levels = []) =>
    make(id, { type: "line", data: { labels, datasets: [...ways.map((w) => line(w, pick)), ...levels] }, options: options(y, unit) });

  // From the median up to two higher percentiles: a stem with two caps.
  const whiskers = {
    id: "whiskers",
    afterDatasetsDraw(chart) {
      const { ctx, scales: { y } } = chart;
      chart.data.datasets.forEach((set, i) => {
        chart.getDatasetMeta(i).data.forEach((bar, j) => {
          if (!set.spread || set.spread[j] === null) return;
          const [middle, high] = set.spread[j].map((v) => y.getPixelForValue(v));
          ctx.save();
          ctx.strokeStyle = css("--ink");
          ctx.lineWidth = 1.5;
          ctx.beginPath();
          ctx.moveTo(bar.x, bar.y);
          ctx.lineTo(bar.x, high);
          const cap = Math.min(7, bar.width / 2);
          for (const [at, half] of [[middle, cap], [high, cap / 2]]) {
            ctx.moveTo(bar.x - half, at);
            ctx.lineTo(bar.x + half, at);
          }
          ctx.stroke();
          ctx.restore();
        });
      });
    },
  };
  const spreadBars = (id, pick, names, unit, log) => {
    const datasets = ways
      .map((way) => {
        const found = sizes.map((n) => outcome(way, n)).map((o) => (o && pick(o).count > 0 ? pick(o) : null));
        const parts = (p) => names.map((name) => p[name]);
        return {
          label: way.title,
          data: found.map((p) => (p ? parts(p)[0] : null)),
          spread: found.map((p) => (p ? parts(p).slice(1) : null)),
          note: (i) => (found[i] ? names.slice(1).map((n) => `, ${n.replace("p999", "p99.9")} ${exact(found[i][n])}`).join("") : ""),
          backgroundColor: css(way.color),
          pointStyle: way.point,
          maxBarThickness: 26,
        };
      })
      .filter((set) => set.data.some((value) => value !== null));
    const all = datasets.flatMap((s) => [...s.data, ...s.spread.flat()]).filter((v) => v !== null && v > 0);
    const range = log
      ? { min: 10 ** Math.floor(Math.log10(Math.min(...all)) - 0.2), max: 10 ** Math.ceil(Math.log10(Math.max(...all))) }
      : { beginAtZero: true, suggestedMax: Math.max(...all) * 1.05 };
    make(id, { type: "bar", data: { labels, datasets }, options: options(axis(unit, log, range), unit), plugins: [whiskers] });
  };

  // In bytes per scaler, a bar per way, stacked by class; what is small goes together.
  const hatched = (color) => {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    const ctx = tile.getContext("2d");
    ctx.strokeStyle = color;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.moveTo(-2, 6); ctx.lineTo(6, -2);
    ctx.moveTo(2, 10); ctx.lineTo(10, 2);
    ctx.stroke();
    return ctx.createPattern(tile, "repeat");
  };
  const classes = () => {
    const rows = report.heap.filter((row) => row.queries === "distinct");
    if (rows.length === 0) return;
    const simple = (name) => (name === "[B" ? "byte[]" : name.replace(/^\[L(.*);$/, "$1[]").replace(/^.*[./]/, "").replace("$", "."));
    const texts = (name) => name === "[B" || name === "java.lang.String";
    const names = [...new Set(rows.flatMap((row) => Object.keys(row.bytesByClass)))].filter((name) => !texts(name));
    const size = (row, name) => row.bytesByClass[name] || 0;
    names.sort((a, b) => Math.max(...rows.map((r) => size(r, b))) - Math.max(...rows.map((r) => size(r, a))));
    const shown = names.slice(0, 18);
    const all = ["its trigger's texts", ...shown.map(simple), "all else"];
    const datasets = rows.map((row) => {
      const way = ways.find((w) => w.key === row.mode);
      const parts = shown.map((name) => size(row, name));
      const rest = row.bytesPerScaler - row.stringBytesPerScaler - parts.reduce((a, b) => a + b, 0);
      return {
        label: `${way.title}: ${Math.round(row.bytesPerScaler - row.stringBytesPerScaler)} bytes beyond the texts`,
        data: [row.stringBytesPerScaler, ...parts, Math.max(0, rest)].map(Math.round),
        backgroundColor: all.map((_, i) => (i === 0 ? hatched(css(way.color)) : css(way.color))),
        borderColor: css(way.color),
        borderWidth: all.map((_, i) => (i === 0 ? 1 : 0)),
        maxBarThickness: 9,
      };
    });
    const config = options(axis("", false), "bytes");
    config.indexAxis = "y";
    config.scales = {
      x: axis("bytes per scaler", false, { beginAtZero: true }),
      y: { grid: { display: false }, border: { display: false }, ticks: { color: css("--ink"), autoSkip: false, font: { size: 11 } } },
    };
    config.plugins.legend.labels.generateLabels = (chart) =>
      datasets.map((set, i) => ({ text: set.label, fillStyle: set.borderColor, strokeStyle: set.borderColor, fontColor: css("--ink"), pointStyle: "rect", datasetIndex: i, hidden: !chart.isDatasetVisible(i) }));
    config.plugins.tooltip.callbacks.label = (c) => ` ${exact(c.parsed.x)} bytes`;
    make("classes", { type: "bar", data: { labels: all, datasets }, options: config });
  };

  const draw = () => {
    charts.splice(0).forEach((chart) => chart.destroy());
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    const perHour = (report.limit * 3600) / report.periodSeconds;
    lines("requests", (o) => o.requestsPerHour, axis("requests per hour", true), "per hour", [
      level(`limit here: ${perHour.toLocaleString("en")}`, perHour, [7, 5]),
      ...(perHour === 1600 ? [] : [level("1,600 per hour", 1600, [2, 4])]),
    ]);
    lines("values", (o) => (100 * o.values) / (o.values + o.failedReads), axis("% of reads", false, { min: 0, max: 100 }), "%");
    spreadBars("age", (o) => o.ageSeconds, ["p50", "p99", "worst"], "seconds", false);
    spreadBars("fetching", (o) => o.fetchingMillis, ["p50", "p99", "p999"], "ms", true);
    spreadBars("atOnce", (o) => o.atOnceMicros, ["p50", "p99", "p999"], "\u00b5s", true);
    lines("cpu", (o) => o.cpuSecondsPerHour, axis("CPU seconds per hour", true), "s");
    lines("heap", (o) => o.heapBytesPerScaler / 1024, axis("KiB per scaler", true), "KiB");
    classes();
  };
  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();
