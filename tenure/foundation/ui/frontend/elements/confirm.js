// The button of a dangerous form waits until its word has been typed.
document.addEventListener("input", (event) => {
  const form = event.target.matches?.("[data-word]") && event.target.closest("[data-asks-for]");
  if (form) form.querySelector("[type=submit]").disabled = event.target.value.trim() !== form.dataset.asksFor;
});
