/**
 * zod-openapi adds `.openapi()` to the `ZodType` of `zod`, LangGraph a method of its own to that of `zod/v4`, which is the
 * same one. As soon as MCP's types bring `zod/v4` in, the compiler keeps one of the two: with an interface of its own here
 * LangGraph's has its place, and ours stays.
 */
declare module 'zod/v4' {
  import type { core } from 'zod'

  // biome-ignore lint/performance/noReExportAll: the package exports it so
  export * from 'zod'
  // biome-ignore lint/style/noDefaultExport: the package exports it so
  export { z as default } from 'zod'
  export interface ZodType<
    out Output = unknown,
    out Input = unknown,
    out Internals extends core.$ZodTypeInternals<Output, Input> = core.$ZodTypeInternals<Output, Input>,
  > extends core.$ZodType<Output, Input, Internals> {}
}
