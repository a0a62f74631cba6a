import { Braces, Ellipsis, FileDown, Pencil } from 'lucide-react'
import { useState } from 'react'
import { client } from '../../api/client.ts'
import { Menu, MenuItem, MenuSeparator } from '../../components/menu.tsx'
import { useText } from '../../language/language.tsx'
import { RenameDialog } from './rename-dialog.tsx'

/** Has the browser save what an address of the service sends. */
function download(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}

/** What can be done with a whole conversation. */
export function ConversationMenu({ conversationId, title }: { conversationId: string; title: string }) {
  const { answer } = useText()
  const [isRenaming, setRenaming] = useState(false)
  const save = (format: 'md' | 'json') =>
    download(client.api.conversations[':id'].export.$url({ param: { id: conversationId }, query: { format } }).href)
  return (
    <>
      <Menu
        align="end"
        trigger={
          <button
            type="button"
            aria-label={answer.conversationMenu}
            title={answer.conversationMenu}
            className="inline-flex size-9 shrink-0 items-center justify-center rounded-md text-soft transition-colors hover:bg-tint hover:text-accent"
          >
            <Ellipsis aria-hidden className="size-4" />
          </button>
        }
      >
        <MenuItem onSelect={() => setRenaming(true)}>
          <Pencil aria-hidden />
          {answer.rename}
        </MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => save('md')}>
          <FileDown aria-hidden />
          {answer.exportMarkdown}
        </MenuItem>
        <MenuItem onSelect={() => save('json')}>
          <Braces aria-hidden />
          {answer.exportJson}
        </MenuItem>
      </Menu>
      {isRenaming && <RenameDialog conversationId={conversationId} title={title} onClose={() => setRenaming(false)} />}
    </>
  )
}
