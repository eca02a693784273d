/* What the page does in the browser beyond Gradio: clauses open beside the answer, Enter is safe
   while an input method composes, and Gradio's few English sentences are said in Chinese.
   A notice arrives as a page of its own, escaped by the server (clause_routes.py); only its article is
   taken, parsed without running anything. No data is ever put together into HTML here. */
(() => {
  "use strict";

  // Gradio picks its own words by the browser's language; this page is Chinese throughout.
  Object.defineProperty(navigator, "language", { get: () => "zh-CN" });
  Object.defineProperty(navigator, "languages", { get: () => ["zh-CN", "zh"] });

  const WORDS = {
    back: "返回",
    close: "关闭提示",
    failed: "这份通知暂时打不开，请稍后再点一次。",
    loading: "正在打开原文……",
    panel: "通知原文",
    conversation: "对话",
    answer: "申报助手的回答",
    question: "您的问题",
    marker: (number) => `查看依据 ${number} 的通知原文`,
  };
  const SAID = [
    [/currently busy|Queue is full/i, "现在提问的人较多，请稍候几秒再问。"],
    [/Connection errored out|Could not (get|parse)|Failed to fetch|NetworkError|connection.*lost/i, "与服务器的连接断开了，请检查网络后再试。"],
    [/^Error$/, "出错了"],
    [/^Warning$/, "请注意"],
  ];

  const one = (selector, root = document) => root.querySelector(selector);
  let opener = null;
  let scrolled = 0;
  let asked = 0;

  // ---- clauses -------------------------------------------------------------------------------

  const clauseLink = (target) => {
    const link = target instanceof Element ? target.closest("a[href]") : null;
    if (!link) return null;
    const url = new URL(link.href, location.href);
    return url.origin === location.origin && url.pathname.startsWith("/clause/") ? link : null;
  };

  document.addEventListener(
    "click",
    (event) => {
      const link = clauseLink(event.target);
      if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      open(link);
    },
    true,
  );

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (one("details.sb-shelf[open]")) one("details.sb-shelf").open = false;
    else if (one("#sb-view")) close();
  });

  // The list of notices at the head is a menu: it closes when something else is touched.
  document.addEventListener("pointerdown", (event) => {
    const shelf = one("details.sb-shelf[open]");
    if (shelf && !shelf.contains(event.target)) shelf.open = false;
  });

  async function open(link) {
    const panel = one("#sb-panel");
    if (!panel) return;
    if (!one("#sb-view")) scrolled = scrollY;
    opener = link;
    const turn = ++asked;
    link.closest("details.sb-shelf")?.removeAttribute("open");
    document.querySelectorAll("[aria-current='location']").forEach((at) => at.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "location");
    const view = frame(panel);
    let article;
    try {
      article = await fetchArticle(link.href);
    } catch {
      article = paragraph(WORDS.failed, "sb-warning");
    }
    if (turn !== asked || !view.isConnected) return;
    one(".sb-view-body", view).replaceChildren(article);
    for (const part of ["h2", ".sb-path"]) {
      const said = one(part, article)?.textContent;
      if (said) one(".sb-view-place", view).append(paragraph(said, part === "h2" ? "sb-view-title" : "sb-view-path"));
    }
    show(view);
  }

  async function fetchArticle(address) {
    const response = await fetch(address, { credentials: "same-origin" });
    if (!response.ok) throw new Error(String(response.status));
    const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
    const article = one("article", parsed);
    if (!article) throw new Error("no article");
    return document.importNode(article, true);
  }

  function frame(panel) {
    let view = one("#sb-view");
    if (!view) {
      view = document.createElement("section");
      view.id = "sb-view";
      view.setAttribute("aria-label", WORDS.panel);
      const body = document.createElement("div");
      body.className = "sb-view-body";
      body.tabIndex = 0;
      view.append(bar(), body);
      panel.append(view);
      panel.classList.add("sb-opened");
    }
    one(".sb-view-place", view).replaceChildren();
    one(".sb-view-body", view).replaceChildren(paragraph(WORDS.loading, "sb-panel-empty"));
    return view;
  }

  function bar() {
    const row = document.createElement("div");
    row.className = "sb-view-bar";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sb-close";
    button.textContent = WORDS.back;
    button.addEventListener("click", () => close());
    const place = document.createElement("div");
    place.className = "sb-view-place";
    row.append(button, place);
    return row;
  }

  function paragraph(words, kind) {
    const element = document.createElement("p");
    element.className = kind;
    element.textContent = words;
    return element;
  }

  function show(view) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    const body = one(".sb-view-body", view);
    const mark = one("mark", body);
    if (mark) {
      const place = mark.getBoundingClientRect().top - body.getBoundingClientRect().top + body.scrollTop;
      body.scrollTop = Math.max(0, place - body.clientHeight / 3);
    }
    if (view.getBoundingClientRect().bottom > innerHeight || view.getBoundingClientRect().top < 0) {
      view.scrollIntoView({ block: "start", behavior: calm });
    }
    (mark || body).focus({ preventScroll: true });
  }

  // Whoever closes it goes on where they were; when a new answer closes it, they are somewhere else already.
  function close(goBack = true) {
    const view = one("#sb-view");
    if (view) view.remove();
    one("#sb-panel")?.classList.remove("sb-opened");
    document.querySelectorAll("[aria-current='location']").forEach((at) => at.removeAttribute("aria-current"));
    asked += 1;
    if (goBack) scrollTo({ top: scrolled });
    if (goBack && opener?.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  }

  // ---- input methods ---------------------------------------------------------------------------

  // While a word is being composed, Enter takes the candidate; it must not send half a question.
  let composedAt = -Infinity;
  document.addEventListener("compositionend", () => (composedAt = performance.now()), true);
  for (const kind of ["keydown", "keypress", "keyup"]) {
    document.addEventListener(
      kind,
      (event) => {
        const composing = event.isComposing || event.keyCode === 229 || performance.now() - composedAt < 30;
        if (event.key === "Enter" && composing) event.stopImmediatePropagation();
      },
      true,
    );
  }

  // ---- what Gradio leaves to be said -------------------------------------------------------------

  function dress(root) {
    for (const link of root.querySelectorAll("#sb-conversation a[href*='/clause/']:not([aria-label])")) {
      const number = link.textContent.replace(/\D/g, "");
      link.classList.add("sb-marker");
      link.textContent = number;
      link.setAttribute("aria-label", WORDS.marker(number));
      link.title = WORDS.marker(number);
    }
    for (const [words, from] of [[WORDS.answer, "bot's message"], [WORDS.question, "user's message"]]) {
      for (const message of root.querySelectorAll(`[aria-label^="${from}"]`)) message.setAttribute("aria-label", words);
    }
    for (const button of root.querySelectorAll(".toast-close[aria-label='Close']")) button.setAttribute("aria-label", WORDS.close);
    for (const sample of root.querySelectorAll("[aria-label^='Select example']")) sample.removeAttribute("aria-label");
    one("[aria-label='chatbot conversation']", root)?.setAttribute("aria-label", WORDS.conversation);
    for (const said of root.querySelectorAll(".toast-message-text, .toast-title")) {
      const found = SAID.find(([pattern]) => pattern.test(said.textContent.trim()));
      if (found && said.textContent !== found[1]) said.textContent = found[1];
    }
  }

  // A new answer, or a new conversation, brings new citations: what was opened for the last one goes.
  let listed = "";
  function leaveOldClause() {
    const list = one("#sb-citations")?.textContent ?? "";
    if (list === listed) return;
    if (listed && one("#sb-view")) close(false);
    listed = list;
  }

  // An answer is read from its start: the question stays at the top until the reader moves the conversation.
  let questions = 0;
  let following = false;
  for (const moved of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    document.addEventListener(moved, (event) => {
      if (event.target instanceof Element && event.target.closest("#sb-conversation")) following = false;
    }, { passive: true });
  }
  function keepQuestionInView() {
    const rows = document.querySelectorAll("#sb-conversation .user-row");
    if (rows.length > questions) following = true;
    questions = rows.length;
    const log = rows.length && rows[rows.length - 1].closest(".bubble-wrap");
    if (!following || !log) return;
    log.scrollTop += rows[rows.length - 1].getBoundingClientRect().top - log.getBoundingClientRect().top - 8;
  }

  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      document.documentElement.lang = "zh-CN";
      dress(document);
      leaveOldClause();
      keepQuestionInView();
    });
  }).observe(document, { childList: true, subtree: true });
})();
