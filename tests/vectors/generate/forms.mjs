// Writes form.json and answers.json with Node alone: nothing of Sealpost's code.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";

// RFC 8785: JSON.stringify escapes as the RFC asks, and sort() compares UTF-16 code units.
const canonical = (value) =>
  Array.isArray(value)
    ? `[${value.map(canonical).join(",")}]`
    : value !== null && typeof value === "object"
      ? `{${Object.keys(value)
          .sort()
          .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
          .join(",")}}`
      : JSON.stringify(value);
const hash = (form) => createHash("sha256").update(canonical(form), "utf8").digest("hex");

// The subset of CBOR that the protocol allows. A Buffer is a byte string; a Map keeps its order.
const head = (major, n) =>
  n < 24
    ? Buffer.from([(major << 5) | n])
    : n < 256
      ? Buffer.from([(major << 5) | 24, n])
      : n < 65536
        ? Buffer.from([(major << 5) | 25, n >> 8, n & 255])
        : Buffer.from([(major << 5) | 26, n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255]);
const cbor = (value) => {
  if (value === false) return Buffer.from([0xf4]);
  if (value === true) return Buffer.from([0xf5]);
  if (value === null) return Buffer.from([0xf6]);
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (typeof value === "string") {
    const bytes = Buffer.from(value, "utf8");
    return Buffer.concat([head(3, bytes.length), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)]);
  const entries = Object.entries(value);
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(cbor)]);
};
const hex = (value) => cbor(value).toString("hex");

const all = (text) => ({ en: text, "zh-Hans": `${text}（中）`, fr: `${text} (é)`, vi: `${text} (ệ)` });
const label = (text) => ({ en: text });
const text = (id, more = {}) => ({ id, kind: "text", label: label(id), ...more });
const oneOf = (id, options, more = {}) => ({
  id,
  kind: "one-of",
  label: label(id),
  options: options.map((option) => ({ id: option, label: label(option) })),
  ...more,
});
const form = (...questions) => ({
  id: "f",
  title: label("F"),
  section: [{ id: "s", title: label("S"), question: questions }],
});
const when = (question, ...one_of) => ({ question, one_of });
const not = (condition) => ({ not: condition });
const deep = (depth) => (depth === 1 ? when("a", "yes") : not(deep(depth - 1)));
const yesNo = (id, more = {}) => ({ id, kind: "yes-no", label: label(id), ...more });

const kinds = {
  id: "kinds",
  title: all("Every kind"),
  intro: all("Intro"),
  section: [
    {
      id: "eligibility",
      title: all("First"),
      question: [
        {
          id: "country",
          kind: "country",
          label: all("Country"),
          required: true,
          now: true,
          eligibility: true,
          outside: all("Sorry"),
        },
        {
          id: "detained",
          kind: "yes-no",
          label: all("Detained?"),
          help: all("Help"),
          danger: all("Danger"),
          now: true,
        },
      ],
    },
    {
      id: "rest",
      title: all("Rest"),
      question: [
        { id: "place", kind: "text", label: all("Where?"), max_chars: 10, show_if: when("detained", "yes") },
        { id: "what", kind: "long-text", label: all("What?"), required: true, now: true },
        {
          id: "need",
          kind: "some-of",
          label: all("Need?"),
          options: [
            { id: "lawyer", label: all("Lawyer") },
            { id: "care", label: all("Care"), outside: all("Elsewhere") },
          ],
        },
        {
          id: "who",
          kind: "one-of",
          label: all("Who?"),
          options: [
            { id: "self", label: all("I") },
            { id: "other", label: all("Other") },
          ],
        },
        { id: "since", kind: "date", label: all("Since?") },
        { id: "sum", kind: "money", label: all("Sum"), currencies: ["USD", "EUR"] },
        {
          id: "costs",
          kind: "table",
          label: all("Costs"),
          max_count: 2,
          columns: [
            { id: "item", kind: "text", label: all("Item"), required: true },
            { id: "amount", kind: "money", label: all("Amount") },
            { id: "when", kind: "date", label: all("When") },
          ],
        },
        { id: "reach", kind: "contact", label: all("How to reach you"), now: true },
        { id: "papers", kind: "files", label: all("Papers"), accept: ["image/", "application/pdf"], max_count: 2 },
        { id: "consent", kind: "consent", label: all("May we read this?"), required: true, now: true },
      ],
    },
  ],
  x: { colour: "green", list: [1, -2, null, true] },
};

