// Schools of each consortium on a plain ground: no tiles, so that it works without a network.
const place = document.getElementById("map");
const wide = matchMedia("(min-width: 861px)").matches;
const colours = ["#1f5f99", "#b3541e", "#2e7d4f", "#7a4fa3", "#a3344a", "#0b7a84", "#8a6d00", "#5b6472", "#c2548a", "#3f6b1f"];
fetch(place.dataset.url, { headers: { Accept: "application/json" } })
  .then((answer) => answer.json())
  .then((units) => {
    const map = L.map(place, { attributionControl: false, scrollWheelZoom: false });
    const bounds = [];
    units.forEach((unit, n) => {
      const colour = colours[n % colours.length];
      const lead = unit.schools.find((school) => school.lead);
      for (const school of unit.schools) {
        const at = [school.latitude, school.longitude];
        bounds.push(at);
        if (lead && school !== lead) {
          L.polyline([[lead.latitude, lead.longitude], at], { color: colour, weight: 1, opacity: 0.55 }).addTo(map);
        }
        const popup = document.createElement("div");
        const link = document.createElement("a");
        link.href = school.url;
        link.textContent = school.name;
        popup.append(link, document.createElement("br"), `${unit.name} · ${school.role}`);
        L.circleMarker(at, { radius: school.lead ? 9 : 5, color: "#fff", weight: 1.5, fillColor: colour, fillOpacity: 0.95 })
          .bindPopup(popup)
          .bindTooltip(school.lead && wide ? unit.name : school.name, {
            permanent: school.lead && wide,
            direction: "top",
            offset: [0, -6],
            className: school.lead && wide ? "district" : "",
          })
          .addTo(map);
      }
    });
    if (bounds.length) map.fitBounds(bounds, { padding: [24, 24] });
    else map.setView([22.86, 108.37], 11);
  });
