// What the theme's keyboard handling lacks.
document.addEventListener("keydown", (event) => {
  // Its one-letter shortcuts would carry off to another page whoever mistypes or dictates.
  if (event.key.length === 1) event.stopPropagation();
  // Its menu opens on Enter alone.
  if (event.key === " " && event.target instanceof HTMLLabelElement) {
    event.preventDefault();
    event.target.click();
  }
});
