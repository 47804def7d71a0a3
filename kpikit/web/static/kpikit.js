// Every page works without this file. It only saves work and surprises.
"use strict";

(() => {
  const unsent = new Set();
  const on = (name, step) => document.addEventListener(name, step, true);
  const formOf = (element) => element.form ?? element.closest?.("form");

  const prepare = (root) => {
    root.querySelector("[data-focus]")?.focus();
    for (const button of root.querySelectorAll("[data-nojs]")) button.hidden = true;
  };

  // Typing that was not sent: ask before the page is left.
  on("input", (event) => {
    const form = formOf(event.target);
    if (form?.matches("[data-guard]")) unsent.add(form);
  });

  window.addEventListener("beforeunload", (event) => {
    if ([...unsent].some((form) => form.isConnected)) event.preventDefault();
  });

  // A choice in a form that sends itself.
  on("change", (event) => {
    const form = formOf(event.target);
    if (form?.matches("[data-autosubmit]")) form.requestSubmit();
  });

  // The same form twice within three seconds is one click too many.
  on("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("method") !== "post") return;
    if ("sent" in form.dataset) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "";
    setTimeout(() => delete form.dataset.sent, 3000);
    unsent.delete(form);
    for (const words of form.querySelectorAll("[data-busy]")) words.hidden = false;
  });

  // The other party's news never lands on top of what is being typed.
  on("htmx:beforeSwap", ({ detail }) => {
    const asked = detail.requestConfig.triggeringEvent;
    const busy = [...unsent].some((form) => detail.target.contains(form))
      || detail.target.querySelector(":is(input, select, textarea):focus:not([type=radio])");
    if (!asked && busy) detail.shouldSwap = false;
  });

  // What stood open stays open when a part of the page is made anew.
  let opened = [];
  on("htmx:beforeSwap", ({ detail }) => {
    opened = [...detail.target.querySelectorAll("details[open]")].map((block) => block.id);
  });
  on("htmx:afterSwap", () => {
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  });

  // Advice that is still under way when somebody leaves the page is no error.
  const underWay = new Set();
  on("htmx:beforeSend", ({ detail }) => underWay.add(detail.xhr));
  window.addEventListener("pagehide", () => {
    for (const request of underWay) request.onabort = null;
  });

  on("htmx:afterRequest", ({ detail }) => underWay.delete(detail.xhr));
  on("htmx:afterRequest", ({ detail }) => delete formOf(detail.elt)?.dataset.sent);
  on("htmx:load", ({ detail }) => prepare(detail.elt));
  if (!window.htmx) on("DOMContentLoaded", () => prepare(document));
})();
