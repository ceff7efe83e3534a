// Made by messages.mjs.
declare module '*.ftl' {
  /** Ids of the English file of the same folder. */
  export const ids: readonly string[];
  /** In the order of the ids. */
  const texts: readonly string[];
  export default texts;
}