const accept = [
  ["one question", form(text("a"))],
  ["every kind of question, and an extension", kinds],
  ["keys in another order hash alike", { section: form(text("a")).section, title: label("F"), id: "f" }],
  ["what must be escaped, and keys that sort by UTF-16", {
    ...form(text("a", { label: { en: "\"\\/\b\f\n\r\t\u0001\u007f é 中 \u{1f600}" } })),
    x: { "\ufb33": 1, "\u{1f600}": 2, "\u20ac": 3, "\r": 4, 1: 5, "\u0080": 6 },
  }],
  ["a condition four deep", form(yesNo("a"), text("b", { show_if: deep(4) }))],
  ["every shape of condition", form(
    yesNo("a"),
    oneOf("b", ["x", "y"]),
    text("c", { show_if: { all: [when("a", "yes"), { any: [when("b", "x", "y"), not(when("a", "no"))] }] } }),
  )],
].map(([what, form]) => ({ what, form, hash: hash(form) }));

const reject = [
  ["not an object", []],
  ["an unknown key", { ...form(text("a")), colour: "green" }],
  ["an unknown key in a question", form(text("a", { colour: "green" }))],
  ["no section", { ...form(), section: [] }],
  ["no question", form()],
  ["no title", { id: "f", section: form(text("a")).section }],
  ["an empty title", { ...form(text("a")), title: {} }],
  ["a language that is none of the four", { ...form(text("a")), title: { de: "F" } }],
  ["a fraction", { ...form(text("a")), x: { n: 1.5 } }],
  ["an id with a capital letter", form(text("A"))],
  ["an id with a hyphen", form(text("a-b"))],
  ["an id of 41 characters", form(text("a".repeat(41)))],
  ["an id twice", form(text("a"), text("a"))],
  ["a section twice", { ...form(text("a")), section: [form(text("a")).section[0], form(text("b")).section[0]] }],
  ["an unknown kind", form({ ...text("a"), kind: "essay" })],
  ["one-of without options", form(oneOf("a", []))],
  ["an option twice", form(oneOf("a", ["x", "x"]))],
  ["61 options", form(oneOf("a", Array.from({ length: 61 }, (_, i) => `o${i}`)))],
  ["options on a text question", form({ ...text("a"), options: [{ id: "x", label: label("x") }] })],
  ["max_chars on a yes/no question", form(yesNo("a", { max_chars: 5 }))],
  ["max_chars of 0", form(text("a", { max_chars: 0 }))],
  ["max_chars of 50 001", form(text("a", { max_chars: 50001 }))],
  ["65 files", form({ id: "a", kind: "files", label: label("a"), max_count: 65 })],
  ["a currency in small letters", form({ id: "a", kind: "money", label: label("a"), currencies: ["usd"] })],
  ["a table without columns", form({ id: "a", kind: "table", label: label("a") })],
  ["a column of files", form({ id: "a", kind: "table", label: label("a"), columns: [{ id: "b", kind: "files", label: label("b") }] })],
  ["a table in a table", form({ id: "a", kind: "table", label: label("a"), columns: [{ id: "b", kind: "table", label: label("b"), columns: [text("c")] }] })],
  ["a column with a condition", form(yesNo("q"), { id: "a", kind: "table", label: label("a"), columns: [text("b", { show_if: when("q", "yes") })] })],
  ["an eligibility question for long text", form({ id: "a", kind: "long-text", label: label("a"), eligibility: true })],
  ["a condition on itself", form(yesNo("a", { show_if: when("a", "yes") }))],
  ["a condition on a later question", form(text("a", { show_if: when("b", "yes") }), yesNo("b"))],
  ["a condition on no question", form(text("a", { show_if: when("z", "yes") }))],
  ["a condition five deep", form(yesNo("a"), text("b", { show_if: deep(5) }))],
  ["a condition on text", form(text("a"), text("b", { show_if: when("a", "yes") }))],
  ["a condition on an option that is not there", form(oneOf("a", ["x"]), text("b", { show_if: when("a", "y") }))],
  ["a condition of two shapes", form(yesNo("a"), text("b", { show_if: { ...when("a", "yes"), not: when("a", "no") } }))],
  ["an empty condition", form(yesNo("a"), text("b", { show_if: { all: [] } }))],
  ["301 questions", form(...Array.from({ length: 301 }, (_, i) => text(`q${i}`)))],
].map(([what, form]) => ({ what, form }));

