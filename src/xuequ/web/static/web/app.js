// Small comforts; every act works without them.
document.documentElement.classList.add("js");
for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
const menu = document.querySelector("details[data-open-wide]");
if (menu && matchMedia("(min-width: 861px)").matches) menu.open = true;
