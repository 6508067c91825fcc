// The two calls to the server, and the shapes of what goes over the wire.

/**
 * @typedef {{title: string, payload: string}} Button
 * @typedef {{text: string, language: string, buttons: Button[]}} Reply
 * @typedef {{tag: string, name: string, direction: "ltr" | "rtl"}} Language
 * @typedef {{
 *   language: string, direction: "ltr" | "rtl", texts: Record<string, string>,
 *   greeting: Reply, languages: Language[],
 * }} Interface
 */

const PATIENCE = 30_000;

/** The server's address and the conversation's random name, which nobody else knows. */
export class Api {
  /** @param {URL} base folder of the page on the server, with a slash at its end */
  constructor(base) {
    this.base = base;
    this.sender = uuid();
  }

  /**
   * The interface in a language; the server chooses the nearest that it has.
   * @param {string} language
   * @returns {Promise<Interface>}
   */
  texts(language) {
    const url = new URL("texts", this.base);
    url.searchParams.set("lang", language);
    return this.#json(url, {});
  }

  /**
   * Sends a text or a button's payload.
   * @param {string} text
   * @param {string} language the interface's, for messages that do not show theirs
   * @returns {Promise<Reply[]>}
   */
  async send(text, language) {
    const answer = await this.#json(new URL("message", this.base), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ sender: this.sender, text, language }),
    });
    return answer.replies;
  }

  async #json(url, options) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const response = await fetch(url, { ...options, signal: stop.signal, credentials: "omit" });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return await response.json();
    } finally {
      clearTimeout(timer);
    }
  }
}

/** A random UUID, version 4, also where the page is not served over HTTPS. */
function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
