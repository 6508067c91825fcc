// The parts of the chat that stay: heading, notice, log, status, trouble, input.
import { element, languageOptions } from "./view.js";

/** The chat's fixed elements; `draw` writes their texts in another language. */
export class Frame {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.title = element("h1");
    this.privacy = element("button", { type: "button", class: "plain" });
    this.languageLabel = element("label", { htmlFor: "chat-language" });
    this.language = element("select", { id: "chat-language" });
    this.notice = element("p", { class: "notice" });
    this.log = element("div", { class: "log", role: "log", tabIndex: 0 });
    this.status = element("p", { class: "status", role: "status" });
    this.problem = element("p", { role: "alert" });
    this.retry = element("button", { type: "button" });
    this.trouble = element("div", { class: "trouble", hidden: true }, this.problem, this.retry);
    this.inputLabel = element("label", { htmlFor: "chat-input", class: "unseen" });
    this.input = element("textarea", { id: "chat-input", rows: 2, maxLength: 20000, dir: "auto" });
    this.send = element("button", { type: "submit", class: "send" });
    this.form = element("form", {}, this.inputLabel, this.input, this.send);
    root.replaceChildren(this.#head(), this.log, this.status, this.trouble, this.form);
    root.classList.add("chat");
  }

  #head() {
    const choice = element("p", { class: "language" }, this.languageLabel, this.language);
    const note = element("div", { class: "note" }, this.notice, this.privacy);
    return element("header", {}, this.title, choice, note);
  }

  /** @param {import("./api.js").Interface} shown */
  draw({ language, languages, texts }) {
    this.title.textContent = texts.title;
    this.privacy.textContent = texts.privacy;
    this.languageLabel.textContent = texts.language;
    this.language.replaceChildren(...languageOptions(languages, language));
    this.notice.textContent = texts.notice;
    this.log.setAttribute("aria-label", texts.title);
    this.problem.textContent = this.trouble.hidden ? "" : texts.offline;
    this.retry.textContent = this.send.textContent = texts.send;
    this.inputLabel.textContent = this.input.placeholder = texts.input;
    this.status.textContent = "";
  }
}
