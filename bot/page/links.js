// Web addresses, e-mail addresses and phone numbers in a text become links. Never from HTML.

const LINK = new RegExp(
  [
    String.raw`(?<web>https?:\/\/[^\s<>"\u2066-\u2069]+)`,
    String.raw`(?<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)`,
    String.raw`(?<phone>(?:\+[1-9]|(?<![\d.,:/+-])0[1-9])[\d ()/-]{4,}\d)`,
    // Short numbers that everybody can call, but not "§ 112" or "110 €".
    String.raw`(?<short>(?<!(?:§|Art\.|Nr\.|Abs\.)\s?)(?<![\w.,:/-])(?:110|112|115|116\s?016)(?!\s?[€%\d]|\s(?:EUR|Euro)|[.,:/-]\d|\w))`,
  ].join("|"),
  "gu",
);
const AFTER = /[.,;:!?)\]]+$/;

/**
 * The text as nodes: links where there are any, plain text elsewhere.
 * @param {string} text
 * @returns {(string | HTMLAnchorElement)[]}
 */
export function linked(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const shown = match[0].replace(AFTER, "");
    nodes.push(text.slice(end, match.index), link(shown, match.groups));
    end = match.index + shown.length;
  }
  nodes.push(text.slice(end));
  return nodes.filter((node) => node !== "");
}

function link(shown, { web, mail }) {
  const anchor = document.createElement("a");
  anchor.textContent = shown;
  anchor.dir = "ltr";
  if (web) {
    anchor.href = shown;
    anchor.target = "_blank";
    anchor.rel = "noopener noreferrer";
  } else {
    anchor.href = mail ? `mailto:${shown}` : `tel:${shown.replace(/(?!^\+)\D/g, "")}`;
  }
  return anchor;
}
