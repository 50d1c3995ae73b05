// Answers that are there before the app asks: what the script of index.html has asked for, and what a page that was
// written beforehand has brought. Each is given once; what is asked for again comes from the network.

export const early = (url) => {
    const asked = globalThis.qilouAsked?.get(url);
    if (asked) {
        globalThis.qilouAsked.delete(url);
        return asked;
    }
    for (const brought of document.querySelectorAll("script[data-answer]")) {
        if (new URL(brought.dataset.answer, document.baseURI).href === url) {
            brought.remove();
            return Promise.resolve([url, 200, "application/json", brought.textContent]);
        }
    }
};