const chain = form(
  yesNo("a"),
  yesNo("b", { show_if: when("a", "yes") }),
  text("c", { show_if: when("b", "yes") }),
  text("d", { show_if: not(when("b", "yes")) }),
  text("e", { show_if: { any: [when("a", "no"), when("b", "no")] } }),
);
const several = form(
  { ...oneOf("a", ["x", "y", "z"]), kind: "some-of" },
  { id: "k", kind: "country", label: label("k") },
  text("b", { show_if: when("a", "x", "y") }),
  text("c", { show_if: when("k", "VN", "CN") }),
);
const shown = [
  ["no answers", chain, {}, ["a", "d"]],
  ["yes, yes", chain, { a: true, b: true }, ["a", "b", "c"]],
  ["yes, no", chain, { a: true, b: false }, ["a", "b", "d", "e"]],
  ["a hidden answer counts as none", chain, { a: false, b: true, c: "left over" }, ["a", "d", "e"]],
  ["any chosen option is enough", several, { a: ["z", "y"] }, ["a", "k", "b"]],
  ["a country", several, { a: ["z"], k: "VN" }, ["a", "k", "c"]],
].map(([what, form, answers, shown]) => ({ what, form, answers: hex(answers), shown }));

const whole = { country: "VN", what: "…", consent: true };
const kept = [
  ["nothing", {}, []],
  ["whole", whole, []],
  ["every kind", {
    country: "CN", detained: true, place: "十个字十个字十个字十", what: "long\ntext", need: ["care", "lawyer"],
    who: "other", since: "2026-11", sum: { amount: "1200.50", currency: "EUR" },
    costs: [{ item: "bus", amount: { amount: "3", currency: "VND" }, when: "2026" }, { item: "bed" }],
    reach: { channel: "Signal", handle: "+84", safe_hours: "20–22", never: "names" }, papers: [0, 3], consent: false,
  }, []],
  ["a question the form does not have", { ...whole, gone: "x" }, [["gone", "problem-unknown-question"]]],
  ["an option the form does not have", { who: "third" }, [["who", "problem-unknown-option"]]],
  ["one good option, one unknown", { need: ["care", "money"] }, [["need", "problem-unknown-option"]]],
  ["an option twice", { need: ["care", "care"] }, [["need", "problem-repeated"]]],
  ["text where a list belongs", { need: "care" }, [["need", "problem-wrong-kind"]]],
  ["a number where text belongs", { what: 5 }, [["what", "problem-wrong-kind"]]],
  ["bytes where text belongs", { what: Buffer.from("x") }, [["what", "problem-wrong-kind"]]],
  ["null", { what: null }, [["what", "problem-wrong-kind"]]],
  ["eleven characters", { place: "十个字十个字十个字十一" }, [["place", "problem-too-long"]]],
  ["yes as text", { detained: "yes" }, [["detained", "problem-wrong-kind"]]],
  ["a day that is not", { since: "2026-02-30" }, [["since", "problem-wrong-kind"]]],
  ["a country that is not", { country: "vn" }, [["country", "problem-bad-country"]]],
  ["an amount with a comma", { sum: { amount: "1,5", currency: "USD" } }, [["sum", "problem-bad-money"]]],
  ["a currency not taken", { sum: { amount: "1.5", currency: "VND" } }, [["sum", "problem-bad-currency"]]],
  ["money with something more", { sum: { amount: "1", currency: "USD", note: "x" } }, [["sum", "problem-wrong-kind"]]],
  ["three rows", { costs: [{ item: "a" }, { item: "b" }, { item: "c" }] }, [["costs", "problem-too-many-rows"]]],
  ["a row without its item", { costs: [{ when: "2026" }] }, [["costs", "problem-missing"]]],
  ["an unknown column", { costs: [{ item: "a", size: "9" }] }, [["costs", "problem-unknown-column"]]],
  ["a cell of the wrong kind", { costs: [{ item: ["a"] }] }, [["costs", "problem-wrong-kind"]]],
  ["a contact without a handle", { reach: { channel: "Signal", handle: "" } }, [["reach", "problem-contact-incomplete"]]],
  ["a contact with only a handle", { reach: { handle: "+84" } }, [["reach", "problem-wrong-kind"]]],
  ["three files", { papers: [0, 1, 2] }, [["papers", "problem-too-many-files"]]],
  ["a file twice", { papers: [1, 1] }, [["papers", "problem-repeated"]]],
  ["a negative place", { papers: [-1] }, [["papers", "problem-wrong-kind"]]],
].map(([what, answers, problems]) => ({ what, answers: hex(answers), problems }));

