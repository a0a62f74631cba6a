import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { documentQuery } from '../../api/queries.ts'
import type { DocumentItem } from '../../api/wire.ts'
import { useFormat } from '../../language/format.ts'
import { useText } from '../../language/language.tsx'
import type { Texts } from '../../language/texts.ts'
import { endingOf } from './accepted-files.ts'
import { versionsQuery } from './version-list.tsx'

const SHEETS: readonly string[] = ['.xlsx', '.xlsm', '.xltx', '.xltm', '.xls', '.et', '.ods']

function sayReader(reader: string, { library }: Texts): string {
  const { readers, ownReader } = library.detail
  if (reader === '') return ownReader
  return reader
    .split(', ')
    .map((name) => readers[name] ?? name)
    .join(' + ')
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 gap-2">
      <dt className="shrink-0 text-faint">{name}</dt>
      <dd className="min-w-0 truncate tabular-nums">{children}</dd>
    </div>
  )
}

function ContainerLink({ id }: { id: string }) {
  const { data } = useQuery(documentQuery(id))
  return (
    <Link
      to="/library"
      search={(before) => ({ ...before, doc: id })}
      title={data?.path}
      className="text-accent underline decoration-line-strong underline-offset-2 hover:decoration-accent"
    >
      <bdi>{data?.title ?? '…'}</bdi>
    </Link>
  )
}

/** What reading made of a document: sizes, what read it, and what it lies in. */
export function ReadingFacts({ document }: { document: DocumentItem }) {
  const text = useText()
  const { detail } = text.library
  const { number, bytes } = useFormat()
  const isRead = document.versionId !== ''
  const { data: versions } = useQuery({ ...versionsQuery(document), enabled: isRead })
  const { containerId, pages } = document
  if (!isRead && containerId === undefined) return null
  const characters = versions?.find(({ id }) => id === document.versionId)?.characters
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-1 text-xs">
      {isRead && (
        <>
          <Fact name={detail.bytes}>{bytes(document.bytes)}</Fact>
          <Fact name={detail.characters}>{characters === undefined ? '…' : number(characters)}</Fact>
          <Fact name={detail.chunks}>{number(document.chunks)}</Fact>
          {pages !== undefined && (
            <Fact name={SHEETS.includes(endingOf(document.path)) ? detail.sheets : detail.pages}>{number(pages)}</Fact>
          )}
          <Fact name={detail.reader}>{sayReader(document.reader, text)}</Fact>
        </>
      )}
      {containerId !== undefined && (
        <Fact name={detail.container}>
          <ContainerLink id={containerId} />
        </Fact>
      )}
    </dl>
  )
}
