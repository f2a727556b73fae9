// SPDX-License-Identifier: Apache-2.0
// Passkeys show only where the browser has them; one that was not used is said in words beside the button.

if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-no-passkey]")) part.hidden = true;
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const part of document.querySelectorAll("[data-passkey-error]")) part.hidden = false;
});
