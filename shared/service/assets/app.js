// Makes pages quicker that are complete without it: swap a part instead of loading the page, say what changed,
// reach the search field with "/". Every form and link here works as it stands when this file does not load.
(() => {
  "use strict";

  // The menu folds on a narrow screen.
  const button = document.querySelector(".menu-button");
  const menu = document.getElementById("site-menu");
  if (button && menu) {
    button.hidden = false;
    menu.dataset.closed = "";
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", String(open));
      menu.toggleAttribute("data-closed", !open);
    });
  }

  // After a failed submission the reader starts at the list of errors.
  const errors = document.getElementById("errors");
  if (errors) errors.focus();

  // "/" goes to the search field, unless the reader is typing or has switched it off on this device.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const search = document.getElementById("site-search") || document.querySelector("[type=search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  });

  // <form data-swap="id">: fetch the answer and replace the element with that id.
  let asked = 0;
  async function swap(form, submitter) {
    const target = document.getElementById(form.dataset.swap);
    const data = new FormData(form, submitter);
    const query = new URLSearchParams(data);
    const get = form.method === "get";
    const url = new URL(submitter?.formAction || form.action, location.href);
    if (get) url.search = query;
    const turn = ++asked;
    target.setAttribute("aria-busy", "true");
    const response = await fetch(url, get ? {} : { method: "POST", body: query });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (turn !== asked) return;
    const fresh = page.getElementById(form.dataset.swap);
    if (!fresh || (response.redirected && new URL(response.url).pathname !== location.pathname)) {
      location.assign(response.url);
      return;
    }
    target.replaceWith(fresh);
    document.title = page.title;
    // What a form posts, such as a name, never comes into an address; where it leads may.
    if (get) history.replaceState(null, "", url);
    else if (response.redirected) history.replaceState(null, "", response.url);
    else if (!("live" in form.dataset)) fresh.querySelector("#errors, [role=status]")?.focus();
    say(fresh.dataset.said || "");
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.swap || !document.getElementById(form.dataset.swap)) return;
    event.preventDefault();
    // A failed fetch falls back to what the browser would have done.
    swap(form, event.submitter).catch(() => form.submit());
  });

  // Filters, and forms marked with data-live, answer while one types or chooses.
  let timer;
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form || !form.dataset.swap || (form.method !== "get" && !("live" in form.dataset))) return;
    clearTimeout(timer);
    timer = setTimeout(() => form.requestSubmit(), event.target.matches("select") ? 0 : 250);
  });

  // What a swap changed is said once, without moving the focus.
  function say(text) {
    let region = document.getElementById("said");
    if (!region) {
      region = document.createElement("p");
      region.id = "said";
      region.className = "sr";
      region.setAttribute("role", "status");
      document.body.append(region);
    }
    region.textContent = text;
  }

  // A change elsewhere is announced; the page stays as it is until the reader asks.
  const live = document.body.dataset.live;
  const notice = document.getElementById("live-notice");
  if (live && notice && window.EventSource) {
    const source = new EventSource(live);
    source.addEventListener("change", () => {
      if (notice.firstChild) return;
      const link = document.createElement("a");
      link.href = location.href;
      link.textContent = notice.dataset.link;
      notice.append(notice.dataset.text + " ", link);
    });
    window.addEventListener("pagehide", () => source.close());
  }
})();
