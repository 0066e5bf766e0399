(() => {
  "use strict";
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const id = (name) => document.getElementById(name);
  const rows = all(".row").map((row) => ({
    row,
    cards: all(".card", row).map((card) => ({ card, findings: all(".finding", card) })),
  }));
  let shown = [];
  let at = -1;
  let marked = null;

  const tell = () => {
    const position = id("position");
    position.textContent = shown.length
      ? position.dataset.template.replace("{at}", String(at + 1)).replace("{count}", String(shown.length))
      : position.dataset.nothing;
  };

  const filter = () => {
    const off = new Set(all(".filter").filter((box) => !box.checked).map((box) => box.value));
    const only = id("only").checked;
    const current = shown[at];
    shown = [];
    for (const { row, cards } of rows) {
      let some = false;
      for (const { card, findings } of cards) {
        const wanted = findings.filter((one) => !off.has(one.dataset.severity) && !off.has(one.dataset.family));
        const kept = new Set(wanted);
        for (const one of findings) one.classList.toggle("off", !kept.has(one));
        const visible = wanted.length > 0 || (!only && findings.length === 0);
        card.classList.toggle("off", !visible);
        some = some || wanted.length > 0;
        shown.push(...wanted);
      }
      row.classList.toggle("off", only && !some);
    }
    at = shown.indexOf(current);
    tell();
  };

  const highlight = (name) => {
    if (marked) marked.classList.remove("now");
    const point = id(name);
    marked = point && point.nextElementSibling && point.nextElementSibling.matches(".mark") ? point.nextElementSibling : point;
    if (marked) marked.classList.add("now");
  };

  const go = (step) => {
    if (!shown.length) return;
    const inside = document.activeElement && document.activeElement.closest(".finding");
    if (inside && shown.includes(inside)) at = shown.indexOf(inside);
    at = at < 0 && step < 0 ? shown.length - 1 : (at + step + shown.length) % shown.length;
    const finding = shown[at];
    const link = finding.querySelector(".back");
    finding.closest(".row").scrollIntoView({ block: "start" });
    finding.scrollIntoView({ block: "nearest" });
    link.focus();
    highlight(link.hash.slice(1));
    tell();
  };

  const open = () => {
    const target = location.hash && id(location.hash.slice(1));
    if (!target) return;
    const details = target.querySelector(":scope > details");
    if (details) details.open = true;
    if (target.matches(".point")) highlight(target.id);
  };

  document.addEventListener("keydown", (event) => {
    if (!id("keys").checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j" || event.key === "n") go(1);
    else if (event.key === "k" || event.key === "p") go(-1);
    else return;
    event.preventDefault();
  });
  id("next").addEventListener("click", () => go(1));
  id("previous").addEventListener("click", () => go(-1));
  for (const box of [id("only"), ...all(".filter")]) box.addEventListener("change", filter);
  window.addEventListener("hashchange", open);
  id("tools").hidden = false;
  filter();
  open();
})();
