// Filters and sorts the tables of an index. It stands right behind the first table's controls, so that they are there before the
// tables are; the tables are read when the page is complete. It asks no network, and may run many times on one page.

/**
 * One thing to choose rows by.
 * @typedef {object} Facet
 * @property {string} key its name in the address
 * @property {string} name what its button says
 * @property {[string, string][]} values of each: what the address says, and what the page says
 * @property {(number | number[])[]} of what each record has, as places in `values`
 */

/**
 * What the page says of a table. A record stands in several rows if its table is parted by tags, say.
 * @typedef {object} Data
 * @property {Record<"filter" | "clear" | "shown" | "nothing", string>} words
 * @property {number} all how many records there are
 * @property {Facet[]} facets
 * @property {number[]} [records] the record of each row, if it isn't just the row's place
 */

/**
 * What a reader asked for.
 * @typedef {object} Asked
 * @property {string} text
 * @property {Set<number>[]} chosen places of values, by facet
 * @property {string} sort a column, with `-` in front from the last to the first; empty for the page's order
 */

/**
 * A row of a table.
 * @typedef {object} Row
 * @property {HTMLTableRowElement} line
 * @property {number} place where it stands on the page
 * @property {number} record
 * @property {boolean} shown
 */

/**
 * A table with what stands around it.
 * @typedef {object} Part
 * @property {HTMLElement} group
 * @property {HTMLTableSectionElement} body
 * @property {Row[]} rows
 * @property {Element | null} count
 * @property {number} shown
 */

