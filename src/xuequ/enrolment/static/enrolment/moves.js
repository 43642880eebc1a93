// Who would be at another school: dots and lines on a plain ground, so that it works without a network.
const place = document.getElementById("map");
const buttons = [...document.querySelectorAll("#ways button")];
const map = L.map(place, { attributionControl: false, scrollWheelZoom: false });
const drawn = L.layerGroup().addTo(map);

function show({ schools, lines }) {
  drawn.clearLayers();
  const most = Math.max(1, ...lines.map((line) => line.children));
  for (const line of lines) {
    L.polyline([line.from, line.to], { color: "#b3541e", weight: 1 + (7 * line.children) / most, opacity: 0.6 })
      .bindTooltip(`${line.names[0]} → ${line.names[1]}: ${line.children}`, { sticky: true })
      .addTo(drawn);
  }
  for (const school of schools) {
    const more = school.change > 0;
    L.circleMarker(school.at, { radius: 7, color: "#1f5f99", weight: 2, fillColor: more ? "#1f5f99" : "#fff", fillOpacity: 1 })
      .bindTooltip(`${school.name} ${more ? "+" : ""}${school.change}`, { permanent: schools.length < 12, direction: "top", offset: [0, -6] })
      .addTo(drawn);
  }
  if (schools.length) map.fitBounds(schools.map((school) => school.at), { padding: [32, 32], maxZoom: 15 });
}

function choose(button) {
  for (const each of buttons) each.setAttribute("aria-pressed", String(each === button));
  fetch(button.dataset.url, { headers: { Accept: "application/json" } })
    .then((answer) => answer.json())
    .then(show);
}

for (const each of buttons) each.addEventListener("click", () => choose(each));
if (buttons.length) choose(buttons[0]);
