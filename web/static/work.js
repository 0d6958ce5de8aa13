// Keeps what is typed into the form of a report or a review as a draft on the server: some
// seconds after the last key, and on leaving the page. Without this script the
// form's own button does the same.
"use strict";
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const said = document.getElementById("autosaved");
  const wait = 4000; // milliseconds after the last key
  let timer = 0;
  let changed = false; // since the last save
  let saving = false;
  let stopped = false; // somebody else saved, or nobody is signed in: only sending the form helps

  const values = () => {
    const sent = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") sent.append(name, value);
    }
    return sent;
  };

  const save = async (leaving) => {
    clearTimeout(timer);
    if (!changed || saving || stopped) return;
    changed = false;
    saving = true;
    if (!leaving) said.textContent = form.dataset.saving;
    try {
      const response = await fetch(form.dataset.autosave, {
        method: "POST", body: values(), credentials: "same-origin", keepalive: leaving, redirect: "error",
      });
      if (response.status === 401) {
        stopped = true;
        said.textContent = form.dataset.signedOut;
        return;
      }
      const answer = await response.json();
      said.textContent = answer.said;
      if (response.ok) {
        form.elements.version.value = answer.version;
        form.elements.base.value = JSON.stringify(answer.base);
      }
      stopped = [403, 404, 409].includes(response.status);
    } catch {
      changed = true;
      said.textContent = form.dataset.failed;
      timer = setTimeout(save, 5 * wait, false);
    } finally {
      saving = false;
    }
    if (changed && !stopped) later();
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, wait, false);
  };

  form.addEventListener("input", () => {
    changed = true;
    later();
  });
  // A file that is too large is told before it is sent.
  const file = form.elements.evidence_file;
  const fits = () => {
    if (!file) return true;
    const large = Array.from(file.files).some((f) => f.size > Number(form.dataset.most));
    file.setCustomValidity(large ? form.dataset.tooLarge : "");
    if (large) file.closest("details").open = true;
    return file.reportValidity();
  };
  file?.addEventListener("change", fits);

  // The form itself says what is to be kept; a draft saved beside it would make it stale.
  form.addEventListener("submit", (e) => {
    if (!fits()) {
      e.preventDefault();
      return;
    }
    if (saving) {
      e.preventDefault();
      const send = e.submitter;
      const again = setInterval(() => {
        if (saving) return;
        clearInterval(again);
        form.requestSubmit(send);
      }, 50);
      return;
    }
    changed = false;
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
  });

  const errors = document.querySelector(".error-summary");
  if (errors) errors.focus();
})();
