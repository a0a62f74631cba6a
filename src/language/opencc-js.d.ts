declare module 'opencc-js/dict/TSCharacters' {
  /** Pairs "traditional simplified", separated by `|`. */
  const characters: string
  // biome-ignore lint/style/noDefaultExport: the package exports it so
  export default characters
}
