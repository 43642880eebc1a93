// Passkeys: ask the browser, put its answer into the form, send the form.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function readable(options) {
  const key = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
  if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (key[list]) key[list] = key[list].map((each) => ({ ...each, id: bytes(each.id) }));
  }
  return { publicKey: key };
}

function sendable(given) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (given.response[part]) response[part] = text(given.response[part]);
  }
  return JSON.stringify({
    id: given.id,
    rawId: text(given.rawId),
    type: given.type,
    response,
    clientExtensionResults: given.getClientExtensionResults(),
  });
}

async function ask(form) {
  const options = form.dataset.options
    ? JSON.parse(form.dataset.options)
    : await (await fetch(form.dataset.optionsUrl)).json();
  const given = await navigator.credentials[form.dataset.passkey](readable(options));
  form.elements.answer.value = sendable(given);
  form.submit();
}

if (window.PublicKeyCredential && window.isSecureContext) {
  for (const warning of document.querySelectorAll("[data-no-passkey]")) warning.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const error = form.querySelector(".error");
      error.hidden = true;
      try {
        await ask(form);
      } catch {
        error.hidden = false;
      }
    });
  }
}
