import { useCallback, useState } from 'react'
import type { DocumentItem } from '../../api/wire.ts'

export type Selection = {
  selected: ReadonlyMap<string, DocumentItem>
  toggle: (documents: readonly DocumentItem[], isOn?: boolean) => void
  replace: (documents: readonly DocumentItem[]) => void
  clear: () => void
}

/** Which documents are chosen, whether they are in sight or not. */
export function useSelection(): Selection {
  const [selected, setSelected] = useState<ReadonlyMap<string, DocumentItem>>(new Map())
  const toggle = useCallback((documents: readonly DocumentItem[], isOn?: boolean) => {
    setSelected((before) => {
      const after = new Map(before)
      for (const document of documents) {
        if (isOn ?? !before.has(document.id)) after.set(document.id, document)
        else after.delete(document.id)
      }
      return after
    })
  }, [])
  const replace = useCallback(
    (documents: readonly DocumentItem[]) => setSelected(new Map(documents.map((document) => [document.id, document]))),
    [],
  )
  const clear = useCallback(() => setSelected(new Map()), [])
  return { selected, toggle, replace, clear }
}
