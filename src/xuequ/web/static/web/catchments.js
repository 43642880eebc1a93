// Catchments and their schools on a plain ground: no tiles, so that it works without a network.
const place = document.getElementById("map");
const wide = matchMedia("(min-width: 861px)").matches;
const colours = ["#1f5f99", "#b3541e", "#2e7d4f", "#7a4fa3", "#a3344a", "#0b7a84", "#8a6d00", "#5b6472", "#c2548a", "#3f6b1f"];
const loads = { short: "#a3344a", tight: "#b3541e", enough: "#2e7d4f", unknown: "#5b6472" };
const flip = ([east, north]) => [north, east];
if (place) fetch(place.dataset.url, { headers: { Accept: "application/json" } })
  .then((answer) => answer.json())
  .then((schools) => {
    const map = L.map(place, { attributionControl: false, scrollWheelZoom: false });
    const bounds = [];
    schools.forEach((school, n) => {
      const colour = school.load ? loads[school.load] : colours[n % colours.length];
      const popup = document.createElement("div");
      for (const line of [school.school, school.area, school.said]) {
        if (!line) continue;
        if (popup.childNodes.length) popup.append(document.createElement("br"));
        popup.append(line);
      }
      if (school.rings.length) {
        const rings = school.rings.map((ring) => ring.map(flip));
        bounds.push(...rings[0]);
        L.polygon(rings, { color: colour, weight: 2, fillOpacity: 0.18, dashArray: school.area ? "6 4" : null }).bindPopup(popup).addTo(map);
      }
      for (const at of school.points.map(flip)) {
        bounds.push(at);
        L.circleMarker(at, { radius: 5, color: "#fff", weight: 1.5, fillColor: colour, fillOpacity: 0.95 })
          .bindPopup(popup)
          .bindTooltip(school.school, { permanent: wide, direction: "top", offset: [0, -4], className: wide ? "district" : "" })
          .addTo(map);
      }
    });
    if (bounds.length) map.fitBounds(bounds, { padding: [24, 24] });
    else place.closest("[data-map]").hidden = true;
  });
