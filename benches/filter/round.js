// What a reader does, once: for each thing its name and how many milliseconds passed until the picture showed it.

const index = document.querySelector(".design-index");
const field = index.querySelector("input[type=search]");
const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
const times = [];

async function timed(what, act) {
    await frame();
    const start = performance.now();
    act();
    // The layout alone, and then the frame that has it.
    void index.offsetHeight;
    await frame();
    times.push([what, performance.now() - start]);
}

function type(text) {
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

await timed("the whole page", () => {
    index.style.display = "none";
    void index.offsetHeight;
    index.style.display = "";
});
const word = "search";
for (let length = 1; length <= word.length; length += 1) {
    await timed("a letter more", () => type(word.slice(0, length)));
}
for (let length = word.length - 1; length >= 0; length -= 1) {
    await timed("a letter less", () => type(word.slice(0, length)));
}
for (const menu of index.querySelectorAll(".design-facet")) {
    await timed("a menu opened", () => (menu.open = true));
    const box = menu.querySelector("input");
    await timed("a choice made", () => box.click());
    await timed("a choice taken back", () => box.click());
    menu.open = false;
}
for (let turn = 0; turn < 3; turn += 1) {
    await timed("another order", () => index.querySelector(".design-sort").click());
}
return times;
