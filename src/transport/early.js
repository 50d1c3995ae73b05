// Answers that are there before the app asks: what the script of index.html has asked for, and what a page that was
// written beforehand has brought. The key is an address, with a blank and the range where a part of a file is asked for.
// Each is given once; what is asked for again comes from the network. What the app gives up is given up here, too: a
// second request for the same would wait for the first.

export const early = (key, signal) => {
    const asked = globalThis.qilouAsked?.get(key);
    if (asked) {
        const [answer, controller] = asked;
        globalThis.qilouAsked.delete(key);
        signal?.addEventListener("abort", () => controller.abort());
        return answer;
    }
    for (const brought of document.querySelectorAll("script[data-answer]")) {
        if (new URL(brought.dataset.answer, document.baseURI).href === key) {
            brought.remove();
            return Promise.resolve([key, 200, "application/json", brought.textContent]);
        }
    }
};
