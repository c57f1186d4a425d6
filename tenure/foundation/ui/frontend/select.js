// Long selects that one can type into.
import TomSelect from "tom-select/base";
import removeButton from "tom-select/dist/esm/plugins/remove_button/plugin.js";
import "tom-select/dist/css/tom-select.css";
import "./styles/select.css";

TomSelect.define("remove_button", removeButton);

export function dress(select) {
  if (select.tomselect) return;
  new TomSelect(select, {
    plugins: select.multiple ? ["remove_button"] : [],
    maxOptions: 500,
    hidePlaceholder: true,
    onInitialize() {
      this.control_input.setAttribute("aria-label", select.getAttribute("aria-label"));
    },
  });
}
