// Keys and presenters' clickers turn the pages of the ceremony; every act works without them.
const keys = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" };
document.body.classList.add("stage-page");
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input, textarea, select") || event.altKey || event.ctrlKey) return;
  const link = keys[event.key] && document.querySelector(`a[rel=${keys[event.key]}]`);
  if (link) {
    event.preventDefault();
    link.click();
  }
});
const whole = document.querySelector("button[data-whole-screen]");
if (whole && document.documentElement.requestFullscreen) {
  whole.hidden = false;
  whole.addEventListener("click", () => document.documentElement.requestFullscreen());
}