const checked = [
  ["whole", "all", whole, []],
  ["nothing, all", "all", {}, [["country", "problem-missing"], ["what", "problem-missing"], ["consent", "problem-missing"]]],
  ["nothing, now", "now", {}, [["country", "problem-missing"], ["what", "problem-missing"], ["consent", "problem-missing"]]],
  ["blank text", "all", { ...whole, what: " \n" }, [["what", "problem-missing"]]],
  ["no consent", "all", { ...whole, consent: false }, [["consent", "problem-consent-needed"]]],
  ["the answer to a hidden question", "all", { ...whole, detained: false, place: "x" }, [["place", "problem-hidden"]]],
  ["a fault that can wait", "now", { ...whole, who: "third" }, []],
  ["the same fault, not waiting", "all", { ...whole, who: "third" }, [["who", "problem-unknown-option"]]],
  ["an unknown question", "all", { ...whole, gone: "x" }, [["gone", "problem-unknown-question"]]],
].map(([what, which, answers, problems]) => ({ what, which, answers: hex(answers), problems }));

const refused = [
  ["not a map", "80"],
  ["a key twice", "a2616100616101"],
  ["a number as key", "a10000"],
  ["an indefinite map", "bf616100ff"],
  ["a float", "a16161f93c00"],
  ["a tag", "a16161c000"],
  ["undefined", "a16161f7"],
  ["a length in a longer form", "a16161580100"],
  ["not UTF-8", "a1616161ff"],
  ["something behind", "a000"],
  ["cut off", "a16161"],
  ["17 deep", "a16161" + "81".repeat(16) + "00"],
].map(([what, answers]) => ({ what, answers }));

const list = (name, items) => `${JSON.stringify(name)}: [\n${items.map((i) => JSON.stringify(i)).join(",\n")}\n]`;
const file = (...parts) => `{\n${parts.join(",\n")}\n}\n`;
const target = (name) => new URL(`../${name}`, import.meta.url);
writeFileSync(target("form.json"), file(list("accept", accept), list("reject", reject), list("shown", shown)));
writeFileSync(
  target("answers.json"),
  file(`"form": ${JSON.stringify(kinds)}`, list("accept", kept), list("check", checked), list("reject", refused)),
);