(() => {
  "use strict";

  /** What stands before a name in the address, for tables behind the first. @param {number} place */
  const prefix = (place) => (place === 0 ? "" : `${place + 1}.`);

  /** Text without case and accents. @param {string | null} text */
  const folded = (text) => (text ?? "").normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();

  /**
   * A new element.
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {string} styled its class
   * @param {Record<string, string>} [attributes]
   * @param {(Node | string)[]} content
   * @returns {HTMLElementTagNameMap[Name]}
   */
  const make = (name, styled, attributes = {}, ...content) => {
    const element = document.createElement(name);
    if (styled) element.className = styled;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...content);
    return element;
  };

  /** Whether this is the page that holds all chapters for printing: mdBook's, at the root of the book. */
  const isPrintPage = () => {
    const root = typeof path_to_root === "undefined" ? "" : path_to_root;
    return root === "" && /\/print(\.html)?$/.test(location.pathname);
  };

  const language = document.documentElement.lang || undefined;
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const number = new Intl.NumberFormat(language);

  /**
   * Gives a table its controls, and says how to go on when its rows are there.
   * @param {HTMLElement} controls
   * @param {number} place among the tables of the page
   */
  const start = (controls, place) => {
    const { words, all, facets, records } = /** @type {Data} */ (JSON.parse(controls.dataset.index ?? ""));
    const index = /** @type {HTMLElement} */ (controls.closest(".design-index"));
    const name = (/** @type {string} */ key) => prefix(place) + key;

    const field = make("input", "", {
      type: "search",
      placeholder: words.filter,
      "aria-label": words.filter,
      "aria-keyshortcuts": "/",
      autocomplete: "off",
      spellcheck: "false",
    });
    const live = make("output", "");
    const clear = make("button", "design-clear", { type: "button" }, words.clear);
    const menus = facets.map((facet) => {
      const button = make("summary", "", {}, facet.name);
      const choices = make("div", "design-choices", { role: "group", "aria-label": facet.name });
      return { button, choices, menu: make("details", "design-facet", {}, button, choices), boxes: boxes(choices, facet) };
    });

    /**
     * The boxes of a facet, made when somebody looks at them.
     * @param {HTMLElement} choices
     * @param {Facet} facet
     */
    function boxes(choices, facet) {
      /** @type {{ box: HTMLInputElement, count: HTMLElement }[]} */
      let made = [];
      return () => {
        if (made.length === 0) {
          made = facet.values.map(([, label], value) => {
            const box = make("input", "", { type: "checkbox", value: String(value) });
            const count = make("span", "");
            choices.append(make("label", "", {}, box, make("span", "", {}, label), count));
            return { box, count };
          });
        }
        return made;
      };
    }

    /** @type {Asked} */
    let asked = { text: "", chosen: facets.map(() => new Set()), sort: "" };
    /** @type {Part[]} */
    let parts = [];
    /** @type {{ text: string, values: number[][] }[]} */
    let known = [];
    /** @type {Map<Part, boolean>} which folded groups were open before something was asked for */
    const wasOpen = new Map();
    let isTyping = false;

    const asksForSome = () => asked.text.trim() !== "" || asked.chosen.some((values) => values.size > 0);

    /** @param {number} shown */
    const counted = (shown) => words.shown.replace("{shown}", number.format(shown)).replace("{all}", number.format(all));

    /** What the address asks for. */
    const ofAddress = () => {
      const parameters = new URLSearchParams(location.search);
      /** @type {Asked} */
      const found = { text: parameters.get(name("q")) ?? "", chosen: [], sort: parameters.get(name("sort")) ?? "" };
      for (const { key, values } of facets) {
        const ids = new Set(parameters.getAll(name(key)));
        found.chosen.push(new Set(values.flatMap(([id], value) => (ids.has(id) ? [value] : []))));
      }
      return found;
    };

    /** Writes what is asked for into the address; one step back per change, but not per letter. @param {boolean} isStep */
    const writeAddress = (isStep) => {
      const address = new URL(location.href);
      const own = new Set(["q", "sort", ...facets.map(({ key }) => key)].map(name));
      for (const key of own) address.searchParams.delete(key);
      if (asked.text.trim() !== "") address.searchParams.set(name("q"), asked.text.trim());
      facets.forEach(({ key, values }, facet) => {
        for (const value of asked.chosen[facet]) address.searchParams.append(name(key), values[value][0]);
      });
      if (asked.sort !== "") address.searchParams.set(name("sort"), asked.sort);
      if (address.href === location.href) return;
      if (isStep) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    };

    /** Shows the rows that are asked for, and says how many there are. */
    const show = () => {
      const wanted = folded(asked.text).split(/\s+/).filter((word) => word !== "");
      const counts = facets.map(({ values }) => new Uint32Array(values.length));
      const passes = known.map(({ text, values }) => {
        if (!wanted.every((word) => text.includes(word))) return false;
        const failing = asked.chosen.flatMap((chosen, facet) =>
          chosen.size === 0 || values[facet].some((value) => chosen.has(value)) ? [] : [facet],
        );
        // A facet counts what there would be without its own choice.
        const counted = failing.length === 0 ? facets.map((_, facet) => facet) : failing.length === 1 ? failing : [];
        for (const facet of counted) for (const value of values[facet]) counts[facet][value] += 1;
        return failing.length === 0;
      });
      const some = asksForSome();
      for (const part of parts) {
        part.shown = 0;
        for (const row of part.rows) {
          const shown = passes[row.record];
          if (shown) part.shown += 1;
          if (shown !== row.shown) row.line.hidden = !(row.shown = shown);
        }
        part.group.hidden = part.shown === 0 && some;
        if (part.count) part.count.textContent = number.format(part.shown);
        unfold(part, some);
      }
      const shown = passes.filter(Boolean).length;
      live.textContent = shown === 0 ? words.nothing : counted(shown);
      showAsked();
      menus.forEach(({ menu, boxes }, facet) => {
        if (!menu.open) return;
        boxes().forEach(({ box, count }, value) => {
          box.checked = asked.chosen[facet].has(value);
          count.textContent = number.format(counts[facet][value]);
        });
      });
    };

    /** Says what is asked for. */
    const showAsked = () => {
      if (field.value.trim() !== asked.text.trim()) field.value = asked.text;
      clear.disabled = !asksForSome() && asked.sort === "";
      index.toggleAttribute("data-asked", asksForSome());
      menus.forEach(({ button, menu }, facet) => {
        const labels = [...asked.chosen[facet]].map((value) => facets[facet].values[value][1]);
        button.textContent = facets[facet].name + (labels.length > 0 ? `: ${labels.join(", ")}` : "");
        menu.toggleAttribute("data-chosen", labels.length > 0);
      });
    };

    /** Opens a folded group while it holds what somebody asked for. @param {Part} part @param {boolean} some */
    const unfold = (part, some) => {
      if (!(part.group instanceof HTMLDetailsElement)) return;
      if (some && !wasOpen.has(part)) {
        wasOpen.set(part, part.group.open);
        part.group.open = true;
      } else if (!some && wasOpen.has(part)) {
        part.group.open = wasOpen.get(part) ?? false;
        wasOpen.delete(part);
      }
    };

    /** What a row is sorted by. @param {Row} row @param {string} column @param {number} cell */
    const keyOf = (row, column, cell) => {
      if (column === "status") {
        const facet = facets.findIndex(({ key }) => key === "status");
        return facet < 0 ? "" : String(known[row.record].values[facet][0] ?? "");
      }
      const element = row.line.cells[cell];
      if (!element || element.querySelector(".design-nothing")) return "";
      const text = element.textContent?.trim() ?? "";
      return column === "decision" ? text.replace(/^\d+\. /, "") : text;
    };

    /** Puts the rows of each table into the order that is asked for. */
    const sort = () => {
      const descends = asked.sort.startsWith("-");
      const column = descends ? asked.sort.slice(1) : asked.sort;
      for (const { body, rows } of parts) {
        const table = /** @type {HTMLTableElement} */ (body.parentElement);
        const heads = [...table.querySelectorAll("th")];
        const cell = heads.findIndex((head) => head.querySelector("[data-column]")?.getAttribute("data-column") === column);
        heads.forEach((head, at) => {
          if (at === cell) head.setAttribute("aria-sort", descends ? "descending" : "ascending");
          else head.removeAttribute("aria-sort");
        });
        const keys = new Map(rows.map((row) => [row, cell < 0 ? "" : keyOf(row, column, cell)]));
        const sorted = [...rows].sort((a, b) => {
          const [first, second] = [keys.get(a) ?? "", keys.get(b) ?? ""];
          // What is missing comes last in either direction.
          if ((first === "") !== (second === "")) return first === "" ? 1 : -1;
          return (descends ? -1 : 1) * collator.compare(first, second) || a.place - b.place;
        });
        if (sorted.some((row, at) => row !== rows[at])) {
          rows.splice(0, rows.length, ...sorted);
          body.append(...rows.map(({ line }) => line));
        }
      }
    };

    /** Asks for something. @param {Partial<Asked>} change @param {boolean} [isStep] */
    const ask = (change, isStep = true) => {
      asked = { ...asked, ...change };
      if (change.sort !== undefined) sort();
      show();
      writeAddress(isStep);
    };

    const nothing = () => ({ text: "", chosen: facets.map(() => new Set()), sort: "" });

    /** Asks for what the address asks for. */
    const follow = () => {
      isTyping = false;
      asked = ofAddress();
      sort();
      show();
    };

    field.addEventListener("input", () => {
      ask({ text: field.value }, !isTyping);
      isTyping = true;
    });
    field.addEventListener("blur", () => (isTyping = false));
    clear.addEventListener("click", () => {
      ask(nothing());
      field.focus();
    });
    menus.forEach(({ menu, choices }, facet) => {
      menu.addEventListener("toggle", () => {
        if (menu.open) for (const other of menus) if (other.menu !== menu) other.menu.open = false;
        show();
      });
      choices.addEventListener("change", (event) => {
        const box = /** @type {HTMLInputElement} */ (event.target);
        const values = new Set(asked.chosen[facet]);
        if (box.checked) values.add(Number(box.value));
        else values.delete(Number(box.value));
        isTyping = false;
        ask({ chosen: asked.chosen.map((chosen, at) => (at === facet ? values : chosen)) });
      });
    });
    controls.addEventListener("keydown", (event) => {
      // mdBook turns pages at arrow keys, in fields too.
      event.stopPropagation();
      if (event.key !== "Escape") return;
      const open = menus.find(({ menu }) => menu.open);
      event.preventDefault();
      if (open) {
        open.menu.open = false;
        open.button.focus();
      } else {
        ask(asked.text === "" ? nothing() : { text: "" });
      }
    });
    for (const left of ["pointerdown", "focusin"]) {
      document.addEventListener(left, (event) => {
        for (const { menu } of menus) if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
      });
    }
    addEventListener("popstate", follow);
    // Paper has all rows, whatever is asked for.
    addEventListener("beforeprint", () => {
      for (const { count, rows } of parts) if (count) count.textContent = number.format(rows.length);
    });
    addEventListener("afterprint", show);

    controls.append(make("div", "design-filter", {}, field, live, clear));
    if (menus.length > 0) controls.append(make("div", "design-facets", {}, ...menus.map(({ menu }) => menu)));
    live.textContent = counted(all);
    asked = ofAddress();
    showAsked();
    index.toggleAttribute("data-pending", asksForSome() || asked.sort !== "");

    /** Reads the rows, and shows what the address asks for. */
    const finish = () => {
      let place = 0;
      for (const body of index.querySelectorAll("tbody")) {
        const group = /** @type {HTMLElement} */ (body.closest(".design-group"));
        const rows = [...body.rows].map((line) => {
          const row = { line, place, record: records?.[place] ?? place, shown: true };
          place += 1;
          return row;
        });
        parts.push({ group, body, rows, count: group.querySelector(".design-count"), shown: rows.length });
        for (const head of body.parentElement?.querySelectorAll("th") ?? []) makeSortable(head);
      }
      const rows = parts.flatMap((part) => part.rows);
      const area = facets.find(({ key }) => key === "area");
      for (const { line, record } of rows) {
        if (known[record]) continue;
        const columns = [...(line.closest("table")?.querySelectorAll("th") ?? [])].map(columnOf);
        const cells = [...line.cells].filter((_, at) => ["decision", "choice", "document"].includes(columns[at]));
        const areas = area ? [area.of[record]].flat().map((value) => area.values[value][1]) : [];
        known[record] = {
          text: folded([...cells.map((cell) => cell.textContent), ...areas].join("\n")),
          values: facets.map(({ of }) => [of[record]].flat()),
        };
      }
      index.removeAttribute("data-pending");
      index.toggleAttribute("data-ready", true);
      follow();
    };

    /** @param {Element} head */
    const columnOf = (head) => head.querySelector("[data-column]")?.getAttribute("data-column") ?? "";

    /** Makes a column's head a button: up, down, and as it was. @param {HTMLTableCellElement} head */
    const makeSortable = (head) => {
      const column = columnOf(head);
      const button = make("button", "design-sort", { type: "button" }, ...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const next = asked.sort === column ? `-${column}` : asked.sort === `-${column}` ? "" : column;
        isTyping = false;
        ask({ sort: next });
      });
    };

    // A link of the counts leads to a group, though a filter may hide it.
    index.querySelector(".design-summary")?.addEventListener("click", (event) => {
      const link = /** @type {Element} */ (event.target).closest("a");
      const id = link?.hash.slice(1) ?? "";
      if (id !== "" && document.getElementById(id)?.closest("[hidden]")) ask(nothing());
    });

    return { field, finish };
  };

  /** Starts the tables that are there and not started yet. */
  const startAll = () => {
    [...document.querySelectorAll(".design-controls")].forEach((controls, place) => {
      if (!(controls instanceof HTMLElement) || controls.hasChildNodes()) return;
      const { field, finish } = start(controls, place);
      if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", finish);
      else finish();
      if (place > 0) return;
      // `/` is mdBook's key for its search too, and `s` remains it.
      addEventListener(
        "keydown",
        (event) => {
          const target = /** @type {Element} */ (event.target);
          const isWriting = target.closest("input, select, textarea, [contenteditable]");
          if (event.key !== "/" || event.altKey || event.ctrlKey || event.metaKey || isWriting) return;
          event.preventDefault();
          event.stopPropagation();
          field.focus();
          field.select();
        },
        true,
      );
    });
  };

  // Paper can't be clicked; style alone opens what is folded in newer browsers only.
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details")].filter(({ className, open }) => className === "design-group" && !open);
    for (const group of opened) group.open = true;
  });
  addEventListener("afterprint", () => {
    for (const group of opened) group.open = false;
  });

  if (isPrintPage()) return;
  startAll();
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startAll);
})();
