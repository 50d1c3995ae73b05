// Answers that are there before the app asks: what the script of index.html has asked for, and what a page that was
// written beforehand has brought. Each is given once; what is asked for again comes from the network. What the app gives up
// is given up here, too: a second request for the same would wait for the first.

export const early = (url, signal) => {
    const asked = globalThis.qilouAsked?.get(url);
    if (asked) {
        const [answer, controller] = asked;
        globalThis.qilouAsked.delete(url);
        signal?.addEventListener("abort", () => controller.abort());
        return answer;
    }
    for (const brought of document.querySelectorAll("script[data-answer]")) {
        if (new URL(brought.dataset.answer, document.baseURI).href === url) {
            brought.remove();
            return Promise.resolve([url, 200, "application/json", brought.textContent]);
        }
    }
};
