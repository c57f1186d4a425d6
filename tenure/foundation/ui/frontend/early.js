// Runs before the first paint, as a plain script in the head: the page opens in the right theme.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    let choice = null;
    try {
      choice = localStorage.getItem("tenure-theme");
    } catch {
      choice = null;
    }
    root.dataset.themeChoice = choice ?? "system";
    root.dataset.bsTheme = choice ?? (dark.matches ? "dark" : "light");
  };
  apply();
  root.classList.add("js");
  dark.addEventListener("change", apply);
  addEventListener("storage", apply);
  addEventListener("tenure:theme", apply);
})();
