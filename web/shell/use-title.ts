import { useEffect } from 'react'
import { useText } from '../language/language.tsx'

/** Names the page in the window's title. */
export function useTitle(title: string | undefined): void {
  const { common } = useText()
  useEffect(() => {
    document.title = title ? `${title} · ${common.product}` : common.productLong
  }, [title, common])
}
