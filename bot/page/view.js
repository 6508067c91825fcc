// Small builders of elements. They know nothing of the conversation.
import { linked } from "./links.js";

const NAME = "Amtslotse";

/**
 * An element with properties and children; `class` and `aria-…` become attributes.
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/**
 * What the person wrote.
 * @param {string} text
 * @param {string} who read out before the text
 */
export function personMessage(text, who) {
  const label = element("span", { class: "unseen" }, `${who}: `);
  const line = element("p", { dir: "auto" }, label, text);
  return element("article", { class: "message person", dir: "auto" }, line);
}

/**
 * An answer: lines as paragraphs, lines with a mark in front as one list.
 * @param {import("./api.js").Reply} reply
 * @param {string} direction
 */
export function answer(reply, direction) {
  const label = element("span", { class: "unseen" }, `${NAME}: `);
  const article = element("article", { class: "message answer" });
  article.lang = reply.language;
  article.dir = direction;
  for (const line of reply.text.split("\n")) addLine(article, line);
  article.firstElementChild?.prepend(label);
  return article;
}

function addLine(article, line) {
  const mark = /^([•☐]) /u.exec(line)?.[1];
  if (!mark) {
    if (line.trim()) article.append(element("p", {}, ...linked(line)));
    return;
  }
  const style = mark === "☐" ? "checklist" : "points";
  let list = article.lastElementChild;
  if (!list?.classList.contains(style)) {
    list = element("ul", { class: style, role: "list" });
    article.append(list);
  }
  list.append(element("li", {}, ...linked(line.slice(2))));
}

/**
 * The buttons below an answer.
 * @param {import("./api.js").Button[]} buttons
 * @param {{lang: string, dir: string}} language
 * @param {(button: import("./api.js").Button) => void} onPress
 */
export function buttonRow(buttons, language, onPress) {
  const made = buttons.map((button) =>
    element("button", { type: "button", onclick: () => onPress(button) }, button.title),
  );
  return element("div", { class: "buttons", role: "group", ...language }, ...made);
}

/**
 * The languages by their own names.
 * @param {import("./api.js").Language[]} languages
 * @param {string} chosen
 */
export function languageOptions(languages, chosen) {
  return languages.map(({ tag, name, direction }) =>
    element("option", { value: tag, lang: tag, dir: direction, selected: tag === chosen }, name),
  );
}
