// Light, dark, or as the system is: kept in this browser.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-set]");
  if (!button) return;
  const choice = button.dataset.themeSet;
  if (choice === "system") localStorage.removeItem("tenure-theme");
  else localStorage.setItem("tenure-theme", choice);
  dispatchEvent(new Event("tenure:theme"));
});
