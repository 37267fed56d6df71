// What a reader sees of the elements that match `arguments[0]`: for each its text, whether it is visible, and contrasts as
// WCAG 2.2 defines them: of its text (the least, if parts of it differ) and of its border, if it has one, with what is around it.

const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const onPaper = matchMedia("print").matches;
const WHITE = [255, 255, 255];
const NOTHING = [0, 0, 0, 0];

// Any CSS colour, `color-mix()` included, as red, green, blue from 0 to 255 and alpha from 0 to 1.
function rgba(colour) {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = "#010203";
    context.fillStyle = colour;
    if (context.fillStyle === "#010203") throw new Error(`${colour} is not a colour`);
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
}

function mixed(below, above, share) {
    return below.map((channel, i) => channel + (above[i] - channel) * share);
}

// Browsers don't print backgrounds unless they are told to.
function background(style) {
    if (onPaper && style.printColorAdjust !== "exact") return NOTHING;
    if (style.backgroundImage !== "none") throw new Error("contrast with a background image can't be computed");
    return rgba(style.backgroundColor);
}

// The colour of `ink` on the last of `boxes`, each of which stands in the one before it, the first on `below`.
function painted(boxes, below, ink) {
    if (boxes.length === 0) return mixed(below, ink, ink[3]);
    const style = getComputedStyle(boxes[0]);
    const box = background(style);
    const inside = painted(boxes.slice(1), mixed(below, box, box[3]), ink);
    return mixed(below, inside, Number(style.opacity));
}

function boxesAround(element) {
    return element ? [...boxesAround(element.parentElement), element] : [];
}

function luminance(colour) {
    const [red, green, blue] = colour.map((channel) => {
        const share = channel / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
}

function textContrast(element) {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const contrasts = [];
    while (texts.nextNode()) {
        if (!texts.currentNode.data.trim()) continue;
        const boxes = boxesAround(texts.currentNode.parentElement);
        const ink = rgba(getComputedStyle(boxes.at(-1)).color);
        contrasts.push(contrast(painted(boxes, WHITE, ink), painted(boxes, WHITE, NOTHING)));
    }
    return contrasts.length ? Math.min(...contrasts) : null;
}

function borderContrast(element) {
    const style = getComputedStyle(element);
    const boxes = boxesAround(element);
    const around = painted(boxes.slice(0, -1), WHITE, NOTHING);
    const sides = ["Top", "Right", "Bottom", "Left"].filter((side) => parseFloat(style[`border${side}Width`]) > 0);
    const contrasts = sides.map((side) => contrast(painted(boxes, WHITE, rgba(style[`border${side}Color`])), around));
    return contrasts.length ? Math.min(...contrasts) : null;
}

function isVisible(element) {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

return [...document.querySelectorAll(arguments[0])].map((element) => ({
    text: element.textContent.trim(),
    visible: isVisible(element),
    text_contrast: textContrast(element),
    border_contrast: borderContrast(element),
}));
