import { FilePlus2, FolderPlus, Plus } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from '../../components/button.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { useText } from '../../language/language.tsx'
import { ACCEPTED_ENDINGS } from './accepted-files.ts'
import { collectChosen } from './collect-files.ts'
import { useUploads } from './upload-context.ts'

/** The pickers for files and for a folder, hidden, with what opens them. */
function usePickers(): { pickers: ReactNode; pickFiles: () => void; pickFolder: () => void } {
  const { library } = useText()
  const { review } = useUploads()
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (folder.current) folder.current.webkitdirectory = true
  }, [])
  const take = (input: HTMLInputElement) => {
    review(collectChosen(input.files))
    input.value = ''
  }
  const shared = { type: 'file', multiple: true, tabIndex: -1, className: 'hidden' } as const
  const pickers = (
    <>
      <input
        {...shared}
        ref={files}
        aria-label={library.addFiles}
        accept={ACCEPTED_ENDINGS.join(',')}
        onChange={(event) => take(event.target)}
      />
      <input {...shared} ref={folder} aria-label={library.addFolder} onChange={(event) => take(event.target)} />
    </>
  )
  return { pickers, pickFiles: () => files.current?.click(), pickFolder: () => folder.current?.click() }
}

/** Brings files or a folder in. */
export function AddMenu() {
  const { library } = useText()
  const { pickers, pickFiles, pickFolder } = usePickers()
  return (
    <>
      {pickers}
      <Menu
        align="end"
        trigger={
          <Button variant="primary">
            <Plus aria-hidden />
            {library.add}
          </Button>
        }
      >
        <MenuItem onSelect={pickFiles}>
          <FilePlus2 aria-hidden />
          {library.addFiles}
        </MenuItem>
        <MenuItem onSelect={pickFolder}>
          <FolderPlus aria-hidden />
          {library.addFolder}
        </MenuItem>
      </Menu>
    </>
  )
}

/** The same as two plain buttons, for where there is nothing else to do. */
export function AddButtons() {
  const { library } = useText()
  const { pickers, pickFiles, pickFolder } = usePickers()
  return (
    <>
      {pickers}
      <Button variant="primary" onClick={pickFolder}>
        <FolderPlus aria-hidden />
        {library.addFolder}
      </Button>
      <Button onClick={pickFiles}>
        <FilePlus2 aria-hidden />
        {library.addFiles}
      </Button>
    </>
  )
}
