// <dialog>: [data-dialog-open="id"] opens it, [data-dialog-close] closes it. Without scripts the
// opener is a link to a page, or the dialog's form is reached directly.

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialogOpen);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
    }
  }
  event.target.closest("[data-dialog-close]")?.closest("dialog").close();
});
