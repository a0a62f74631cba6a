import { z } from '@hono/zod-openapi'
import type { CallToolResult, Tool as ListedTool } from '@modelcontextprotocol/sdk/types.js'
import type { DocumentView } from '../../db/document-views.ts'
import type { VersionView } from '../../db/versions.ts'
import type { Access } from '../../engines/access.ts'
import type { Services } from '../services.ts'
import { invalidRequest } from '../validation.ts'

/** What tools stand on: the services, and the rights of who asks. */
export type ToolContext = {
  services: Pick<Services, 'db' | 'retrieve' | 'ask'>
  access: Access
  /** @throws AppError `not_found`, also for a document that the asker may not read. */
  readDocument: (id: string) => DocumentView
  readVersion: (documentId: string, versionId: string | undefined) => VersionView
  signal: AbortSignal
  /** Tells who waits how far it is; does nothing where nobody asked for it. */
  progress: (done: number, message: string) => void
}

/** The result in two forms: text for the model to read, and data of the tool's output schema. */
export type ToolResult = { text: string; data: Record<string, unknown> }

export type Tool = {
  listed: ListedTool
  /** @throws AppError, also for arguments that are not valid */
  call: (values: unknown, context: ToolContext) => Promise<ToolResult>
}

type Definition<Input extends z.ZodType, Output extends z.ZodType<Record<string, unknown>>> = {
  name: string
  title: string
  description: string
  input: Input
  output: Output
  run: (input: z.output<Input>, context: ToolContext) => Promise<{ text: string; data: z.output<Output> }>
}

/** JSON Schema as MCP's clients check it; where a format says it all, the long pattern of it is left out. */
function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): ListedTool['inputSchema'] {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern
    },
  })
  return { ...rest, type: 'object' } as ListedTool['inputSchema']
}

/** A tool that reads and changes nothing, from schemas of what it takes and gives. */
export function defineTool<Input extends z.ZodType, Output extends z.ZodType<Record<string, unknown>>>(
  definition: Definition<Input, Output>,
): Tool {
  const { name, title, description, input, output, run } = definition
  return {
    listed: {
      name,
      title,
      description,
      inputSchema: toJsonSchema(input, 'input'),
      outputSchema: toJsonSchema(output, 'output'),
      annotations: { title, readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    },
    call: async (values, context) => {
      const parsed = input.safeParse(values ?? {})
      if (!parsed.success) throw invalidRequest(parsed.error, 'arguments')
      return run(parsed.data, context)
    },
  }
}

export function toCallResult({ text, data }: ToolResult): CallToolResult {
  return { content: [{ type: 'text', text }], structuredContent: data }
}

/** A failure that the model can act on. */
export function toFailedResult({ code, message }: { code: string; message: string }): CallToolResult {
  return { content: [{ type: 'text', text: `${code}: ${message}` }], isError: true, _meta: { code } }
}
