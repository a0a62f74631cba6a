import { z } from '@hono/zod-openapi'
import { spanSchema } from './common.ts'

const points = z.number().openapi({ description: 'Points' })

const blockSchema = spanSchema
  .extend({
    kind: z.enum(['heading', 'paragraph', 'list_item', 'table_row', 'note']),
    level: z.int().optional().openapi({ description: 'Headings: 1 (highest) to 6' }),
    page: z.int().optional().openapi({ description: '1-based page, slide or sheet' }),
    columns: z.string().optional().openapi({ description: 'Table rows: the column names, ` | ` between them' }),
    cells: z
      .array(spanSchema.extend({ column: z.int() }))
      .optional()
      .openapi({
        description: 'Rows of a sheet: the spans of its values, by 0-based column',
      }),
  })
  .openapi('LayoutBlock')

const boxSchema = spanSchema
  .extend({ page: z.int(), x: points, y: points, width: points, height: points })
  .openapi('LineBox', { description: 'Where a line is printed, from the upper left corner of the page as it is shown' })

export const layoutSchema = z
  .object({
    format: z.enum(['markdown', 'text', 'html', 'pdf', 'docx', 'pptx', 'xlsx']),
    blocks: z.array(blockSchema),
    pages: z.array(z.object({ page: z.int(), width: points, height: points })).optional(),
    boxes: z.array(boxSchema).optional(),
  })
  .openapi('Layout', { description: 'The shape of the text; all offsets count in /text of the same version' })
