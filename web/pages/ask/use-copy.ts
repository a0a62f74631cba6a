import { useCallback } from 'react'
import { useToast } from '../../components/toast.tsx'
import { useText } from '../../language/language.tsx'

/** Puts text on the clipboard and says whether that worked. */
export function useCopy(): (words: string) => void {
  const say = useToast()
  const { common } = useText()
  return useCallback(
    (words: string) => {
      const copying = navigator.clipboard?.writeText(words) ?? Promise.reject(new Error('no clipboard'))
      copying.then(
        () => say({ message: common.copied }),
        () => say({ message: common.copyFailed, tone: 'danger' }),
      )
    },
    [say, common],
  )
}
