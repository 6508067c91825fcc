// Puts the chat into the page. A custom element can do the same with its own root.
import { mountChat } from "./chat.js";

const asked = new URLSearchParams(location.search).get("lang");

mountChat(document.querySelector("#chat"), {
  base: new URL(".", location.href),
  language: asked ?? navigator.languages.join(","),
  onRedraw: ({ language, direction, texts }) => {
    document.documentElement.lang = language;
    document.documentElement.dir = direction;
    document.title = texts.title;
  },
}).catch(() => setTimeout(() => location.reload(), 5000));
