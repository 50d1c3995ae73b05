// Put into every page that a test opens, before all else: writes down what goes wrong, in any engine.
(() => {
    const name = "watch.reports";
    const report = (text) => {
        const reports = JSON.parse(sessionStorage.getItem(name) ?? "[]");
        sessionStorage.setItem(name, JSON.stringify([...reports, text]));
    };
    const source = (target) => target?.currentSrc || target?.src || target?.href || "";
    addEventListener(
        "error",
        (event) => {
            const of = event.target;
            // A picture that does not load is the forum's loss, not the app's fault.
            if (of instanceof HTMLImageElement || of instanceof HTMLMediaElement || of instanceof HTMLSourceElement) return;
            report(of instanceof Element ? `${of.localName} failed: ${source(of)}` : `error: ${event.message}`);
        },
        true,
    );
    addEventListener("unhandledrejection", ({ reason }) => report(`unhandled: ${reason?.stack ?? reason}`));
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
        report(`policy: ${violatedDirective} ${blockedURI} ${sample}`),
    );
    const error = console.error;
    console.error = (...words) => {
        report(`console: ${words.join(" ")}`);
        error.apply(console, words);
    };
    for (const dialog of ["alert", "confirm", "prompt", "print"]) {
        window[dialog] = (text) => report(`dialog: ${dialog} ${text}`);
    }
})();
