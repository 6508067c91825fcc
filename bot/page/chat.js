// The conversation: what is sent, what is shown, what happens when the connection fails.
import { Api } from "./api.js";
import { Frame } from "./frame.js";
import { answer, buttonRow, personMessage } from "./view.js";

/**
 * @typedef {import("./api.js").Interface} Interface
 * @typedef {{base: URL, language: string, onRedraw?: (shown: Interface) => void}} Options
 * @typedef {{text: string, payload: string, isTyped: boolean}} Said
 */

/**
 * Fills an element with a chat.
 * @param {HTMLElement} root
 * @param {Options} options
 * @returns {Promise<Chat>}
 */
export async function mountChat(root, options) {
  const chat = new Chat(root, options);
  await chat.start();
  return chat;
}

/** One conversation in one element. */
export class Chat {
  /** @type {Interface} */ #shown;
  /** @type {Said | null} */ #failed = null;
  #isBusy = false;
  #hasBegun = false;

  /**
   * @param {HTMLElement} root
   * @param {Options} options
   */
  constructor(root, options) {
    this.root = root;
    this.options = options;
    this.api = new Api(options.base);
  }

  /** Draws the interface and the greeting, then listens. */
  async start() {
    const shown = await this.api.texts(this.options.language);
    this.frame = new Frame(this.root);
    this.#redraw(shown);
    this.#listen();
    this.frame.input.focus({ preventScroll: true });
  }

  #listen() {
    const { form, input, language, privacy, retry } = this.frame;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#sendTyped();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#sendTyped();
    });
    language.addEventListener("change", () => this.#chooseLanguage(language.value));
    privacy.addEventListener("click", () => this.#press({ title: privacy.textContent, payload: "/ask_privacy" }));
    retry.addEventListener("click", () => this.#again());
  }

  async #chooseLanguage(tag) {
    try {
      this.#redraw(await this.api.texts(tag));
    } catch {
      this.frame.language.value = this.#shown.language;
      this.#showTrouble(true);
      return;
    }
    const { name } = this.#shown.languages.find((each) => each.tag === tag);
    if (this.#hasBegun) this.#press({ title: name, payload: `/set_language{"language":"${tag}"}` });
  }

  /** @param {Interface} shown */
  #redraw(shown) {
    this.#shown = shown;
    this.root.lang = shown.language;
    this.root.dir = shown.direction;
    this.frame.draw(shown);
    if (!this.#hasBegun) {
      this.frame.log.replaceChildren();
      this.#showReplies([shown.greeting]);
    }
    this.options.onRedraw?.(shown);
  }

  #sendTyped() {
    const text = this.frame.input.value.trim();
    if (!text || this.#isBusy) return;
    this.frame.input.value = "";
    this.#say({ text, payload: text, isTyped: true });
  }

  /** @param {import("./api.js").Button} button */
  #press({ title, payload }) {
    if (this.#isBusy) return;
    this.frame.log.focus({ preventScroll: true });
    this.#say({ text: title, payload, isTyped: false });
  }

  #again() {
    const said = this.#failed;
    if (!said?.isTyped) return said ? this.#say(said) : this.#showTrouble(false);
    return this.#sendTyped();
  }

  /** @param {Said} said */
  async #say(said) {
    const { log } = this.frame;
    const buttons = log.querySelector(".buttons");
    const bubble = personMessage(said.text, this.#shown.texts.input);
    buttons?.remove();
    log.append(bubble);
    bubble.scrollIntoView({ block: "end" });
    this.#setBusy(true);
    this.#showTrouble(false);
    try {
      const replies = await this.api.send(said.payload, this.#shown.language);
      this.#hasBegun = true;
      bubble.lang = replies[0]?.language ?? "";
      this.#showReplies(replies);
      bubble.scrollIntoView({ block: "start" });
    } catch {
      bubble.remove();
      if (buttons) log.append(buttons);
      this.#giveBack(said);
    } finally {
      this.#setBusy(false);
    }
  }

  /** Nothing that was typed gets lost. @param {Said} said */
  #giveBack(said) {
    const { input } = this.frame;
    if (said.isTyped) input.value = [said.text, input.value].filter(Boolean).join("\n");
    this.#failed = said;
    this.#showTrouble(true);
  }

  /** @param {import("./api.js").Reply[]} replies */
  #showReplies(replies) {
    for (const reply of replies) {
      const dir = this.#directionOf(reply.language);
      this.frame.log.querySelector(".buttons")?.remove();
      this.frame.log.append(answer(reply, dir));
      if (!reply.buttons.length) continue;
      const language = { lang: reply.language, dir };
      this.frame.log.append(buttonRow(reply.buttons, language, (button) => this.#press(button)));
    }
  }

  #directionOf(tag) {
    return this.#shown.languages.find((each) => each.tag === tag)?.direction ?? "ltr";
  }

  #setBusy(isBusy) {
    this.#isBusy = isBusy;
    this.frame.log.setAttribute("aria-busy", String(isBusy));
    this.frame.send.setAttribute("aria-disabled", String(isBusy));
    this.frame.status.textContent = isBusy ? this.#shown.texts.busy : "";
  }

  #showTrouble(isTrouble) {
    if (!isTrouble) this.#failed = null;
    this.frame.trouble.hidden = !isTrouble;
    this.frame.problem.textContent = isTrouble ? this.#shown.texts.offline : "";
  }
}
