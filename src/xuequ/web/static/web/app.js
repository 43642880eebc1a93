// Small comforts; every act works without them.
document.documentElement.classList.add("js");
for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
for (const box of document.querySelectorAll("input[data-filter]")) {
  const rows = box.parentElement.querySelectorAll("label");
  box.hidden = false;
  box.addEventListener("input", () => {
    const asked = box.value.trim().toLowerCase();
    for (const row of rows) {
      row.hidden = !row.textContent.toLowerCase().includes(asked) && !row.querySelector(":checked");
    }
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
const menu = document.querySelector("details[data-open-wide]");
if (menu && matchMedia("(min-width: 861px)").matches) menu.open = true;
