// Shows the pictures of a page one at a time, as large as the window: PhotoSwipe, in our words.
//
// labels: {close, zoom, prev, next, download, failed}.

import PhotoSwipe from "photoswipe";
import sheet from "photoswipe/style.css";

const arrow =
    '<path d="M20.5 14.3 17.1 18V10h-2.2v7.9l-3.4-3.6L10 16l6 6.1 6-6.1ZM23 23H9v2h14Z" id="pswp__icn-download"/>';

// Opens the picture of a link, with all others of the same thread beside it.
export async function open(opener, labels) {
    const links = [...(opener.closest(".posts") ?? document).querySelectorAll("a.zoom")].filter((link) => link.querySelector("img"));
    const slides = links.map(slide);
    const index = links.indexOf(opener);
    await Promise.all([styled(), measure(slides[index])]);
    // Meanwhile the reader may have left the page, or opened a picture.
    if (!opener.isConnected || document.querySelector(".pswp")) return;

    const viewer = new PhotoSwipe({
        dataSource: slides,
        index,
        loop: false,
        bgOpacity: 0.97,
        wheelToZoom: true,
        // A picture is always smaller than the window or zoomed; a click beside it closes.
        imageClickAction: "zoom-or-close",
        closeTitle: labels.close,
        zoomTitle: labels.zoom,
        arrowPrevTitle: labels.prev,
        arrowNextTitle: labels.next,
        errorMsg: labels.failed,
        // `opener` below does it better: it also knows what was clicked but not focused.
        returnFocus: false,
    });

    // Neighbours are measured when PhotoSwipe asks for them, and shown again once it is known.
    viewer.on("itemData", ({ itemData, index }) => {
        if (itemData.width && itemData.height) return;
        measure(itemData).then((found) => found && viewer.isOpen && viewer.refreshSlideContent(index));
    });
    viewer.on("uiRegister", () => {
        viewer.ui.registerElement(caption);
        viewer.ui.registerElement(download(labels.download));
    });
    viewer.on("afterInit", () => viewer.element.setAttribute("aria-label", labels.zoom));

    // Going back in the history leaves the picture's page, so the picture goes too.
    const leave = () => viewer.close();
    window.addEventListener("popstate", leave);
    viewer.on("destroy", () => {
        window.removeEventListener("popstate", leave);
        opener.focus({ preventScroll: true });
    });
    viewer.init();
}

// What the page knows of a picture; it grows out of the small one there.
function slide(link) {
    const element = link.querySelector("img");
    const name = link.parentElement.querySelector("figcaption, .caption")?.textContent;
    return {
        src: link.href,
        width: Number(element.getAttribute("width")) || undefined,
        height: Number(element.getAttribute("height")) || undefined,
        alt: element.alt,
        caption: name || element.alt,
        msrc: element.currentSrc,
        element,
    };
}

const caption = {
    name: "caption",
    order: 9,
    isButton: false,
    appendTo: "root",
    onInit(element, viewer) {
        viewer.on("change", () => {
            element.textContent = viewer.currSlide.data.caption;
        });
    },
};

const download = (label) => ({
    name: "download",
    order: 8,
    isButton: true,
    tagName: "a",
    title: label,
    html: { isCustomSVG: true, inner: arrow, outlineID: "pswp__icn-download" },
    onInit(element, viewer) {
        element.target = "_blank";
        element.rel = "noopener";
        viewer.on("change", () => {
            const { src, caption } = viewer.currSlide.data;
            element.href = src;
            element.download = caption;
        });
    },
});

// Loads the picture of a slide to learn its size, once; says whether that brought something new.
async function measure(slide) {
    if ((slide.width && slide.height) || slide.measured) return false;
    slide.measured = true;
    const image = new Image();
    image.src = slide.src;
    // A picture that cannot be loaded is for the viewer to report.
    const loaded = await image.decode().then(() => true, () => false);
    if (loaded) Object.assign(slide, { width: image.naturalWidth, height: image.naturalHeight });
    return loaded;
}

// The style is fetched with the first picture only.
let sheetLoaded;
function styled() {
    sheetLoaded ??= new Promise((resolve) => {
        const link = document.createElement("link");
        link.rel = "stylesheet";
        link.href = new URL(sheet, import.meta.url);
        link.onload = link.onerror = resolve;
        document.head.append(link);
    });
    return sheetLoaded;
}
