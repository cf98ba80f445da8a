// Files that are dropped on the form or pasted into it.
//
// Beside a field for files, the browser would leave the page for what was dropped.

/** Lets the whole form take files for the field in `area`, unless another field does already. */
export const takeDrops = (form, area, add) => {
  if (form.querySelector(".drop.first")) return;
  area.classList.add("first");
  // On another field for files, the browser does what is right.
  const isHere = ({ target, dataTransfer }) =>
    dataTransfer?.types.includes("Files") && !target.closest?.(".drop:not(.first)");
  const hear = (name, run) =>
    form.addEventListener(name, (event) => {
      if (!isHere(event)) return;
      event.preventDefault();
      run(event);
    });
  const light = (over) => area.classList.toggle("over", over);
  hear("dragover", () => light(true));
  hear("dragleave", () => light(false));
  hear("drop", ({ dataTransfer }) => {
    light(false);
    add(dataTransfer.files);
  });
  form.addEventListener("paste", ({ clipboardData }) => add(clipboardData?.files ?? []));
};
